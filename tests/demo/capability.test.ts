import { describe, expect, it } from 'vitest';
import { startDemoServer, type PersonaName } from '../../src/demo/index.js';
import { createValidator } from '../../src/validator/index.js';
import { ask } from './support.js';

interface Resource {
  readonly type: string;
  readonly supportedProfile?: readonly string[];
  readonly interaction: readonly { readonly code: string }[];
  readonly searchParam?: readonly { readonly name: string; readonly type: string; readonly definition: string }[];
  readonly searchInclude?: readonly string[];
  readonly searchRevInclude?: readonly string[];
}

interface Rest {
  readonly resource: readonly Resource[];
  readonly security?: { readonly cors?: boolean; readonly service?: unknown };
}

async function statement(
  persona: PersonaName,
): Promise<{ counts: Readonly<Record<string, number>>; rest: Rest; whole: unknown }> {
  const server = await startDemoServer({ persona });
  const { json } = await ask(server, 'metadata');
  await server.close();
  return { counts: server.counts, rest: (json['rest'] as readonly Rest[])[0]!, whole: json };
}

describe.each(['exemplar', 'developing', 'silo', 'hapi'] as const)('the statement of the %s persona', (persona) => {
  it('is valid R4', async () => {
    const { whole } = await statement(persona);
    const { issues } = createValidator({ ukCore: 'none' }).validate(whole);
    expect(issues.filter((issue) => issue.severity === 'error')).toEqual([]);
  });

  it('names each type and parameter once', async () => {
    const { rest } = await statement(persona);
    const types = rest.resource.map((each) => each.type);
    expect(new Set(types).size).toBe(types.length);
    for (const { searchParam = [] } of rest.resource) {
      expect(new Set(searchParam.map((each) => each.name)).size).toBe(searchParam.length);
    }
  });
});

describe('what the exemplar claims', () => {
  it('is what it does: every declared parameter, include and interaction is answered', async () => {
    const server = await startDemoServer();
    const rest = ((await ask(server, 'metadata')).json['rest'] as readonly Rest[])[0]!;
    const values: Readonly<Record<string, string>> = {
      date: '2024-01-01',
      quantity: '5',
      number: '5',
      token: 'x',
      string: 'x',
      reference: 'x',
      uri: 'http://x.example',
    };
    for (const { type, searchParam = [], searchInclude = [], searchRevInclude = [] } of rest.resource) {
      for (const { name, type: kind } of searchParam) {
        const reply = await ask(server, `${type}?${name}=${values[kind]!}&_count=1`, {
          headers: { prefer: 'handling=strict' },
        });
        expect(reply.status, `${type}.${name}`).toBe(200);
        expect(reply.json.total, `${type}.${name}`).toBeLessThan(Math.max(1, server.counts[type]!));
      }
      for (const include of searchInclude) {
        expect((await ask(server, `${type}?_count=1&_include=${include}`)).status, include).toBe(200);
      }
      for (const include of searchRevInclude.slice(0, 5)) {
        expect((await ask(server, `${type}?_count=1&_revinclude=${include}`)).status, include).toBe(200);
      }
    }
    await server.close();
  });

  it('covers the types it holds, with UK Core profiles and their versions, and how it is secured', async () => {
    const { counts, rest } = await statement('exemplar');
    expect(rest.resource.map((each) => each.type)).toEqual(Object.keys(counts));
    const patient = rest.resource.find((each) => each.type === 'Patient');
    expect(patient?.supportedProfile).toEqual(['https://fhir.hl7.org.uk/StructureDefinition/UKCore-Patient|2.5.0']);
    expect(rest.security).toMatchObject({ cors: false, service: [{ coding: [{ code: 'SMART-on-FHIR' }] }] });
  });
});

describe('what the developing persona claims', () => {
  it('is more than it does', async () => {
    const server = await startDemoServer({ persona: 'developing' });
    const total = async (query: string): Promise<number | undefined> =>
      (await ask(server, `${query}&_summary=count`)).json.total;
    expect(await total('Encounter?date=1900-01-01')).toBe(server.counts['Encounter']);
    expect(await total('Observation?value-quantity=gt0')).toBe(0);
    expect(server.counts['Flag']).toBeUndefined();
    const { rest } = await statement('developing');
    expect(rest.resource.find((each) => each.type === 'Flag')).toBeDefined();
    expect(rest.resource.some((each) => each.supportedProfile)).toBe(false);
    await server.close();
  });
});
