import type { CodeSystem, ValueSet, ValueSetComposeInclude } from 'fhir/r4.js';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { openDefinitions } from '../../src/definitions/index.js';
import { createTerminology } from '../../src/terminology/index.js';
import { sctid } from '../../src/terminology/snomed/index.js';
import { describeWithShared } from '../support/shared.js';
import { hold, r4Resources, ukCoreResources } from './held.js';

const S = 'urn:x:animals';
const animals: CodeSystem = {
  resourceType: 'CodeSystem',
  url: S,
  version: '1',
  status: 'active',
  content: 'complete',
  caseSensitive: true,
  property: [
    { code: 'gone', uri: 'http://hl7.org/fhir/concept-properties#inactive', type: 'boolean' },
    { code: 'notSelectable', uri: 'http://hl7.org/fhir/concept-properties#notSelectable', type: 'boolean' },
    { code: 'legs', type: 'integer' },
    { code: 'parent', type: 'code' },
  ],
  concept: [
    {
      code: 'animal',
      display: 'Animal',
      property: [{ code: 'notSelectable', valueBoolean: true }],
      concept: [
        {
          code: 'bird',
          display: 'Bird',
          property: [{ code: 'legs', valueInteger: 2 }],
          designation: [{ value: 'Fowl' }],
          concept: [{ code: 'hen' }],
        },
        { code: 'dog', display: 'Dog', property: [{ code: 'legs', valueInteger: 4 }] },
      ],
    },
    {
      code: 'dodo',
      display: 'Dodo',
      property: [
        { code: 'gone', valueBoolean: true },
        { code: 'parent', valueCode: 'bird' },
      ],
    },
    { code: 'stone', display: 'Stone' },
  ],
};
const fragment: CodeSystem = {
  resourceType: 'CodeSystem',
  url: 'urn:x:part',
  status: 'active',
  content: 'fragment',
  concept: [{ code: 'a' }],
};
const caseless: CodeSystem = {
  resourceType: 'CodeSystem',
  url: 'urn:x:caseless',
  status: 'active',
  content: 'complete',
  caseSensitive: false,
  concept: [{ code: 'Ab', display: 'A and b' }],
};
const supplement: CodeSystem = {
  resourceType: 'CodeSystem',
  url: 'urn:x:welsh',
  status: 'active',
  content: 'supplement',
  supplements: S,
  concept: [{ code: 'dog', designation: [{ value: 'Ci' }] }],
};

const set = (
  name: string,
  include: readonly ValueSetComposeInclude[],
  more: Partial<NonNullable<ValueSet['compose']>> = {},
): ValueSet => ({
  resourceType: 'ValueSet',
  status: 'active',
  url: `urn:vs:${name}`,
  compose: { include: [...include], ...more },
});
const filter = (property: string, op: string, value: string, system = S): ValueSetComposeInclude => ({
  system,
  filter: [{ property, op: op as 'is-a', value }],
});

const terminologyOf = (...valueSets: readonly ValueSet[]) =>
  createTerminology(hold(animals, fragment, caseless, supplement, ...valueSets));

describe('membership by filter', () => {
  it.each<[string, string, string, readonly string[]]>([
    ['concept', 'is-a', 'bird', ['bird', 'hen', 'dodo']],
    ['concept', 'descendent-of', 'bird', ['hen', 'dodo']],
    ['concept', 'descendent-leaf', 'animal', ['hen', 'dog', 'dodo']],
    ['concept', 'is-not-a', 'bird', ['animal', 'dog', 'stone']],
    ['concept', 'child-of', 'animal', ['bird', 'dog']],
    ['concept', 'generalizes', 'hen', ['animal', 'bird', 'hen']],
    ['concept', 'in', 'dog, hen', ['hen', 'dog']],
    ['concept', 'not-in', 'dog,hen', ['animal', 'bird', 'dodo', 'stone']],
    ['concept', '=', 'dog', ['dog']],
    ['code', 'regex', 'd.*', ['dog', 'dodo']],
    ['code', 'regex', 'd', []],
    ['display', 'regex', '.*o.*', ['dog', 'dodo', 'stone']],
    ['legs', '=', '2', ['bird']],
    ['legs', 'exists', 'true', ['bird', 'dog']],
    ['legs', 'exists', 'false', ['animal', 'hen', 'dodo', 'stone']],
    ['parent', '=', 'bird', ['hen', 'dodo']],
    ['child', '=', 'hen', ['bird']],
    ['inactive', '=', 'true', ['dodo']],
  ])('%s %s %s', (property, op, value, expected) => {
    const terminology = terminologyOf(set('f', [filter(property, op, value)]));
    const found = ['animal', 'bird', 'hen', 'dog', 'dodo', 'stone'].filter(
      (code) => terminology.memberCode('urn:vs:f', code).result === 'in',
    );
    expect(found).toEqual(expected);
    expect(terminology.member('urn:vs:f', { system: S, code: 'nothing' }).result).toBe('out');
    expect(
      terminology
        .codes('urn:vs:f')
        ?.map(({ code }) => code)
        .sort(),
    ).toEqual([...expected].sort());
  });

  it.each([
    ['an undeclared property', 'colour', '=', 'red'],
    ['a pattern that may not end', 'code', 'regex', '(a+)+b'],
    ['a broken pattern', 'code', 'regex', '('],
    ['an operator nobody knows', 'code', 'near', 'dog'],
  ])('%s decides nothing', (_, property, op, value) => {
    const terminology = terminologyOf(set('f', [filter(property, op, value)]));
    expect(terminology.memberCode('urn:vs:f', 'dog').result).toBe('unknown');
    expect(terminology.decidability('urn:vs:f')).toBe('no');
  });

  it('joins filters of one include with and', () => {
    const both = {
      system: S,
      filter: [filter('concept', 'is-a', 'bird'), filter('legs', 'exists', 'true')].flatMap(
        (each) => each.filter ?? [],
      ),
    };
    const terminology = terminologyOf(set('f', [both]));
    expect(['bird', 'hen', 'dog'].map((code) => terminology.memberCode('urn:vs:f', code).result)).toEqual([
      'in',
      'out',
      'out',
    ]);
  });
});

describe('membership by system, list and import', () => {
  const list = set('list', [{ system: S, concept: [{ code: 'dog' }, { code: 'stone' }] }]);
  const whole = set('whole', [{ system: S }]);
  const birds = set('birds', [filter('concept', 'is-a', 'bird')]);

  it.each<[string, ValueSet, string, string]>([
    ['a listed code', list, 'dog', 'in'],
    ['an unlisted code', list, 'hen', 'out'],
    ['any code of a system', whole, 'hen', 'in'],
    ['no code of a system', whole, 'cat', 'out'],
    ['an inactive code, unless told otherwise', whole, 'dodo', 'in'],
    ['no inactive code', set('active', [{ system: S }], { inactive: false }), 'dodo', 'out'],
    [
      'union of includes',
      set('u', [{ system: S, concept: [{ code: 'dog' }] }, filter('concept', '=', 'hen')]),
      'hen',
      'in',
    ],
    ['an imported code', set('i', [{ valueSet: ['urn:vs:list'] }]), 'dog', 'in'],
    ['imports of one include meet', set('m', [{ valueSet: ['urn:vs:list', 'urn:vs:birds'] }]), 'dog', 'out'],
    ['system and import meet', set('n', [{ system: S, valueSet: ['urn:vs:birds'] }]), 'hen', 'in'],
    [
      'imports of two includes join',
      set('j', [{ valueSet: ['urn:vs:list'] }, { valueSet: ['urn:vs:birds'] }]),
      'dog',
      'in',
    ],
    [
      'excluded codes',
      set('e', [{ system: S }], { exclude: [{ system: S, concept: [{ code: 'dog' }] }] }),
      'dog',
      'out',
    ],
    ['excluded imports', set('x', [{ system: S }], { exclude: [{ valueSet: ['urn:vs:birds'] }] }), 'hen', 'out'],
    ['a missing import', set('g', [{ valueSet: ['urn:vs:gone'] }]), 'dog', 'unknown'],
    ['a missing import beside a hit', set('h', [{ valueSet: ['urn:vs:gone'] }, { system: S }]), 'dog', 'in'],
    ['a missing exclusion', set('k', [{ system: S }], { exclude: [{ valueSet: ['urn:vs:gone'] }] }), 'dog', 'unknown'],
    [
      'a missing exclusion of what is not there',
      set('l', [{ system: S }], { exclude: [{ valueSet: ['urn:vs:gone'] }] }),
      'cat',
      'out',
    ],
    ['nothing is named', set('z', [{}]), 'dog', 'unknown'],
  ])('%s', (_, valueSet, code, result) => {
    const terminology = terminologyOf(list, whole, birds, valueSet);
    expect(terminology.member(valueSet.url ?? '', { system: S, code }).result).toBe(result);
    expect(terminology.memberCode(valueSet.url ?? '', code).result).toBe(result);
    expect(terminology.member(valueSet, { system: S, code }).result).toBe(result);
  });

  it('ends where value sets import each other, and still finds what is theirs', () => {
    const a = set('a', [{ valueSet: ['urn:vs:b'] }, { system: S, concept: [{ code: 'dog' }] }]);
    const b = set('b', [{ valueSet: ['urn:vs:a'] }, { system: S, concept: [{ code: 'hen' }] }]);
    const terminology = terminologyOf(a, b);
    expect(terminology.memberCode('urn:vs:a', 'dog').result).toBe('in');
    expect(terminology.memberCode('urn:vs:a', 'hen').result).toBe('in');
    expect(terminology.memberCode('urn:vs:a', 'stone').result).toBe('unknown');
  });

  it('ends where a code system is its own ancestor', () => {
    const loop: CodeSystem = {
      ...animals,
      url: 'urn:x:loop',
      concept: ['p', 'q'].map((code) => ({
        code,
        property: [{ code: 'parent', valueCode: code === 'p' ? 'q' : 'p' }],
      })),
    };
    const terminology = createTerminology(hold(loop, set('loop', [filter('concept', 'is-a', 'p', 'urn:x:loop')])));
    expect(terminology.memberCode('urn:vs:loop', 'q').result).toBe('in');
  });

  it('says what it would need', () => {
    const terminology = terminologyOf(set('icd', [{ system: 'http://hl7.org/fhir/sid/icd-10' }]));
    expect(terminology.memberCode('urn:vs:icd', 'A00')).toEqual({
      result: 'unknown',
      needs: 'http://hl7.org/fhir/sid/icd-10',
    });
    expect(terminology.memberCode('urn:vs:nowhere', 'A00')).toEqual({ result: 'unknown', needs: 'urn:vs:nowhere' });
  });

  it('knows a code of another system to be out', () => {
    const terminology = terminologyOf(set('icd', [{ system: 'http://hl7.org/fhir/sid/icd-10' }]));
    expect(terminology.member('urn:vs:icd', { system: S, code: 'dog' }).result).toBe('out');
    expect(terminology.member('urn:vs:icd', { code: 'A00' }).result).toBe('out');
  });

  it('takes a fragment for what it holds and no further', () => {
    const terminology = terminologyOf(set('p', [{ system: 'urn:x:part' }]));
    expect(terminology.memberCode('urn:vs:p', 'a').result).toBe('in');
    expect(terminology.memberCode('urn:vs:p', 'b').result).toBe('unknown');
    expect(terminology.decidability('urn:vs:p')).toBe('partial');
  });

  it('keeps to the case unless the system does not', () => {
    const terminology = terminologyOf(
      whole,
      set('c', [{ system: 'urn:x:caseless' }]),
      set('d', [{ system: 'urn:x:caseless', concept: [{ code: 'Ab' }] }]),
    );
    expect(terminology.memberCode('urn:vs:whole', 'Dog').result).toBe('out');
    expect(terminology.memberCode('urn:vs:c', 'aB').result).toBe('in');
    expect(terminology.memberCode('urn:vs:d', 'aB').result).toBe('in');
  });
});

describe('stored expansions', () => {
  const contains = [{ system: 'urn:x:big', code: 'one', contains: [{ system: 'urn:x:big', code: 'two' }] }];

  it('settle what the rules cannot, but only by a hit', () => {
    const stored: ValueSet = {
      ...set('s', [{ system: 'urn:x:big' }]),
      expansion: { timestamp: '2020-01-01', contains },
    };
    const terminology = terminologyOf(stored);
    expect(terminology.memberCode('urn:vs:s', 'two').result).toBe('in');
    expect(terminology.memberCode('urn:vs:s', 'three').result).toBe('unknown');
  });

  it('never overrule the rules', () => {
    const stored: ValueSet = {
      ...set('s', [{ system: S, concept: [{ code: 'dog' }] }]),
      expansion: { timestamp: '2020-01-01', contains: [{ system: S, code: 'hen' }] },
    };
    expect(terminologyOf(stored).memberCode('urn:vs:s', 'hen').result).toBe('out');
  });

  it.each<[string, Partial<NonNullable<ValueSet['expansion']>>, string]>([
    ['whole', {}, 'out'],
    ['one page of many', { total: 7 }, 'unknown'],
    [
      'left open',
      { extension: [{ url: 'http://hl7.org/fhir/StructureDefinition/valueset-unclosed', valueBoolean: true }] },
      'unknown',
    ],
  ])('stand alone: %s', (_, more, miss) => {
    const stored: ValueSet = {
      resourceType: 'ValueSet',
      status: 'active',
      url: 'urn:vs:s',
      expansion: { timestamp: '2020-01-01', contains, ...more },
    };
    expect(terminologyOf(stored).memberCode('urn:vs:s', 'one').result).toBe('in');
    expect(terminologyOf(stored).memberCode('urn:vs:s', 'three').result).toBe(miss);
  });
});

describe('SNOMED CT in value sets', () => {
  const SNOMED = 'http://snomed.info/sct';
  const [a, b] = [sctid.make(5001), sctid.make(5002)] as const;
  const ecl = (text: string) =>
    set('e', [{ system: SNOMED, filter: [{ property: 'constraint', op: '=', value: text }] }]);

  it.each<[string, ValueSet, string, string]>([
    ['a listed id', ecl(`${a} OR ${b}`), b, 'in'],
    ['an id not listed', ecl(`${a} OR ${b}`), sctid.make(5003), 'out'],
    ['an expression against a list', ecl(a), `${a}:${a}=${b}`, 'unknown'],
    ['the head of a hierarchy', ecl(`<< ${a}`), a, 'in'],
    ['another concept', ecl(`<< ${a}`), b, 'unknown'],
    ['the head, itself left out', ecl(`descendantOf ${a}`), a, 'out'],
    ['no concept id at all', ecl(`<< ${a}`), 'A12', 'out'],
    ['a wrong check digit', ecl(`<< ${a}`), '22298007', 'out'],
    ['a reference set', ecl(`^ ${a}`), a, 'unknown'],
    ['a constraint that cannot be read', ecl('<< nonsense'), a, 'unknown'],
    ['is-a', set('e', [filter('concept', 'is-a', a, SNOMED)]), a, 'in'],
    ['in, written with a caret', set('e', [filter('concept', 'in', `^${a}`, SNOMED)]), b, 'unknown'],
    ['all of it', set('e', [{ system: SNOMED }]), a, 'unknown'],
  ])('%s', (_, valueSet, code, result) => {
    expect(terminologyOf(valueSet).member('urn:vs:e', { system: SNOMED, code }).result).toBe(result);
  });

  it.each([
    [`${SNOMED}?fhir_vs`, 'unknown'],
    [`${SNOMED}?fhir_vs=isa/${a}`, 'in'],
    [`${SNOMED}?fhir_vs=ecl/${encodeURIComponent(`${a} OR ${b}`)}`, 'in'],
    [`${SNOMED}?fhir_vs=ecl/${b}`, 'out'],
    [`${SNOMED}?fhir_vs=refset/${a}`, 'unknown'],
  ])('%s says %s', (canonical, result) => {
    expect(terminologyOf().member(canonical, { system: SNOMED, code: a }).result).toBe(result);
  });

  it('leaves existence to a release', () => {
    expect(terminologyOf().lookup(SNOMED, a).result).toBe('incomplete');
    expect(terminologyOf().lookup(SNOMED, 'nonsense').result).toBe('incomplete');
  });
});

describe('look-up', () => {
  const terminology = terminologyOf();

  it.each([
    ['NNxxx', 'known'],
    ['NNFIN', 'known'],
    ['NNfin', 'unknown'],
    ['NNFI', 'unknown'],
    ['MR', 'known'],
    ['MRFIN', 'unknown'],
  ])('takes a placeholder of an HL7 v2 table for the codes it stands for: %s', (code, result) => {
    const identifierTypes = 'http://terminology.hl7.org/CodeSystem/v2-0203';
    expect(createTerminology(openDefinitions({ ukCore: 'none' })).lookup(identifierTypes, code).result).toBe(result);
  });

  it('gives display, designations and status', () => {
    expect(terminology.lookup(S, 'bird')).toMatchObject({
      result: 'known',
      display: 'Bird',
      designations: ['Fowl'],
      inactive: false,
    });
    expect(terminology.lookup(S, 'animal')).toMatchObject({ abstract: true });
    expect(terminology.lookup(S, 'dodo')).toMatchObject({ inactive: true });
    expect(terminology.lookup(S, 'dog')).toMatchObject({ designations: ['Ci'] });
    expect(terminology.lookup('urn:x:caseless', 'AB')).toMatchObject({ result: 'known', caseInsensitiveMatch: true });
  });

  it.each([
    [S, 'cat', undefined, 'unknown'],
    [S, 'cat', '1', 'unknown'],
    [S, 'cat', '2', 'incomplete'],
    [S, 'dog', '2', 'known'],
    [S, '__proto__', undefined, 'unknown'],
    ['urn:x:part', 'b', undefined, 'incomplete'],
    ['urn:nowhere', 'b', undefined, 'unknown-system'],
    ['http://unitsofmeasure.org', 'mm[Hg]', undefined, 'known'],
    ['http://unitsofmeasure.org', 'mmHg', undefined, 'unknown'],
    ['urn:ietf:bcp:47', 'en-GB', undefined, 'known'],
    ['urn:ietf:bcp:13', 'nothing', undefined, 'unknown'],
    ['http://loinc.org', '8480-6', undefined, 'incomplete'],
    ['http://loinc.org', '8480-7', undefined, 'unknown'],
  ])('%s %s %s: %s', (system, code, version, result) => {
    expect(terminology.lookup(system, code, version).result).toBe(result);
    expect(terminology.lookup(system, code, version).result).toBe(result);
  });

  it('forgets when its memory is full, and still answers', () => {
    const small = createTerminology(hold(animals), { memory: 2 });
    const codes = ['dog', 'cat', 'hen', 'dog', 'stone', 'cat'];
    expect(codes.map((code) => small.lookup(S, code).result)).toEqual([
      'known',
      'unknown',
      'known',
      'known',
      'known',
      'unknown',
    ]);
  });
});

describe('systems with a grammar', () => {
  const judge = (system: string, code: string) =>
    terminologyOf(set('g', [{ system }])).memberCode('urn:vs:g', code).result;

  it.each([
    ['urn:ietf:bcp:13', 'application/fhir+json', 'in'],
    ['urn:ietf:bcp:13', 'text/plain; charset=utf-8', 'in'],
    ['urn:ietf:bcp:13', 'application/fhir+json; fhirVersion=4.0', 'in'],
    ['urn:ietf:bcp:13', 'json', 'in'],
    ['urn:ietf:bcp:13', 'pdf', 'out'],
    ['urn:ietf:bcp:13', 'picture/jpeg', 'out'],
    ['urn:ietf:bcp:13', 'text/', 'out'],
    ['urn:ietf:bcp:47', 'en', 'in'],
    ['urn:ietf:bcp:47', 'EN-gb', 'in'],
    ['urn:ietf:bcp:47', 'zh-Hant-TW', 'in'],
    ['urn:ietf:bcp:47', 'sl-rozaj-biske', 'in'],
    ['urn:ietf:bcp:47', 'de-CH-1901', 'in'],
    ['urn:ietf:bcp:47', 'cy', 'in'],
    ['urn:ietf:bcp:47', 'i-klingon', 'in'],
    ['urn:ietf:bcp:47', 'x-local', 'in'],
    ['urn:ietf:bcp:47', 'en-u-ca-gregory-x-a', 'in'],
    ['urn:ietf:bcp:47', 'qq', 'out'],
    ['urn:ietf:bcp:47', 'english', 'out'],
    ['urn:ietf:bcp:47', 'en_GB', 'out'],
    ['urn:ietf:bcp:47', '', 'out'],
    ['urn:iso:std:iso:3166', 'GB', 'in'],
    ['urn:iso:std:iso:3166', 'UK', 'out'],
    ['urn:iso:std:iso:3166', 'GBR', 'unknown'],
    ['urn:iso:std:iso:3166:-2', 'GB-ENG', 'unknown'],
    ['urn:iso:std:iso:3166:-2', 'England', 'out'],
    ['urn:iso:std:iso:4217', 'GBP', 'in'],
    ['urn:iso:std:iso:4217', 'pounds', 'out'],
    ['https://www.iana.org/time-zones', 'Europe/London', 'in'],
    ['https://www.iana.org/time-zones', 'Europe/Leeds', 'out'],
    ['http://loinc.org', '8480-6', 'unknown'],
    ['http://loinc.org', '8480-7', 'out'],
    ['http://loinc.org', 'LA6576-8', 'unknown'],
    ['http://unitsofmeasure.org', 'kPa', 'in'],
    ['urn:ietf:rfc:3986', 'urn:uuid:1', 'in'],
    ['urn:ietf:rfc:3986', 'no uri', 'out'],
  ])('%s %s: %s', (system, code, result) => {
    expect(judge(system, code)).toBe(result);
  });

  it('decides patterns over a system that is not held', () => {
    const terminology = terminologyOf(set('r', [filter('code', 'regex', '[A-Z]{3}', 'urn:iso:std:iso:3166')]));
    expect(terminology.memberCode('urn:vs:r', 'GB').result).toBe('out');
    expect(terminology.memberCode('urn:vs:r', 'GBR').result).toBe('unknown');
  });

  it('decides units of one dimension', () => {
    const terminology = terminologyOf(set('t', [filter('canonical', '=', 'a', 'http://unitsofmeasure.org')]));
    expect(terminology.memberCode('urn:vs:t', 'min').result).toBe('in');
    expect(terminology.memberCode('urn:vs:t', 'mg').result).toBe('out');
  });
});

describeWithShared('value sets of R4 and UK Core', () => {
  const r4 = r4Resources();
  const count = (resources: typeof r4, urls = resources): Record<string, number> => {
    const terminology = createTerminology(hold(...resources));
    const counts: Record<string, number> = { full: 0, partial: 0, no: 0 };
    for (const resource of urls) {
      if (resource.resourceType !== 'ValueSet') continue;
      const how = terminology.decidability(resource.url ?? '');
      counts[how] = (counts[how] ?? 0) + 1;
    }
    return counts;
  };

  it('decides 1,224 of 1,316 R4 value sets in full', () => {
    expect(count(r4)).toEqual({ full: 1224, partial: 18, no: 74 });
  });

  it.each([
    ['2.0.2', { full: 42, partial: 16, no: 12 }],
    ['stu3-preview-20250620', { full: 73, partial: 36, no: 25 }],
  ])('decides what %s leaves to be decided', (version, expected) => {
    const ukCore = ukCoreResources(version);
    expect(count([...r4, ...ukCore], ukCore)).toEqual(expected);
  });

  it('holds the enumerated SNOMED CT value sets exactly', () => {
    const ukCore = ukCoreResources('stu3-preview-20250620');
    const terminology = createTerminology(hold(...r4, ...ukCore));
    const canonical = 'https://fhir.hl7.org.uk/ValueSet/UKCore-BloodPressure-Diastolic';
    const system = 'http://snomed.info/sct';
    expect(terminology.member(canonical, { system, code: '271650006' }).result).toBe('in');
    expect(terminology.member(canonical, { system, code: '22298006' }).result).toBe('out');
  });
});

describe('definitions of doubtful make', () => {
  const scraps = fc.constantFrom<unknown>(
    undefined,
    null,
    '',
    'dog',
    0,
    {},
    [],
    [{}],
    [{ code: 'dog' }],
    [{ system: S }],
    [null],
  );

  it('never throw, whatever a value set or code system lacks', () => {
    fc.assert(
      fc.property(scraps, scraps, scraps, scraps, (include, concept, expansion, property) => {
        const valueSet = {
          resourceType: 'ValueSet',
          url: 'urn:vs:odd',
          compose: { include },
          expansion: { contains: expansion },
        };
        const system = { resourceType: 'CodeSystem', url: S, content: 'complete', concept, property };
        const terminology = createTerminology(hold(valueSet as unknown as ValueSet, system as unknown as CodeSystem));
        expect(['in', 'out', 'unknown']).toContain(terminology.memberCode('urn:vs:odd', 'dog').result);
        terminology.lookup(S, 'dog');
      }),
      { numRuns: 500 },
    );
  });

  it('say nothing of a value set without rules', () => {
    expect(terminologyOf(set('empty', [])).memberCode('urn:vs:empty', 'dog').result).toBe('unknown');
  });
});
