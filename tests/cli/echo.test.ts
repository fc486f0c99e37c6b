import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startDemoServer } from '../../src/demo/index.js';
import type { DemoServer } from '../../src/demo/index.js';
import { edit } from './rogue.js';
import type { Answer, Twist } from './rogue.js';
import { assessRogue } from './scenario.js';

const NAME = 'Quillfeather';
const NUMBER = '9990000018';
const POSTCODE = 'ZZ99 3WZ';
const SAID = `Patient ${NAME}, NHS Number ${NUMBER}, of ${POSTCODE}`;
const PERSON = new RegExp(`${NAME}|${NUMBER}|999 000 0018|${POSTCODE}`, 'gi');

const outcome = {
  resourceType: 'OperationOutcome',
  text: { status: 'generated', div: `<div xmlns="http://www.w3.org/1999/xhtml">${SAID}</div>` },
  issue: [
    {
      severity: 'error',
      code: 'processing',
      diagnostics: `${SAID}; missing required parameter '${NAME}'`,
      details: { text: SAID, coding: [{ system: `https://x.example/${NAME}`, code: NUMBER, display: NAME }] },
      expression: [`Patient.where(name = '${NAME}')`],
    },
  ],
};

const refused = (status: number): Answer => ({
  status,
  headers: { 'content-type': 'application/fhir+json' },
  body: JSON.stringify(outcome),
});

type Node = Record<string, unknown>;

function each(value: unknown, visit: (node: Node) => void): void {
  if (Array.isArray(value)) for (const item of value) each(item, visit);
  else if (value !== null && typeof value === 'object') {
    visit(value as Node);
    for (const inner of Object.values(value)) each(inner, visit);
  }
}

/** Changes each record of a Bundle, or the one that was read; every subject has a name of its own. */
const records =
  (change: (node: Node, name: string) => void): Twist =>
  (answer) =>
    edit(answer, (resource) => {
      const entries = Array.isArray(resource['entry']) ? (resource['entry'] as Node[]) : [{ resource }];
      for (const { resource: record } of entries) {
        if (record === null || typeof record !== 'object') continue;
        const node = record as Node;
        if (!['Patient', 'Observation', 'Condition'].includes(String(node['resourceType']))) continue;
        const letters = String(node['id']).replace(/[^a-z0-9]/gi, '');
        each(node, (inner) => {
          change(inner, `${NAME}${letters}`);
        });
      }
    });

const isCoding = (node: Node): boolean => typeof node['code'] === 'string' && typeof node['system'] === 'string';
const isRecord = (node: Node): boolean => 'resourceType' in node;

const cases: readonly (readonly [string, Twist])[] = [
  ['errors', (answer, { nth }) => (nth % 4 === 3 ? refused([400, 404, 500][nth % 3] ?? 400) : answer)],
  [
    'outcomes among the results, links and parameter names',
    (answer, { base }) =>
      edit(answer, (resource) => {
        if (resource['resourceType'] !== 'Bundle' || !Array.isArray(resource['entry'])) return;
        resource['entry'].push({ search: { mode: 'outcome' }, resource: outcome });
        resource['link'] = [
          { relation: 'self', url: `${base}/Patient?${NAME}=${NUMBER}&family=${NAME}` },
          { relation: 'next', url: `${base}/Patient?${NAME}=${NUMBER}&name=${NAME}` },
          { relation: NAME, url: SAID },
        ];
      }),
  ],
  [
    'headers and content types',
    (answer, { nth }) => ({
      ...answer,
      headers: {
        ...answer.headers,
        server: `${NAME}/1.0 ${NUMBER}`,
        'x-patient': SAID,
        'content-type': nth % 5 === 2 ? `text/${NAME}-${NUMBER}` : `application/fhir+json; patient="${NAME} ${NUMBER}"`,
        etag: `W/"${NAME}"`,
        location: `http://x.example/${NAME}`,
        'www-authenticate': `Bearer realm="${NAME} ${NUMBER}"`,
        'x-powered-by': NAME,
      },
    }),
  ],
  [
    'codes, their systems, extension URLs and property names',
    records((node, name) => {
      if (isCoding(node))
        Object.assign(node, { code: name, system: `https://x.example/${name}/${NUMBER}`, display: SAID });
      if (!isRecord(node)) return;
      node['extension'] = [{ url: `https://x.example/${name}/${NUMBER}`, valueString: SAID }, { url: name }];
      node['modifierExtension'] = [{ url: `urn:${name}`, valueString: SAID }];
      Object.assign(node, { [name]: SAID, [name.toLowerCase()]: 1, [`p${NUMBER}`]: 1, [SAID]: {} });
    }),
  ],
  [
    'SNOMED CT codes, plain codes and units',
    records((node, name) => {
      if (isCoding(node)) Object.assign(node, { code: NUMBER, system: 'http://snomed.info/sct', display: SAID });
      for (const key of ['status', 'gender', 'use', 'intent']) if (typeof node[key] === 'string') node[key] = name;
      if (node['resourceType'] === 'Observation')
        node['valueQuantity'] = { value: 1, unit: SAID, code: name, system: 'http://unitsofmeasure.org' };
    }),
  ],
  [
    'resource types, profiles, references and identifiers',
    records((node, name) => {
      if (typeof node['reference'] === 'string')
        Object.assign(node, { reference: `Patient/${name}`, display: SAID, type: NAME });
      if (Array.isArray(node['identifier']))
        node['identifier'] = [
          {
            system: `https://x.example/${name}/${NUMBER}`,
            value: NUMBER,
            type: { coding: [{ system: name, code: name }] },
          },
          { system: 'https://fhir.nhs.uk/Id/nhs-number', value: name },
        ];
      if (!isRecord(node)) return;
      node['meta'] = {
        profile: [`https://x.example/${name}|${NUMBER}`],
        source: SAID,
        tag: [{ system: name, code: NUMBER }],
      };
      if (node['resourceType'] === 'Condition') node['resourceType'] = `${NAME}${NUMBER}`;
    }),
  ],
  [
    'the statement',
    (answer) =>
      edit(answer, (resource) => {
        if (resource['resourceType'] !== 'CapabilityStatement') return;
        each(resource['rest'], (node) => {
          if (!('interaction' in node)) return;
          node['searchParam'] = [{ name: `${NAME}:${NUMBER}`, type: 'string', documentation: SAID }];
          node['documentation'] = SAID;
        });
        const [rest] = resource['rest'] as Node[];
        Object.assign(rest ?? {}, { security: { service: [{ coding: [{ code: NUMBER }], text: SAID }] } });
        Object.assign(resource, {
          fhirVersion: `${NAME} ${NUMBER}`,
          software: { name: `${NUMBER} 999 000 0018 ${POSTCODE}` },
          format: [`application/${NUMBER}`],
          publisher: SAID,
          copyright: SAID,
        });
      }),
  ],
];

let demo: DemoServer;
beforeAll(async () => {
  demo = await startDemoServer();
});
afterAll(() => demo.close());

describe.concurrent('a person does not leave the process, put by the server into', { timeout: 60_000 }, () => {
  it.each(cases)('%s', async (_, twist) => {
    const ran = await assessRogue({ twist, demo });
    expect(ran.err).not.toMatch(/internal error|withheld/);
    expect(ran.assessment).toBeDefined();
    expect([...new Set(ran.everything.match(PERSON) ?? [])]).toEqual([]);
    expect([0, 3, 4]).toContain(ran.code);
  });
});
