import { describe, expect, it } from 'vitest';
import { checks, runChecks } from '../../src/checks/index.js';
import { openDefinitions } from '../../src/definitions/index.js';
import { startDemoServer } from '../../src/demo/index.js';
import type { CheckResult } from '../../src/model/index.js';
import { gatherEndpoint } from '../../src/probe/index.js';
import type { GatherResult } from '../../src/probe/index.js';
import { deriveRecordFacts, openJudge } from '../../src/records/index.js';
import { message } from '../../src/validator/messages/index.js';

const types = [
  'AllergyIntolerance',
  'Condition',
  'Encounter',
  'Observation',
  'Procedure',
  'MedicationRequest',
  'DiagnosticReport',
  'DocumentReference',
  'ServiceRequest',
  'ImagingStudy',
];
const definitions = openDefinitions();

type Persona = 'exemplar' | 'developing' | 'silo';

/** `open`: without the credential, as a sandbox that is open by design. */
const run = async (
  persona: Persona,
  open = false,
): Promise<{ gathered: GatherResult; results: CheckResult[]; names: string[] }> => {
  const server = await startDemoServer({ persona, https: true });
  try {
    const gathered = await gatherEndpoint(
      {
        id: persona,
        base: server.url,
        proxy: false,
        auth: open || server.token === undefined ? { kind: 'none' } : { kind: 'bearer', tokenEnv: 'TOKEN' },
        tls: server.ca === undefined ? {} : { ca: [server.ca] },
      },
      {
        definitions,
        lens: 'synthetic',
        types,
        seed: 1,
        testPatients: server.testPatient === undefined ? [] : [server.testPatient],
        environment: { TOKEN: server.token },
      },
    );
    const facts = deriveRecordFacts({
      samples: gathered.samples,
      fetched: gathered.fetchedReferences,
      base: server.url,
      lens: 'synthetic',
      today: new Date().toISOString().slice(0, 10),
      definitions,
      judge: openJudge(definitions, message),
    });
    const names = [
      ...(server.token === undefined ? [] : [server.token]),
      ...gathered.samples.flatMap((sample) =>
        sample.resources.flatMap((one) => [...(one.id === undefined ? [] : [one.id]), ...familiesAndNumbers(one)]),
      ),
    ];
    return { gathered, results: runChecks({ ...gathered.evidence, ...facts }), names };
  } finally {
    await server.close();
  }
};

const familiesAndNumbers = (resource: Readonly<Record<string, unknown>>): string[] => {
  const text = JSON.stringify([resource['name'], resource['identifier'], resource['address'], resource['birthDate']]);
  return [...text.matchAll(/"(?:family|postalCode|birthDate)":"([^"]{4,})"|"(999\d{7})"/g)].map(
    (one) => one[1] ?? one[2] ?? '',
  );
};

const LETTER = { pass: 'P', warn: 'W', fail: 'F', unknown: '?', notApplicable: '-', manual: 'M' } as const;

describe('the personas of the demo server', () => {
  it('get the verdicts they were made for, and leave no trace of a patient', async () => {
    const runs = {
      exemplar: await run('exemplar'),
      developing: await run('developing'),
      silo: await run('silo'),
      sandbox: await run('silo', true),
    };
    // Speed is the machine's, not the persona's.
    const steady = checks.filter(({ id }) => id !== 'PERF01');
    const rows = steady.map(({ id }) => {
      const row = Object.values(runs).map(({ results }) => {
        const found = results.find((one) => one.id === id);
        return found === undefined ? ' ' : `${LETTER[found.outcome]}${found.unsafe === true ? '!' : ''}`;
      });
      return `${id} ${row.join(' ')}`;
    });
    expect(rows).toMatchInlineSnapshot(`
      [
        "NET01 P P P P",
        "NET02 P P P P",
        "TLS01 P P P P",
        "TLS02 P P P P",
        "TLS03 P P P P",
        "TLS04 P P P P",
        "CAP01 P P P P",
        "CAP02 P P P P",
        "CAP03 P P P P",
        "CAP07 P P W W",
        "CAP08 P W W W",
        "CAP09 P P ? -",
        "FMT01 P P ? P",
        "FMT04 P W ? W",
        "AUTH01 P - ? -",
        "AUTH02 P - ? -",
        "SEC01 P P F! -",
        "SEC02 P P ? -",
        "SEC03 P P ? ?",
        "READ01 P P ? P",
        "READ02 P P ? W",
        "READ03 P P ? -",
        "SRCH01 P P ? P",
        "SRCH02 P P ? P",
        "SRCH03 P F ? F",
        "SRCH07 P F ? F",
        "SRCH08 P W ? F",
        "SRCH09 P P ? P",
        "SRCH11 P P ? ?",
        "SRCH13 P P ? P",
        "NHS01 P P ? P",
        "NHS02 P P ? P",
        "NHS03 P P ? F",
        "NHS04 P F ? F",
        "NHS07 P P ? ?",
        "PROF01 P P ? F",
        "PROF02 P W ? F",
        "PROF03 P F ? -",
        "PROF04 P P ? W",
        "PROF05 P P ? P",
        "PAGE01 P P ? P",
        "PAGE02 P ? ? ?",
        "PAGE03 P F ? F",
        "PAGE04 P ? ? ?",
        "PAGE05 P P ? W",
        "ERR01 P W ? F",
        "ERR02 P W ? W",
        "ERR03 P P ? F",
        "ERR06 P W ? F",
        "COH01 P P ? P",
        "COH03 P F ? F!",
        "COH05 P P ? P",
        "PERF02 P P P P",
      ]
    `);
    for (const { gathered, results, names } of Object.values(runs)) {
      expect(gathered.stopped?.because).toBe(gathered === runs.silo.gathered ? 'unsafe' : undefined);
      expect(gathered.requests.total).toBeLessThanOrEqual(500);
      const kept = JSON.stringify([gathered.evidence, gathered.exchanges, gathered.sampleSummaries, results]);
      if (gathered.stopped === undefined) expect(names.length).toBeGreaterThan(300);
      expect(names.filter((name) => kept.includes(`"${name}"`) || (name.length >= 8 && kept.includes(name)))).toEqual(
        [],
      );
    }
  }, 30_000);
});
