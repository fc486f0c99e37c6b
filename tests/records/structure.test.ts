import { describe, expect, it } from 'vitest';
import { factOf, factsOf, issue, NOTHING_WRONG, UK } from './helpers.js';

const patient = (id: string, more: object = {}) => ({
  resourceType: 'Patient',
  id,
  birthDate: `19${id.padStart(2, '0')}`,
  ...more,
});
const condition = (id: string, subject: string, more: object = {}) => ({
  resourceType: 'Condition',
  id,
  subject: { reference: subject },
  note: [{ text: id }],
  ...more,
});

describe('conformance', () => {
  const judge = {
    base: (resource: unknown) =>
      (resource as { bad?: boolean }).bad === true
        ? { issues: [issue('broken', 'Condition.code')], undecided: 0 }
        : NOTHING_WRONG,
    profiles: (resource: unknown) => {
      const { id = '' } = resource as { id?: string };
      if (id === 'w')
        return { issues: [issue('loose', 'Condition.code', { severity: 'warning' as const })], undecided: 0 };
      if (id !== 'x' && id !== 'y') return NOTHING_WRONG;
      const at = (index: number) =>
        issue('cardinality-min', `Condition.code.coding[${String(index)}]`, { rule: 'r', profile: 'urn:p' });
      return { issues: [at(0), at(1)], undecided: 0 };
    },
    declared: (resource: unknown) =>
      (resource as { id: string }).id === 'x'
        ? { issues: [issue('broken', 'Condition')], undecided: 0 }
        : NOTHING_WRONG,
    describe: ({ code }: { code: string }) => `said of ${code}`,
  };
  const world = { profiles: { Condition: [] } };

  it('counts what conforms, by type and over all', () => {
    const { types, base } = factOf(
      'conformance',
      [
        condition('a', 'Patient/1'),
        condition('w', 'Patient/1'),
        condition('x', 'Patient/2'),
        condition('y', 'Patient/3', { bad: true }),
        patient('1'),
      ],
      { judge, world, populations: { Condition: 40, Patient: 7 } },
    );
    expect(base).toEqual({ k: 4, n: 5, clusters: 3, population: 47 });
    expect(types.map(({ type, n }) => [type, n])).toEqual([
      ['Condition', 4],
      ['Patient', 1],
    ]);
    expect(types[0]).toMatchObject({
      profile: `${UK}UKCore-Condition`,
      base: { k: 3, n: 4, clusters: 3, population: 40 },
      profiled: { k: 2, n: 4, clusters: 3, population: 40 },
    });
  });

  it('groups issues by code, rule and path, and does not say twice what both judges say', () => {
    const twice = { ...judge, base: judge.profiles };
    const { types } = factOf('conformance', [condition('x', 'Patient/2'), condition('y', 'Patient/3')], {
      judge: twice,
      world,
    });
    expect(types[0]?.groups).toEqual([
      {
        code: 'cardinality-min',
        rule: 'r',
        profile: 'urn:(L)',
        severity: 'error',
        path: 'Condition.code.coding',
        message: 'said of cardinality-min',
        undecided: false,
        count: 4,
        resources: 2,
      },
    ]);
  });

  it('keeps what base R4 alone finds', () => {
    const { types } = factOf('conformance', [condition('a', 'Patient/1', { bad: true })], { judge, world });
    expect(types[0]?.groups.map(({ code }) => code)).toEqual(['broken']);
  });

  it('counts exact duplicates once, whatever their id, meta and text', () => {
    const same = { onsetDateTime: '2020', note: [{ text: 'n' }] };
    const { types } = factOf('conformance', [
      condition('a', 'Patient/1', same),
      condition('b', 'Patient/1', { ...same, meta: { versionId: '2' }, text: { div: 'x' } }),
      {
        note: [{ text: 'n' }],
        onsetDateTime: '2020',
        subject: { reference: 'Patient/1' },
        id: 'c',
        resourceType: 'Condition',
      },
      condition('d', 'Patient/2', same),
    ]);
    expect(types[0]).toMatchObject({ n: 2, duplicates: 2, base: { n: 2, clusters: 2 } });
  });

  it('takes a whole set for a census though records in it are equal', () => {
    const given = [patient('1'), patient('1a', { birthDate: '1901' }), patient('2')];
    const { types, base } = factOf('conformance', given, { judge, populations: { Patient: 3 } });
    expect(base).toMatchObject({ k: 2, n: 2, population: 2 });
    expect(types[0]?.profiled).toMatchObject({ n: 2, population: 2 });
    expect(factOf('identity', given, { populations: { Patient: 3 } }).withNumber).toMatchObject({
      n: 2,
      population: 2,
    });
    expect(factOf('identity', given, { populations: { Patient: 90 } }).withNumber).toMatchObject({
      n: 2,
      population: 90,
    });
  });

  it('takes two versions of one record for one, the last drawn', () => {
    const { types } = factOf('conformance', [condition('x', 'Patient/1'), { ...condition('a', 'Patient/1'), id: 'x' }]);
    expect(types[0]).toMatchObject({ n: 1, duplicates: 0 });
    const patients = [patient('1'), patient('1', { gender: 'male' })].map((each) => ({
      ...each,
      identifier: [{ system: 'https://fhir.nhs.uk/Id/nhs-number', value: '9990000018' }],
    }));
    expect(factOf('identity', patients)).toMatchObject({ shared: 0, withNumber: { n: 1 } });
  });

  it('tells declared profiles that hold from those that do not and those unknown', () => {
    const claims = (id: string, url: string) => condition(id, 'Patient/1', { meta: { profile: [url] } });
    const { types } = factOf(
      'conformance',
      [
        claims('a', `${UK}UKCore-Condition`),
        claims('x', `${UK}UKCore-Condition`),
        claims('c', 'urn:unknown'),
        condition('d', 'Patient/1'),
      ],
      { judge, world },
    );
    expect(types[0]?.declared).toEqual({ valid: 1, invalid: 1, unknown: 1 });
  });

  it('prints no property name or canonical that a record made up', () => {
    const odd = [
      issue('unknown-property', 'Condition.Jane Smith 9990000018', { rule: 'Jane Smith', profile: 'Jane Smith' }),
      issue('profile-unknown', 'Condition.meta', { rule: 'https://x.org/StructureDefinition/A|1.0' }),
    ];
    const given = { ...judge, base: () => NOTHING_WRONG, profiles: () => ({ issues: odd, undecided: 0 }) };
    const { types } = factOf('conformance', [condition('a', 'Patient/1')], { judge: given, world });
    expect(types[0]?.groups).toMatchObject([
      { path: 'Condition.Jane_Smith_NNNNNNNNNN', rule: '(LLLL_LLLLL)', profile: '(LLLL_LLLLL)' },
      { path: 'Condition.meta', rule: 'https://x.org/StructureDefinition/(L|N.N)' },
    ]);
  });

  it.each([
    [1, 'Condition.(LLLLLLL)', '(LLLLLLL)', 'https://x.org/(LLLLL)'],
    [2, 'Condition.(LLLLLLL)', '(LLLLLLL)', 'https://x.org/(LLLLL)'],
    [3, 'Condition.dxGroup', 'dxGroup', 'https://x.org/other'],
  ])('prints what records made up once it was seen for three subjects: %i', (subjects, path, property, url) => {
    const odd = [
      issue('unknown-property', 'Condition.dxGroup', { rule: 'dxGroup', params: { property: 'dxGroup' } }),
      issue('extension-unknown', 'Condition.extension', {
        rule: 'https://x.org/other',
        params: { url: 'https://x.org/other' },
      }),
    ];
    const given = {
      ...judge,
      base: () => NOTHING_WRONG,
      profiles: () => ({ issues: odd, undecided: 0 }),
      describe: (said: { params: object }) => Object.values(said.params).flat()[0] as string,
    };
    const records = Array.from({ length: subjects }, (_, n) =>
      condition(`c${String(n)}`, `Patient/${String(n)}`, { onsetDateTime: `20${String(10 + n)}` }),
    );
    const { types } = factOf('conformance', records, { judge: given, world });
    expect(types[0]?.groups).toMatchObject([
      { path, rule: property, message: property, count: subjects, resources: subjects },
      { path: 'Condition.extension', rule: url, message: url },
    ]);
  });

  it('counts made-up names that look alike as one', () => {
    const names = ['Smith', 'Jones', 'Brown'];
    let next = 0;
    const given = {
      ...judge,
      base: () => NOTHING_WRONG,
      profiles: () => {
        const property = names[next++ % names.length] ?? '';
        const made = issue('unknown-property', `Condition.${property}`, { rule: property, params: { property } });
        return { issues: [made], undecided: 0 };
      },
      describe: (said: { params: object }) => Object.values(said.params).flat()[0] as string,
    };
    const records = names.map((name, n) =>
      condition(name, `Patient/${String(n)}`, { onsetDateTime: `201${String(n)}` }),
    );
    const { types } = factOf('conformance', records, { judge: given, world });
    expect(types[0]?.groups).toMatchObject([{ path: 'Condition.(LLLLL)', rule: '(LLLLL)', count: 3, resources: 3 }]);
  });

  it.each<[string, Record<string, string | readonly string[]>, string]>([
    ['a name as code', { code: 'Smith', system: 'urn:local' }, '(LLLLL)'],
    ['an NHS Number as code', { code: '9990000018', system: 'urn:local' }, '(NNNNNNNNNN)'],
    ['a mistyped SNOMED CT code', { code: '22298007', system: 'http://snomed.info/sct' }, '22298007'],
    ['codes of a concept', { codes: ['urn:local#Smith', 'http://snomed.info/sct#22298006'] }, 'urn:(LLLLL)#(LLLLL)'],
    ['a word as plain code', { codes: ['in-progress'] }, 'in-progress'],
    ['a name as plain code', { codes: ['Smith'] }, '(LLLLL)'],
    ['a record number in an URL', { url: 'https://x.org/9990000018' }, 'https://x.org/(NNNNNNNNNN)'],
    ['a number anywhere', { detail: 'of 9990000018' }, 'of NNNNNNNNNN'],
    ['words of ours', { found: 'an object' }, 'an object'],
  ])('describes issues without values: %s', (_, params, shown) => {
    const given = {
      ...judge,
      profiles: () => ({ issues: [issue('odd', 'Condition', { params })], undecided: 0 }),
      describe: (said: { params: object }) => Object.values(said.params).flat()[0] as string,
    };
    const { types } = factOf('conformance', [condition('a', 'Patient/1')], { judge: given, world });
    expect(types[0]?.groups[0]?.message).toBe(shown);
  });

  it('takes a fault of a judge for no finding', () => {
    const broken = {
      ...judge,
      base: () => {
        throw new TypeError('of Mrs Smith');
      },
    };
    expect(factsOf([patient('1')], { judge: broken }).conformance).toEqual({
      state: 'failed',
      error: { kind: 'tool', message: 'conformance could not be counted (TypeError)' },
      exchanges: [],
    });
  });

  it('drops what is no resource of its type', () => {
    const given = factsOf([], {});
    expect(given.conformance).toEqual({ state: 'skipped', because: 'no-data' });
    expect(given.identity).toEqual({ state: 'skipped', because: 'no-data' });
  });
});

describe('must-support content', () => {
  const paths = ['birthDate', 'name', 'name.family', 'deceased[x]', 'contact', 'contact.name'].map((path) => ({
    path: `Patient.${path}`,
    mustSupport: true,
  }));
  const world = {
    profiles: {
      Patient: [
        { path: 'Patient', mustSupport: true },
        ...paths,
        { path: 'Patient.gender' },
        { path: 'Patient.identifier', id: 'Patient.identifier:nhsNumber', mustSupport: true },
        { path: 'Patient.extension', mustSupport: true },
        { path: 'Patient.name.extension', mustSupport: true },
      ],
    },
  };
  const present = (more: object): readonly string[] => {
    const { types } = factOf('mustSupport', [{ resourceType: 'Patient', ...more }], { world });
    return (types[0]?.elements ?? [])
      .filter((each) => each.present === 1)
      .map(({ path }) => path.replace('Patient.', ''));
  };
  const absent = {
    extension: [{ url: 'http://hl7.org/fhir/StructureDefinition/data-absent-reason', valueCode: 'unknown' }],
  };

  it('looks at elements outside slices and extensions', () => {
    const { types } = factOf('mustSupport', [patient('1'), patient('2')], { world });
    expect(types[0]?.n).toBe(2);
    expect(types[0]?.elements.map(({ path }) => path)).toEqual(paths.map(({ path }) => path));
    expect(types[0]?.elements[0]).toEqual({ path: 'Patient.birthDate', present: 2 });
  });

  it.each<[string, object, readonly string[]]>([
    ['nothing', {}, []],
    ['a value', { birthDate: '1970' }, ['birthDate']],
    ['any type of a choice', { deceasedBoolean: false }, ['deceased[x]']],
    ['another type of a choice', { deceasedDateTime: '2020' }, ['deceased[x]']],
    ['only why there is none', { _birthDate: absent }, []],
    ['only why there is none, of a choice', { _deceasedBoolean: absent }, []],
    ['only why there is none, of a whole', { name: [absent] }, []],
    ['a value, and why another is missing', { name: [absent, { family: 'x' }] }, ['name', 'name.family']],
    ['another extension alone', { _birthDate: { extension: [{ url: 'urn:time' }] } }, ['birthDate']],
    ['an empty list', { name: [] }, []],
    ['an empty object', { name: [{}] }, []],
    ['an id alone', { name: [{ id: '1' }] }, []],
    ['a parent without the child', { contact: [{ telecom: [{ value: 'x' }] }] }, ['contact']],
    ['a child', { contact: [{ name: { text: 'x' } }] }, ['contact', 'contact.name']],
    ['a name that only begins like a choice', { deceased: true, deceasedness: 1 }, []],
    ['shapes that are wrong', { name: 'x', contact: 7 }, ['name', 'contact']],
  ])('%s', (_, more, expected) => {
    expect(present(more)).toEqual(expected);
  });

  it('leaves types without a UK Core profile out', () => {
    expect(factOf('mustSupport', [condition('1', 'Patient/1')], { world }).types).toEqual([]);
  });
});

describe('extensions', () => {
  const known = ['https://x.org/known'];
  const extension = (url: string, more: object = {}) => ({ url, valueString: 'x', ...more });

  it('counts instances with and without a definition, at every depth', () => {
    const fact = factOf(
      'extensions',
      [
        patient('1', {
          extension: [extension('https://x.org/known'), extension('https://x.org/other?name=Smith')],
          _birthDate: { extension: [extension('https://x.org/known')] },
          name: [{ extension: [{ url: 'https://x.org/known', extension: [extension('part')] }] }],
          meta: { extension: [extension('https://x.org/meta')] },
        }),
      ],
      { world: { known } },
    );
    expect(fact.instances).toEqual({ k: 3, n: 4, clusters: 1 });
    expect(fact.unknownUrls).toEqual([{ url: 'https://x.org/(LLLLL)', count: 1 }]);
    expect(fact.unknownModifiers).toBe(0);
  });

  it('counts unknown modifier extensions apart', () => {
    const more = { modifierExtension: [extension('https://x.org/m'), extension('https://x.org/known')] };
    expect(factOf('extensions', [patient('1', more)], { world: { known } }).unknownModifiers).toBe(1);
  });

  it('takes a relative URL for a part inside an extension only', () => {
    const more = {
      extension: [extension('part')],
      modifierExtension: [{ url: 'stop', valueBoolean: true }, { valueBoolean: true }],
    };
    const fact = factOf('extensions', [patient('1', more)], { world: { known } });
    expect(fact.instances).toMatchObject({ k: 0, n: 3 });
    expect(fact.unknownModifiers).toBe(2);
  });

  it('shows an URL that is none as its shape', () => {
    const more = { extension: [extension('mailto:jane.doe@nhs.net')] };
    const { unknownUrls } = factOf('extensions', [patient('1', more)]);
    expect(JSON.stringify(unknownUrls)).not.toContain('jane');
  });
});

describe('references', () => {
  const base = 'https://fhir.example.nhs.uk/r4';
  const observe = (...references: readonly unknown[]) =>
    factOf(
      'references',
      [
        ...references.map((each, index) => ({
          resourceType: 'Observation',
          id: `o${String(index)}`,
          issued: index,
          encounter: each,
        })),
        { resourceType: 'Encounter', id: 'e1' },
      ],
      {
        base,
        fetched: new Map([
          ['Encounter/there', 'resolved'],
          ['Encounter/gone', 'broken'],
          ['Encounter/unclear', 'undecided'],
        ]),
      },
    );
  const ref = (reference: string) => ({ reference });

  it.each<[string, unknown, object]>([
    ['into the sample', ref('Encounter/e1'), { literal: 1, resolved: 1 }],
    ['into the sample, absolute', ref(`${base}/Encounter/e1`), { literal: 1, resolved: 1 }],
    ['into the sample, by version', ref('Encounter/e1/_history/3'), { literal: 1, resolved: 1 }],
    ['read and there', ref('Encounter/there'), { literal: 1, resolved: 1 }],
    ['read and gone', ref('Encounter/gone'), { literal: 1, broken: 1 }],
    ['read without an answer', ref('Encounter/unclear'), { literal: 1, notLookedAt: 1 }],
    ['not read', ref('Encounter/e9'), { literal: 1, notLookedAt: 1 }],
    ['to another server', ref('https://elsewhere.nhs.uk/Encounter/e1'), { literal: 0, offOrigin: 1 }],
    ['contained', ref('#e1'), { literal: 0 }],
    ['malformed', ref('an encounter'), { literal: 1, broken: 1 }],
    ['to a type that is none', ref('Smith/123'), { literal: 1, broken: 1, brokenBy: [{ target: 'malformed' }] }],
    ['a URN outside a Bundle', ref('urn:uuid:00000000-0000-4000-8000-000000000000'), { literal: 1, broken: 1 }],
    [
      'by ODS code',
      { identifier: { system: 'https://fhir.nhs.uk/Id/ods-organization-code', value: 'RR8' } },
      { logicalKnown: 1 },
    ],
    ['by a local identifier', { identifier: { system: 'urn:local', value: '1' } }, { logicalUnknown: 1 }],
    [
      'by an identifier without value',
      { identifier: { system: 'https://fhir.nhs.uk/Id/ods-organization-code' } },
      { logicalUnknown: 1 },
    ],
    ['by words alone', { display: 'x' }, { literal: 0 }],
  ])('%s', (_, reference, expected) => {
    const none = {
      literal: 0,
      resolved: 0,
      broken: 0,
      notLookedAt: 0,
      logicalKnown: 0,
      logicalUnknown: 0,
      offOrigin: 0,
    };
    expect(observe(reference)).toMatchObject({ ...none, ...expected });
  });

  it('leaves links between the entries of a Bundle to the Bundle', () => {
    const urn = 'urn:uuid:00000000-0000-4000-8000-000000000001';
    const entry = [
      { fullUrl: urn, resource: { resourceType: 'Patient', id: 'p' } },
      { resource: { resourceType: 'Condition', subject: { reference: urn }, encounter: { reference: 'Patient/p' } } },
      { resource: { resourceType: 'Condition', subject: { reference: 'Patient/q' } } },
    ];
    const fact = factOf('references', [{ resourceType: 'Bundle', entry }]);
    expect(fact).toMatchObject({ literal: 1, resolved: 0, broken: 0, notLookedAt: 1 });
  });

  it('counts each target once, and says where the broken ones are', () => {
    const fact = observe(
      ref('Encounter/gone'),
      ref('Encounter/gone'),
      ref('Encounter/e1'),
      ref(`${base}/Encounter/e1`),
    );
    expect(fact).toMatchObject({ literal: 2, resolved: 1, broken: 1, clusters: 4 });
    expect(fact.brokenBy).toEqual([{ path: 'Observation.encounter', target: 'Encounter', count: 1 }]);
  });
});
