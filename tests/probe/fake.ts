import type { IncomingMessage, ServerResponse } from 'node:http';
import { openDefinitions } from '../../src/definitions/index.js';
import { gatherEndpoint } from '../../src/probe/index.js';
import type { EndpointTarget, GatherOptions, GatherResult } from '../../src/probe/index.js';
import { json, outcome, serve } from '../http/rig.js';
import type { Rig } from '../http/rig.js';

export interface FakeRecord {
  readonly resourceType: string;
  readonly id: string;
  readonly meta: { readonly versionId: string; readonly lastUpdated: string };
  readonly [name: string]: unknown;
}

/** Names, ids and numbers that must not turn up in anything that is kept. */
export const SECRETS = {
  family: 'Zzfamilyname',
  number: '9990000018',
  token: 'tok-0f3a-secret',
  patient: 'pid-7c1f',
} as const;

const stamp = (index: number): string => new Date(Date.UTC(2024, 0, 1, 8, 0, index * 60)).toISOString();

export const patients = (count: number): FakeRecord[] =>
  Array.from({ length: count }, (_, index) => ({
    resourceType: 'Patient',
    id: `${SECRETS.patient}-${index}`,
    meta: { versionId: '1', lastUpdated: stamp(index) },
    active: true,
    identifier: [
      {
        system: 'https://fhir.nhs.uk/Id/nhs-number',
        value: index === 0 ? SECRETS.number : `99900${String(10_000 + index)}`,
      },
    ],
    name: [{ family: `${SECRETS.family}${index}` }],
    birthDate: `19${String(40 + (index % 60))}-05-0${1 + (index % 9)}`,
  }));

export const observations = (count: number, people: number): FakeRecord[] =>
  Array.from({ length: count }, (_, index) => ({
    resourceType: 'Observation',
    id: `obs-${index}`,
    meta: { versionId: '1', lastUpdated: stamp(index) },
    status: 'final',
    code: { coding: [{ system: 'http://snomed.info/sct', code: String(271649006 + (index % 3)) }] },
    subject: { reference: `Patient/${SECRETS.patient}-${index % people}` },
    effectiveDateTime: `2023-0${1 + (index % 9)}-11`,
  }));

const statement = {
  resourceType: 'CapabilityStatement',
  status: 'active',
  date: '2026-01-01',
  kind: 'instance',
  implementation: { description: 'fake' },
  fhirVersion: '4.0.1',
  format: ['json'],
  rest: [
    {
      mode: 'server',
      resource: ['Patient', 'Observation'].map((type) => ({
        type,
        interaction: [{ code: 'read' }, { code: 'search-type' }],
        searchParam:
          type === 'Patient'
            ? [{ name: 'identifier', type: 'token' }]
            : [
                { name: 'patient', type: 'reference' },
                { name: 'code', type: 'token' },
                { name: 'date', type: 'date' },
              ],
      })),
    },
  ],
};

export interface FakeOptions {
  readonly records: readonly FakeRecord[];
  readonly pageSize?: number;
  /** Looks at a request first; true where it has answered. */
  readonly before?: (request: IncomingMessage, response: ServerResponse, url: URL, form: URLSearchParams) => boolean;
  /** Changes a searchset before it is sent. */
  readonly change?: (bundle: Record<string, unknown>, url: URL) => void;
  /** Search parameters without which a type is refused. */
  readonly required?: Readonly<Record<string, string>>;
  readonly open?: boolean;
}

const matches = (record: FakeRecord, name: string, value: string): boolean => {
  if (name === '_id') return record.id === value;
  if (name === 'patient')
    return (
      (record['subject'] as { reference: string } | undefined)?.reference ===
      `Patient/${value.replace(/^.*Patient\//, '')}`
    );
  if (name === 'identifier')
    return (
      JSON.stringify(record['identifier'] ?? '').includes(`"${value.split('|').at(-1) ?? ''}"`) &&
      !value.includes('zz-probe')
    );
  if (name === 'code') return JSON.stringify(record['code'] ?? '').includes(`"${value.split('|').at(-1) ?? ''}"`);
  const prefix = /^[a-z]{2}/.exec(value)?.[0] ?? 'eq';
  const date = value.replace(/^[a-z]{2}/, '');
  const own =
    name === '_lastUpdated'
      ? record.meta.lastUpdated
      : name === 'date'
        ? String(record['effectiveDateTime'])
        : String(record['birthDate']);
  if (prefix === 'ge') return own >= date;
  if (prefix === 'gt') return own > date;
  if (prefix === 'le') return own <= date;
  return prefix === 'lt' ? own < date : own.startsWith(date);
};

const body = async (request: IncomingMessage): Promise<string> => {
  let text = '';
  for await (const chunk of request) text += String(chunk);
  return text;
};

/** A small FHIR server that can be told to misbehave. */
export function serveFake(options: FakeOptions): Promise<Rig> {
  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const url = new URL(request.url ?? '', `http://${request.headers.host ?? ''}`);
    const form = new URLSearchParams(request.method === 'POST' ? await body(request) : '');
    if (options.before?.(request, response, url, form) === true) return;
    const path = url.pathname.replace(/^\/fhir\/?/, '');
    if (path.startsWith('metadata')) {
      json(response, statement);
      return;
    }
    if (options.open !== true && request.headers.authorization !== `Bearer ${SECRETS.token}`) {
      json(response, outcome('login'), 401, { 'www-authenticate': 'Bearer' });
      return;
    }
    const [type = '', id = ''] = path.split('/');
    const all = options.records.filter((one) => one.resourceType === type);
    if (id !== '' && id !== '_search') {
      const found = all.find((one) => one.id === id);
      if (found === undefined) json(response, outcome('not-found'), 404);
      else json(response, found, 200, { etag: `W/"${found.meta.versionId}"` });
      return;
    }
    if (type !== 'Patient' && type !== 'Observation') {
      json(response, outcome('not-supported'), 404);
      return;
    }
    search(response, url, new URLSearchParams([...url.searchParams, ...form]), type, all);
  };
  const search = (
    response: ServerResponse,
    url: URL,
    params: URLSearchParams,
    type: string,
    all: readonly FakeRecord[],
  ): void => {
    if (
      [...params.keys()].some((name) => name.includes(':') || name === '_query') ||
      params.get('birthdate') === 'notadate' ||
      params.get('_count') === 'abc'
    ) {
      json(response, outcome('invalid'), 400);
      return;
    }
    const required = options.required?.[type];
    if (required !== undefined && !params.has(required) && !params.has('_id')) {
      json(response, outcome('required'), 400);
      return;
    }
    const hits = all.filter((one) =>
      [...params].every(
        ([name, value]) => /^_(count|sort|summary|total|elements|offset)$/.test(name) || matches(one, name, value),
      ),
    );
    if (params.get('_sort') === '-_lastUpdated') hits.reverse();
    const asked = Number(params.get('_count') ?? options.pageSize ?? 20);
    const count = Math.min(Number.isNaN(asked) ? 20 : asked, options.pageSize ?? 100);
    const offset = Number(params.get('_offset') ?? 0);
    const page = params.get('_summary') === 'count' ? [] : hits.slice(offset, offset + count);
    const link = (at: number): string => {
      const query = new URLSearchParams(params);
      query.set('_offset', String(at));
      return `${url.origin}${url.pathname.replace(/\/_search$/, '')}?${query.toString()}`;
    };
    const bundle: Record<string, unknown> = {
      resourceType: 'Bundle',
      type: 'searchset',
      total: hits.length,
      link: [
        { relation: 'self', url: url.href },
        ...(page.length > 0 && offset + count < hits.length ? [{ relation: 'next', url: link(offset + count) }] : []),
      ],
      entry: page.map((resource) => ({
        fullUrl: `${url.origin}/fhir/${type}/${resource.id}`,
        resource,
        search: { mode: 'match' },
      })),
    };
    options.change?.(bundle, url);
    json(response, bundle);
  };
  return serve((request, response) => {
    void answer(request, response);
  });
}

const definitions = openDefinitions();

/** Gathers from a fake with a bearer token, in the synthetic lens. */
export function gather(
  url: string,
  options: Partial<GatherOptions> = {},
  target: Partial<EndpointTarget> = {},
): Promise<GatherResult> {
  return gatherEndpoint(
    { id: 'fake', base: url, proxy: false, auth: { kind: 'bearer', tokenEnv: 'TOKEN' }, ...target },
    {
      definitions,
      lens: 'synthetic',
      types: ['Observation'],
      seed: 7,
      testPatients: [SECRETS.number],
      environment: { TOKEN: SECRETS.token },
      limits: { timeout: 1500 },
      ...options,
    },
  );
}
