import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startDemoServer } from '../../src/demo/index.js';
import type { DemoServer } from '../../src/demo/index.js';
import { edit, isJson } from './rogue.js';
import type { Twist } from './rogue.js';
import { assessRogue } from './scenario.js';

const page: Twist = () => ({
  status: 200,
  headers: { 'content-type': 'text/html' },
  body: '<html>Please log in</html>',
});

const nonsense: Readonly<Record<string, unknown>> = {
  fhirVersion: 42,
  format: 'json',
  implementation: [],
  rest: [{ mode: 'server', resource: [null, { type: 7 }, { type: 'Patient', searchParam: 'x', interaction: {} }] }],
};

interface Case {
  readonly name: string;
  readonly twist: Twist;
  readonly args?: readonly string[];
  readonly code: number;
  readonly state: 'complete' | 'partial' | 'unreachable';
  /** What standard error has to say. */
  readonly says?: RegExp;
}

const cases: readonly Case[] = [
  {
    name: 'dies on the way',
    twist: (answer, { nth, response }) => {
      if (nth < 40) return answer;
      response.destroy();
      return undefined;
    },
    code: 4,
    state: 'partial',
    says: /Exit code 4: .*5 requests in a row failed/,
  },
  {
    name: 'never answers',
    twist: () => undefined,
    args: ['--timeout', '0.8'],
    code: 3,
    state: 'unreachable',
    says: /Exit code 3: endpoint-1 could not be reached/,
  },
  { name: 'answers HTML everywhere', twist: page, code: 3, state: 'complete', says: /Exit code 3: nothing .* is FHIR/ },
  {
    name: 'cuts its JSON off everywhere',
    twist: (answer) => (isJson(answer) ? { ...answer, body: answer.body.slice(0, answer.body.length / 2) } : answer),
    code: 3,
    state: 'complete',
    says: /Exit code 3: nothing .* is FHIR/,
  },
  {
    name: 'sends a body without end',
    twist: (answer, { request, response }) => {
      if (request.url?.includes('Observation') !== true) return answer;
      response.writeHead(200, { 'content-type': 'application/fhir+json' });
      const more = (): void => {
        while (!response.destroyed && response.write(' '.repeat(65_536)));
      };
      response.on('drain', more);
      more();
      return undefined;
    },
    code: 0,
    state: 'complete',
  },
  {
    name: 'always has a next page',
    twist: (answer, { base, nth }) =>
      edit(answer, (resource) => {
        if (resource['resourceType'] === 'Bundle')
          resource['link'] = [{ relation: 'next', url: `${base}/Observation?page=${nth}` }];
      }),
    code: 0,
    state: 'complete',
  },
  {
    name: 'sends everybody to another host',
    twist: () => ({ status: 302, headers: { location: 'http://localhost:9/steal' }, body: '' }),
    code: 3,
    state: 'complete',
    says: /Exit code 3: nothing .* is FHIR/,
  },
  {
    name: 'asks for patience again and again',
    twist: (answer, { nth }) => (nth < 10 ? answer : { status: 429, headers: { 'retry-after': '1' }, body: '' }),
    code: 4,
    state: 'partial',
    says: /Exit code 4: .*asked us to slow down 3 times in a row/,
  },
  {
    name: 'has a statement of nonsense',
    twist: (answer) =>
      edit(answer, (resource) => {
        if (resource['resourceType'] === 'CapabilityStatement') Object.assign(resource, nonsense);
      }),
    code: 0,
    state: 'complete',
  },
  {
    name: 'sends bundles of nonsense',
    twist: (answer) =>
      edit(answer, (resource) => {
        if (resource['resourceType'] !== 'Bundle') return;
        resource['entry'] = [
          null,
          1,
          {},
          { resource: null },
          { resource: { resourceType: 'Patient', id: ['x'], meta: 4 } },
        ];
        resource['total'] = -1;
        resource['link'] = [{ relation: 'next', url: 5 }, null];
      }),
    code: 0,
    state: 'complete',
  },
];

/** Those that need the machine for themselves: short timeouts, large bodies. */
const alone: readonly Case[] = [
  {
    name: 'stops answering',
    twist: (answer, { nth }) => (nth < 20 ? answer : undefined),
    args: ['--timeout', '0.8'],
    code: 4,
    state: 'partial',
    says: /Exit code 4: /,
  },
  {
    name: 'sends bodies of 25 MB',
    twist: (answer, { request }) =>
      request.url?.includes('Patient') === true ? { ...answer, body: answer.body + ' '.repeat(25_000_000) } : answer,
    code: 4,
    state: 'partial',
    says: /Exit code 4: /,
  },
];

let demo: DemoServer;
beforeAll(async () => {
  demo = await startDemoServer();
});
afterAll(() => demo.close());

async function expectBounded({ twist, args = [], code, state, says }: Case): Promise<void> {
  const ran = await assessRogue({ twist, args, demo });
  expect(ran.err).not.toMatch(/internal error|\n\s+at /);
  expect(ran.assessment?.endpoints[0]?.state).toBe(state);
  expect(ran.assessment?.endpoints[0]?.requests.total).toBeLessThanOrEqual(500);
  if (says !== undefined) expect(ran.err).toMatch(says);
  expect(ran.code).toBe(code);
  expect(Object.keys(ran.files).sort()).toEqual(['out/assessment.json', 'out/report.html']);
  expect(ran.seconds).toBeLessThan(40);
}

describe.concurrent('a server that', { timeout: 60_000 }, () => {
  it.each(cases)('$name', expectBounded);
});

describe('a server that', { timeout: 60_000 }, () => {
  it.each(alone)('$name', expectBounded);
});

describe('a server that breaks its word', { timeout: 60_000 }, () => {
  it('is found not to search what its statement declares', async () => {
    const ran = await assessRogue({
      demo,
      twist: (answer, { request }) =>
        request.url?.includes('/Condition') === true ? { ...answer, status: 404, body: '{}' } : answer,
    });
    const check = ran.assessment?.endpoints[0]?.checks.find(({ id }) => id === 'SRCH01');
    expect(check?.outcome).toBe('fail');
    expect(check?.summary).toContain('Condition');
  });

  it('is left with what was gathered when the run is interrupted', async () => {
    const ran = await assessRogue({
      demo,
      twist: (answer, { nth }) => (nth < 30 ? answer : undefined),
      started: (child, rogue) => {
        const watch = setInterval(() => {
          if (rogue.count() <= 30) return;
          clearInterval(watch);
          child.kill('SIGINT');
        }, 20);
      },
    });
    expect(ran.code).toBe(130);
    expect(ran.err).toContain('Stopping; what was gathered so far is written.');
    expect(ran.assessment?.endpoints[0]).toMatchObject({ state: 'partial', stopped: { because: 'interrupted' } });
    expect(ran.assessment?.endpoints[0]?.requests.total).toBeGreaterThan(25);
    expect(ran.files['out/report.html']).toContain('interrupted');
    expect(ran.seconds).toBeLessThan(20);
  });
});
