import type { ValueSet } from 'fhir/r4.js';
import { describe, expect, it } from 'vitest';
import { sctid } from '../../src/terminology/snomed/index.js';
import { factOf } from './helpers.js';

const SNOMED = 'http://snomed.info/sct';
const DMD = 'https://dmd.nhs.uk';
const READ = 'http://read.info/readv2';
const LOINC = 'http://loinc.org';
const [a, b, c] = [9101, 9102, 9103].map((item) => sctid.make(item)) as [string, string, string];
const drug = sctid.make(9104, 'concept', '1000001');

const coding = (system: string | undefined, code: string, more: object = {}) => ({
  ...(system === undefined ? {} : { system }),
  code,
  display: 'x',
  ...more,
});
const concept = (...codings: readonly object[]) => ({ coding: codings, text: 'x' });

let serial = 0;
const record = (resourceType: string, more: object, subject = 'Patient/1') => ({
  resourceType,
  id: String(++serial),
  note: [{ text: String(serial) }],
  subject: { reference: subject },
  ...more,
});
const condition = (code: object | undefined, subject?: string) =>
  record('Condition', code === undefined ? {} : { code }, subject);

describe('classes and coverage of an element', () => {
  it.each<[string, object, string]>([
    ['SNOMED CT', concept(coding(SNOMED, a)), 'S'],
    ['dm+d', concept(coding(DMD, drug)), 'S'],
    ['SNOMED CT twice', concept(coding(SNOMED, a), coding(SNOMED, b)), 'S'],
    ['SNOMED CT and local', concept(coding(SNOMED, a), coding('urn:local', 'K1')), 'M'],
    ['SNOMED CT and Read', concept(coding(READ, 'C10..'), coding(SNOMED, a)), 'M'],
    ['SNOMED CT, wrong check digit', concept(coding(SNOMED, '22298007')), 'X'],
    ['SNOMED CT, description id', concept(coding(SNOMED, sctid.make(9101, 'description'))), 'X'],
    ['SNOMED CT, misspelt', concept(coding('https://snomed.info/sct', a)), 'X'],
    ['an expression', concept(coding(SNOMED, `${a}:${b}=${c}`)), 'S'],
    ['LOINC', concept(coding(LOINC, '8480-6')), 'O'],
    ['ICD-10', concept(coding('http://hl7.org/fhir/sid/icd-10', 'A00')), 'I'],
    ['Read', concept(coding(READ, 'C10..')), 'L'],
    ['local', concept(coding('urn:local', 'K1')), 'X'],
    ['no system', concept(coding(undefined, 'K1')), 'X'],
    ['text', { text: 'x' }, 'T'],
    ['a display alone', { coding: [{ display: 'x' }] }, 'T'],
    ['nothing', {}, 'Z'],
  ])('%s', (_, code, expected) => {
    const [element] = factOf('coding', [condition(code)]).elements;
    expect(Object.entries(element?.classes ?? {}).filter(([, count]) => count > 0)).toEqual([[expected, 1]]);
  });

  it('follows the formulas', () => {
    const mark = (node: object, userSelected: boolean) => ({ ...node, userSelected });
    const { elements } = factOf('coding', [
      condition(concept(coding(SNOMED, a, { display: undefined }))),
      condition(concept(mark(coding(SNOMED, a), false), mark(coding('urn:local', 'K1'), true))),
      condition(concept(coding(SNOMED, b), coding('urn:local', 'K2'))),
      condition(concept(coding(READ, 'C10..'))),
      condition({ text: 'x' }),
    ]);
    expect(elements).toHaveLength(1);
    expect(elements[0]).toMatchObject({
      path: 'Condition.code',
      concepts: 5,
      coverage: 3 / 5,
      textOnly: 1 / 5,
      legacyOnly: 1 / 5,
      mapped: 2 / 3,
      displayPresent: 2 / 3,
      bound: null,
      decidable: 0,
      level: 'L0',
    });
    expect(elements[0]?.readiness).toBeCloseTo((100 * (0.4 * 0.6 + 0.05 * 0.5)) / 0.45);
  });

  it('weighs elements by volume and clinical risk', () => {
    const fact = factOf('coding', [
      record('AllergyIntolerance', { code: concept(coding(SNOMED, a)) }),
      record('Encounter', { type: [{ text: 'x' }, { text: 'y' }] }),
    ]);
    expect(fact.readiness).toBeCloseTo((100 * 3) / (3 + 2));
  });

  it('gives no figure where nothing is there', () => {
    expect(factOf('coding', [condition(undefined)])).toMatchObject({
      readiness: null,
      elements: [{ concepts: 0, coverage: null, readiness: null }],
    });
  });

  it('counts who issued the codes', () => {
    const codes = [a, drug, sctid.make(1, 'concept', '1000000'), sctid.make(1, 'concept', '9999999')];
    expect(
      factOf(
        'coding',
        codes.map((code) => condition(concept(coding(SNOMED, code)))),
      ).namespaces,
    ).toEqual({
      international: 1,
      'uk-clinical': 1,
      'uk-drug': 1,
      other: 1,
    });
  });
});

describe('bound value sets', () => {
  const valueSet = (url: string, value: string): ValueSet => ({
    resourceType: 'ValueSet',
    status: 'active',
    url,
    compose: { include: [{ system: SNOMED, filter: [{ property: 'constraint', op: '=', value }] }] },
  });
  const bind = (path: string, url: string) => ({ path, binding: { strength: 'preferred' as const, valueSet: url } });
  const world = {
    held: [valueSet('urn:list', `${a} OR ${b}`), valueSet('urn:tree', `<< ${a}`), valueSet('urn:drug', a)],
    profiles: {
      List: [bind('List.code', 'urn:list')],
      Condition: [bind('Condition.code', 'urn:tree')],
      MedicationRequest: [bind('MedicationRequest.medication[x]', 'urn:drug')],
    },
  };
  const list = (code: string) => record('List', { code: concept(coding(SNOMED, code)) });

  it('counts what is inside, beside what can be decided', () => {
    const { elements, criteria } = factOf('coding', [list(a), list(b), list(c)], { world });
    expect(elements[0]).toMatchObject({ bound: 2 / 3, decidable: 3 });
    expect(criteria.inBoundValueSet).toMatchObject({ k: 2, n: 3 });
  });

  it('takes no lucky hit for a share: a hierarchy is left out of the criterion', () => {
    const { elements, criteria } = factOf(
      'coding',
      [condition(concept(coding(SNOMED, a))), condition(concept(coding(SNOMED, b)))],
      { world },
    );
    expect(elements[0]).toMatchObject({ decidable: 1, bound: 1 });
    expect(criteria.inBoundValueSet).toMatchObject({ k: 0, n: 0 });
  });

  it('does not hold a drug sent as SNOMED CT against the value set', () => {
    const request = record('MedicationRequest', { medicationCodeableConcept: concept(coding(SNOMED, drug)) });
    expect(factOf('coding', [request], { world }).criteria.inBoundValueSet).toMatchObject({ n: 0 });
  });
});

describe('criteria', () => {
  const criteria = (...resources: readonly object[]) => factOf('coding', resources).criteria;

  it.each<[string, object | undefined, number]>([
    ['SNOMED CT', concept(coding(SNOMED, a)), 1],
    ['SNOMED CT and ICD-10', concept(coding('http://hl7.org/fhir/sid/icd-10', 'A00'), coding(SNOMED, a)), 1],
    ['ICD-10 alone', concept(coding('http://hl7.org/fhir/sid/icd-10', 'A00')), 0],
    ['dm+d alone', concept(coding(DMD, drug)), 0],
    ['a bad code', concept(coding(SNOMED, '22298007')), 0],
    ['no code', undefined, 0],
  ])('conditions in SNOMED CT: %s', (_, code, k) => {
    expect(criteria(condition(code)).conditionsSnomed).toEqual({ k, n: 1, clusters: 1 });
  });

  it.each<[string, readonly object[], number, number]>([
    ['distinct codes of a record', [coding(SNOMED, a), coding(SNOMED, a), coding(SNOMED, b)], 2, 2],
    ['a bad check digit', [coding(SNOMED, '22298007')], 0, 1],
    ['a description id', [coding(SNOMED, sctid.make(9101, 'description'))], 0, 1],
    ['an alias', [coding('http://snomed.info/sct/', a)], 0, 1],
    ['a blank behind', [coding(SNOMED, `${a} `)], 0, 1],
    ['focus concepts of an expression', [coding(SNOMED, `${a} + ${b} : ${c} = ${a}`)], 2, 2],
    ['a broken expression', [coding(SNOMED, `${a} : ${b}`)], 0, 1],
    ['dm+d', [coding(DMD, drug)], 0, 0],
  ])('well-formed codes: %s', (_, codings, k, n) => {
    expect(criteria(condition(concept(...codings))).wellFormedCodings).toMatchObject({ k, n });
  });

  it('looks for codes everywhere but in extensions and meta', () => {
    const { wellFormedCodings } = criteria(
      record('Observation', {
        meta: { tag: [coding(SNOMED, a)] },
        extension: [{ url: 'urn:x', valueCoding: coding(SNOMED, a) }],
        contained: [{ resourceType: 'Specimen', type: concept(coding(SNOMED, b)) }],
        valueQuantity: { value: 1, system: SNOMED, code: c },
        component: [{ code: concept(coding(SNOMED, c)) }],
      }),
    );
    expect(wellFormedCodings).toMatchObject({ k: 2, n: 2 });
  });

  const request = (more: object) => record('MedicationRequest', more);
  const medication = (id: string, code: object) => ({ resourceType: 'Medication', id, code });

  it.each<[string, readonly object[], number, number]>([
    ['dm+d', [request({ medicationCodeableConcept: concept(coding(DMD, drug)) })], 1, 1],
    ['SNOMED CT', [request({ medicationCodeableConcept: concept(coding(SNOMED, drug)) })], 1, 1],
    ['dm+d, misspelt', [request({ medicationCodeableConcept: concept(coding('https://dmd.nhs.uk/', drug)) })], 0, 1],
    ['text', [request({ medicationCodeableConcept: { text: 'x' } })], 0, 1],
    ['nothing', [request({})], 0, 1],
    [
      'by reference into the sample',
      [request({ medicationReference: { reference: 'Medication/m' } }), medication('m', concept(coding(DMD, drug)))],
      1,
      1,
    ],
    [
      'by reference to what it contains',
      [request({ medicationReference: { reference: '#m' }, contained: [medication('m', concept(coding(DMD, drug)))] })],
      1,
      1,
    ],
    ['by reference to what is not held', [request({ medicationReference: { reference: 'Medication/z' } })], 0, 0],
  ])('medicines in dm+d: %s', (_, resources, k, n) => {
    expect(criteria(...resources).medicationsDmd).toMatchObject({ k, n });
  });

  it('takes a medicine from what was fetched beside the sample', () => {
    const given = [request({ medicationReference: { reference: 'Medication/z' } })];
    const medicines = new Map([['z', medication('z', concept(coding(DMD, drug)))]]);
    expect(factOf('coding', given, { medicines }).criteria.medicationsDmd).toMatchObject({ k: 1, n: 1 });
  });

  it('claims no census where some medicines could not be judged', () => {
    const given = [
      request({ medicationCodeableConcept: concept(coding(DMD, drug)) }),
      request({ medicationReference: { reference: 'Medication/z' } }),
    ];
    const { medicationsDmd, standardCoded } = factOf('coding', given, {
      populations: { MedicationRequest: 2 },
    }).criteria;
    expect(medicationsDmd).toMatchObject({ k: 1, n: 1, population: 2 });
    expect(standardCoded).toEqual([{ type: 'MedicationRequest', k: 1, n: 1, clusters: 1, population: 2 }]);
  });

  it('counts dosages over medication records alone', () => {
    const given = [request({ dosageInstruction: [{ text: 'x' }] }), condition(undefined)];
    const { structuredDoses } = factOf('coding', given, {
      populations: { MedicationRequest: 1, Condition: 500 },
    }).criteria;
    expect(structuredDoses).toEqual({ k: 0, n: 1, clusters: 1, population: 1 });
  });

  const quantity = { value: 5, unit: 'mg' };
  const repeat = { timing: { repeat: { frequency: 1, period: 1, periodUnit: 'd' } } };

  it.each<[string, object, number]>([
    ['dose and timing', { ...repeat, doseAndRate: [{ doseQuantity: quantity }] }, 1],
    ['a range', { ...repeat, doseAndRate: [{ doseRange: { low: quantity } }] }, 1],
    [
      'a coded timing',
      { timing: { code: concept(coding('urn:t', 'BD')) }, doseAndRate: [{ doseQuantity: quantity }] },
      1,
    ],
    ['as needed', { asNeededBoolean: true, doseAndRate: [{ doseQuantity: quantity }] }, 1],
    ['no timing', { doseAndRate: [{ doseQuantity: quantity }] }, 0],
    ['a timing in words', { timing: { code: { text: 'daily' } }, doseAndRate: [{ doseQuantity: quantity }] }, 0],
    ['no dose', repeat, 0],
    ['a dose without unit', { ...repeat, doseAndRate: [{ doseQuantity: { value: 5 } }] }, 0],
    ['text', { text: 'one daily' }, 0],
  ])('structured doses: %s', (_, dosage, k) => {
    expect(criteria(request({ dosageInstruction: [dosage] })).structuredDoses).toMatchObject({ k, n: 1 });
  });

  it('takes the time of an administration from the record', () => {
    const given = (more: object) => record('MedicationAdministration', { dosage: { dose: quantity }, ...more });
    expect(criteria(given({ effectiveDateTime: '2020' }), given({})).structuredDoses).toMatchObject({ k: 1, n: 2 });
  });

  const status = (code: string) => ({ coding: [{ code }] });
  it.each<[string, object, number]>([
    ['coded, with status', { code: concept(coding(SNOMED, a)), clinicalStatus: status('active') }, 1],
    ['dm+d, with status', { code: concept(coding(DMD, drug)), clinicalStatus: status('active') }, 1],
    ['coded, without status', { code: concept(coding(SNOMED, a)) }, 0],
    ['text, with status', { code: { text: 'x' }, clinicalStatus: status('active') }, 0],
    ['no known allergy', { code: concept(coding(SNOMED, '716186003')) }, 1],
    ['entered in error', { code: concept(coding(SNOMED, a)), verificationStatus: status('entered-in-error') }, 1],
    ['nothing', {}, 0],
  ])('clear allergies: %s', (_, more, k) => {
    expect(criteria(record('AllergyIntolerance', more)).allergiesClear).toMatchObject({ k, n: 1 });
  });

  const UCUM = 'http://unitsofmeasure.org';
  const [loinc, local] = [concept(coding('http://loinc.org', '8480-6')), concept(coding('urn:local', 'BP'))];
  it.each<[string, object, number, number]>([
    ['UCUM', { code: loinc, valueQuantity: { value: 1, system: UCUM, code: 'mm[Hg]' } }, 1, 1],
    ['UCUM by name only', { code: loinc, valueQuantity: { value: 1, system: UCUM, code: 'mmHg' } }, 0, 1],
    ['a unit in words', { code: loinc, valueQuantity: { value: 1, unit: 'mmHg' } }, 0, 1],
    ['no value', { code: loinc, valueQuantity: { system: UCUM, code: 'mg' } }, 0, 0],
    ['a measurement by a local code', { code: local, valueQuantity: { value: 1, system: UCUM, code: 'kg' } }, 0, 1],
    [
      'a measurement in words',
      { code: { text: 'weight' }, valueQuantity: { value: 1, system: UCUM, code: 'kg' } },
      0,
      1,
    ],
    [
      'components, each by its own code',
      {
        code: loinc,
        component: [
          { code: loinc, valueQuantity: { value: 1, system: UCUM, code: 'kPa' } },
          { code: local, valueQuantity: { value: 1, system: UCUM, code: 'kPa' } },
          { code: loinc, valueString: 'x' },
        ],
      },
      1,
      2,
    ],
  ])('quantities: %s', (_, more, k, n) => {
    expect(criteria(record('Observation', more)).quantitiesUcum).toMatchObject({ k, n });
  });

  it('counts laboratory observations alone', () => {
    const category = [concept(coding('http://terminology.hl7.org/CodeSystem/observation-category', 'laboratory'))];
    const { laboratory } = criteria(
      record('Observation', { category, code: concept(coding(SNOMED, a)) }),
      record('Observation', { category, code: concept(coding(LOINC, '8480-6')) }),
      record('Observation', { code: concept(coding(SNOMED, a)) }),
    );
    expect(laboratory).toMatchObject({ k: 1, n: 2 });
  });

  it.each<[string, object, number, number]>([
    ['SNOMED CT', { code: concept(coding(SNOMED, a)) }, 1, 1],
    ['ICD-10', { code: concept(coding('http://hl7.org/fhir/sid/icd-10', 'A00')) }, 1, 1],
    ['OPCS-4', { code: concept(coding('https://fhir.hl7.org.uk/Id/opcs-4', 'A00')) }, 1, 1],
    ['an HL7 system', { code: concept(coding('http://terminology.hl7.org/CodeSystem/v3-NullFlavor', 'UNK')) }, 1, 1],
    ['a UK Core system', { code: concept(coding('https://fhir.hl7.org.uk/CodeSystem/UKCore-X', '1')) }, 1, 1],
    ['the Data Dictionary', { code: concept(coding('https://www.datadictionary.nhs.uk/x', '1')) }, 1, 1],
    ['Read', { code: concept(coding(READ, 'C10..')) }, 0, 1],
    ['a drug list of a supplier', { code: concept(coding('https://fhir.hl7.org.uk/Id/emis-drug-codes', '1')) }, 0, 1],
    ['local', { code: concept(coding('urn:local', 'K1')) }, 0, 1],
    ['text', { code: { text: 'x' } }, 0, 1],
    ['empty', { code: {} }, 0, 1],
    ['absent', {}, 0, 1],
  ])('standard systems: %s', (_, more, k, n) => {
    expect(criteria(record('Condition', more)).standardCoded).toEqual([{ type: 'Condition', k, n, clusters: 1 }]);
  });

  it('has one part per type, and none for what is out of scope', () => {
    const { standardCoded } = criteria(
      condition(undefined),
      record('Encounter', { type: [concept(coding(SNOMED, a))], reasonCode: [{ text: 'x' }] }),
      record('AllergyIntolerance', {
        code: concept(coding(SNOMED, a)),
        reaction: [{ manifestation: [{ text: 'x' }] }, {}],
      }),
      record('List', { code: concept(coding(SNOMED, a)) }),
      request({ medicationReference: { reference: 'Medication/z' } }),
    );
    expect(standardCoded.map(({ type, k, n }) => [type, k, n])).toEqual([
      ['Condition', 0, 1],
      ['Encounter', 1, 2],
      ['AllergyIntolerance', 1, 2],
    ]);
  });
});

describe('findings', () => {
  it('groups what the checks say by element', () => {
    const { findings } = factOf('coding', [
      condition(concept(coding(SNOMED, '22298007'))),
      condition(concept(coding(SNOMED, '22298007'), coding(SNOMED, '22298106'))),
      condition({ text: 'x' }),
      record('Encounter', { class: coding(SNOMED, '22298007') }),
    ]);
    const digits = findings.filter(({ id }) => id === 'SCT-002');
    expect(digits).toMatchObject([
      { path: 'Condition.code', count: 3, resources: 2, severity: 'error', codes: ['22298007', '22298106'] },
      { path: 'Encounter.class', count: 1, resources: 1 },
    ]);
    expect(findings.find(({ id }) => id === 'SCT-064')).toMatchObject({ path: 'Condition.code', count: 1, codes: [] });
  });

  it('names a mixture of editions', () => {
    const version = (module: string) => ({ version: `http://snomed.info/sct/${module}` });
    const codes = concept(
      coding(SNOMED, a, version('83821000000107')),
      coding(SNOMED, b, version('900000000000207008')),
    );
    const found = factOf('coding', [condition(codes)]).findings.filter(({ id }) => id === 'SCT-014');
    expect(found.map(({ path }) => path).sort()).toEqual(['Condition', 'Condition.code']);
  });

  it('names a code that is a JSON number', () => {
    const found = factOf('coding', [
      condition({ coding: [{ system: SNOMED, code: 22298006, display: 'x' }], text: 'x' }),
    ]).findings;
    expect(found).toMatchObject([{ id: 'SCT-006', codes: ['22298006'] }]);
  });
});

describe('codes that leave', () => {
  const local = (code: string, times: number, subjects = 1) =>
    Array.from({ length: times }, (_, index) =>
      condition(concept(coding('urn:local', code)), `Patient/${String(index % subjects)}`),
    );

  it('ranks local codes by how often they stand alone', () => {
    const { topLocal } = factOf('coding', [
      ...local('K1', 2),
      ...local('K2', 3),
      condition(concept(coding(READ, 'C10..'))),
      condition(concept(coding('urn:local', 'K3'), coding(SNOMED, a))),
    ]);
    expect(topLocal).toEqual([
      { system: 'urn:(LLLLL)', code: 'K2', count: 3 },
      { system: 'urn:(LLLLL)', code: 'K1', count: 2 },
      { system: READ, code: 'C10..', count: 1 },
    ]);
  });

  it.each([
    ['9990000018', '(NNNNNNNNNN)'],
    ['Jane Smith', '(LLLL_LLLLL)'],
    ['Smith', '(LLLLL)'],
    ['1970-01-31', '(NNNN-NN-NN)'],
    ['19700131', '(NNNNNNNN)'],
    ['31/01/1970', '(NN/NN/NNNN)'],
    ['LS12AB', '(LLNNLL)'],
    ['07700900123', '(NNNNNNNNNNN)'],
    ['jane@nhs.net', '(LLLL@LLL.LLL)'],
    ['3f2504e0-4f89-41d3-9a0c-0305e82c3301', '(NLNNNNLN-NLNN-NNLN-NLNL-…)'],
    ['K12.3', 'K12.3'],
    ['GP', 'GP'],
    [a, a],
  ])('%s is shown as %s', (code, shown) => {
    expect(factOf('coding', local(code, 1)).topLocal).toMatchObject([{ code: shown }]);
  });

  it('shows a word once several subjects carry it', () => {
    expect(factOf('coding', local('ASTHMA', 6, 3)).topLocal).toMatchObject([{ code: 'ASTHMA', count: 6 }]);
    expect(factOf('coding', local('ASTHMA', 6, 2)).topLocal).toMatchObject([{ code: '(LLLLLL)', count: 6 }]);
  });

  it('shows a system that is none as its shape', () => {
    const [first] = factOf('coding', [condition(concept(coding('Ward of Jane Smith', 'K1')))]).topLocal;
    expect(first?.system).not.toContain('Jane');
    const [second] = factOf('coding', [
      condition(concept(coding('https://x.nhs.uk/9990000018/list?p=1', 'K1'))),
    ]).topLocal;
    expect(second?.system).toBe('https://x.nhs.uk/(NNNNNNNNNN)/(LLLL)');
  });

  it('lets no value out, whatever element it stands at', () => {
    const secret = (text: string) => `Secret${text}`;
    const facts = factOf('coding', [
      condition({
        coding: [{ system: SNOMED, code: secret('Code'), display: secret('Display'), version: secret('Version') }],
        text: secret('Text'),
      }),
      record('Observation', { valueString: secret('Value'), code: concept(coding('urn:local', secret('Local'))) }),
    ]);
    expect(JSON.stringify(facts)).not.toContain('Secret');
  });
});
