import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { sampleFiles } from '../../src/dev/samples/files.js';
import { isNhsNumber, NHS_NUMBER_SYSTEM } from '../../src/fhir/nhs-number.js';
import { examineCoding, examineConcept, sctid } from '../../src/terminology/snomed/index.js';
import { createValidator } from '../../src/validator/index.js';

const SAMPLES = fileURLToPath(new URL('../../samples/', import.meta.url));
const TRUSTS = ['exemplar', 'developing', 'silo'] as const;
const CORE = [
  'AllergyIntolerance',
  'Condition',
  'DocumentReference',
  'Encounter',
  'MedicationRequest',
  'Observation',
  'Organization',
  'Procedure',
];
const ACUTE = [
  ...CORE,
  'DiagnosticReport',
  'ImagingStudy',
  'Immunization',
  'Practitioner',
  'ServiceRequest',
  'Specimen',
];

interface Sample {
  readonly resourceType: string;
  readonly id: string;
  readonly meta: { readonly lastUpdated: string };
  readonly [name: string]: unknown;
}

interface Listed {
  readonly type: string;
  readonly ids: readonly string[];
  readonly path: string;
  readonly expects: string;
}

interface BrokenEntry {
  readonly file: string;
  readonly expects: string;
  readonly expression: string;
}

const validator = createValidator();

function recordsOf(trust: string): readonly Sample[] {
  const folder = join(SAMPLES, 'trusts', trust);
  return readdirSync(folder)
    .filter((name) => name.endsWith('.ndjson'))
    .flatMap((name) => readFileSync(join(folder, name), 'utf8').trim().split('\n'))
    .map((line) => JSON.parse(line) as Sample);
}

function json(path: string): unknown {
  return JSON.parse(readFileSync(join(SAMPLES, path), 'utf8'));
}

/** Every value of a property, at any depth. */
function valuesOf(node: unknown, name: string): readonly unknown[] {
  if (Array.isArray(node)) return node.flatMap((each) => valuesOf(each, name));
  if (typeof node !== 'object' || node === null) return [];
  return Object.entries(node).flatMap(([key, value]: [string, unknown]) => [
    ...(key === name ? [value] : []),
    ...valuesOf(value, name),
  ]);
}

/** Ids of the SNOMED CT and dm+d checks that the main concept of a record fails. */
function snomedFindings(record: Sample | undefined): readonly string[] {
  const concept = (record?.['code'] ?? record?.['medicationCodeableConcept']) as Readonly<Record<string, unknown>>;
  const context = {
    today: '2025-12-01',
    expectsSnomed: true,
    expectsMedicine: record?.resourceType === 'MedicationRequest',
  };
  const codings = (concept['coding'] ?? []) as readonly Readonly<Record<string, unknown>>[];
  const findings = [
    ...examineConcept(concept, context),
    ...codings.flatMap((coding) => examineCoding(coding, context)),
  ];
  return findings.map((finding) => finding.id);
}

const found = (issue: { readonly code: string; readonly rule?: string }, expects: string): boolean =>
  issue.code === expects || `${issue.code}:${issue.rule ?? ''}` === expects;

it('stand in the repository as the generator makes them', () => {
  const files = sampleFiles();
  for (const { path, text } of files) expect(readFileSync(join(SAMPLES, path), 'utf8') === text, path).toBe(true);
  expect(files.reduce((bytes, { path }) => bytes + statSync(join(SAMPLES, path)).size, 0)).toBeLessThan(4_000_000);
});

describe.each(TRUSTS)('the %s trust', (trust) => {
  const records = recordsOf(trust);
  const count = (type: string): number =>
    new Set(records.filter((each) => each.resourceType === type).map((each) => each.id)).size;

  it('has at least 60 patients and 30 of each core type', () => {
    expect(count('Patient')).toBeGreaterThanOrEqual(60);
    for (const type of trust === 'silo' ? CORE : ACUTE) expect(count(type), type).toBeGreaterThanOrEqual(30);
  });

  it('carries NHS Numbers of the 999 test range only', () => {
    const numbers = records
      .filter((each) => each.resourceType === 'Patient')
      .flatMap((each) => each['identifier'] as readonly { system?: string; value?: string }[])
      .filter((each) => each.system === NHS_NUMBER_SYSTEM)
      .map((each) => each.value ?? '');
    expect(numbers.length).toBeGreaterThan(30);
    for (const number of numbers) expect(number.replaceAll(' ', '')).toMatch(/^999\d{7}$/);
  });

  it('was updated over more than a year, a part of it at once', () => {
    const times = records.map((each) => Date.parse(each.meta.lastUpdated)).toSorted((a, b) => a - b);
    expect(times.at(-1)! - times[0]!).toBeGreaterThan(365 * 86_400_000);
    const loaded = times.filter((time) => new Date(time).toISOString().startsWith('2024-11-17'));
    expect(loaded.length / times.length).toBeGreaterThan(0.15);
  });
});

describe('the exemplar', () => {
  const records = recordsOf('exemplar');

  it('is valid against R4 and UK Core, down to the warnings', () => {
    const issues = records.flatMap((record) =>
      validator
        .validate(record)
        .issues.filter((issue) => issue.severity !== 'information')
        .map((issue) => `${record.resourceType}/${record.id} ${issue.code} ${issue.at.expression}`),
    );
    expect(issues).toEqual([]);
  });

  it('refers to nothing that is not there', () => {
    const held = new Set(records.map((each) => `${each.resourceType}/${each.id}`));
    const references = records.flatMap((each) => valuesOf(each, 'reference'));
    expect(references.length).toBeGreaterThan(2000);
    expect(references.filter((each) => !held.has(String(each)))).toEqual([]);
  });

  it('has valid, verified NHS Numbers, each on one patient', () => {
    const current = new Map(records.filter((each) => each.resourceType === 'Patient').map((each) => [each.id, each]));
    const numbers = [...current.values()].flatMap((each) =>
      (each['identifier'] as readonly { system: string; value: string; extension?: unknown[] }[]).filter(
        (identifier) => identifier.system === NHS_NUMBER_SYSTEM,
      ),
    );
    expect(numbers.every((each) => isNhsNumber(each.value) && each.extension !== undefined)).toBe(true);
    expect(new Set(numbers.map((each) => each.value)).size).toBe(numbers.length);
  });

  it('names every SNOMED CT and dm+d code by a well-formed concept id', () => {
    const codings = records.flatMap((each) => valuesOf(each, 'coding')).flat() as {
      system?: string;
      code: string;
      display?: string;
    }[];
    const clinical = codings.filter((each) => /snomed|dmd/.test(each.system ?? ''));
    expect(clinical.length).toBeGreaterThan(1000);
    expect(clinical.filter((each) => !sctid.isConcept(each.code) || each.display === undefined)).toEqual([]);
  });

  it('fills at least 85 % of the must-support elements of its profiles in a tenth of the records', () => {
    // Paths of UKCore 2.0.2 outside slices and extensions.
    const mustSupport: Readonly<Record<string, readonly string[]>> = {
      Patient: ['identifier', 'active', 'name', 'telecom', 'gender', 'birthDate', 'address'],
      Encounter: ['identifier', 'status', 'class', 'subject', 'participant', 'reasonCode', 'reasonReference'],
      Condition: ['clinicalStatus', 'verificationStatus', 'severity', 'code', 'subject', 'recorder'],
      AllergyIntolerance: ['clinicalStatus', 'verificationStatus', 'code', 'patient', 'reaction'],
      Observation: [
        'status',
        'category',
        'code',
        'subject',
        'effectiveDateTime',
        'performer',
        'valueQuantity',
        'component',
      ],
      MedicationRequest: [
        'identifier',
        'category',
        'authoredOn',
        'requester',
        'dosageInstruction',
        'dispenseRequest',
        'substitution',
      ],
      Immunization: ['manufacturer', 'lotNumber', 'doseQuantity', 'occurrenceDateTime'],
      DiagnosticReport: ['category', 'code', 'encounter', 'issued', 'result'],
      ServiceRequest: ['basedOn', 'category', 'priority', 'code', 'authoredOn', 'requester'],
      PractitionerRole: ['period', 'practitioner', 'organization', 'specialty', 'location', 'telecom'],
    };
    for (const [type, elements] of Object.entries(mustSupport)) {
      const ofType = records.filter((each) => each.resourceType === type);
      for (const element of elements) {
        const share = ofType.filter((each) => each[element] !== undefined).length / ofType.length;
        expect(share, `${type}.${element}`).toBeGreaterThan(0.1);
      }
    }
  });
});

describe.each(['developing', 'silo'])('the faults of the %s trust', (trust) => {
  const records = recordsOf(trust);
  const faults = json(`trusts/${trust}/faults.json`) as readonly Listed[];
  const issues = (type: string, id: string): readonly { code: string; rule?: string; at: { expression: string } }[] =>
    records
      .filter((each) => each.resourceType === type && each.id === id)
      .slice(-1)
      .flatMap((each) => validator.validate(each).issues);

  it('stand in records that are there', () => {
    const held = new Set(records.map((each) => `${each.resourceType}/${each.id}`));
    expect(
      faults.flatMap((fault) => fault.ids.map((id) => `${fault.type}/${id}`)).filter((key) => !held.has(key)),
    ).toEqual([]);
  });

  const decided = faults.filter(
    (fault) => /^[a-z]|^NHS-NUMBER|^ODS/.test(fault.expects) && fault.expects !== 'duplicate',
  );
  it.each(decided)('$type: $expects at $path', ({ type, ids, path, expects }) => {
    const parent = path.replace(/\.[^.]+$/, '');
    for (const id of ids) {
      const hit = issues(type, id).find(
        (issue) => found(issue, expects) && [path, parent].includes(issue.at.expression),
      );
      expect(hit, id).toBeDefined();
    }
  });

  it.each(faults.filter((fault) => /^(SCT|DMD)-/.test(fault.expects)))(
    '$type: $expects at $path',
    ({ type, ids, expects }) => {
      for (const id of ids) {
        const record = records.find((each) => each.resourceType === type && each.id === id);
        expect(snomedFindings(record), id).toContain(expects);
      }
    },
  );

  it('are the only errors there are', () => {
    const faulty = new Set(faults.flatMap((fault) => fault.ids.map((id) => `${fault.type}/${id}`)));
    const surprises = records
      .filter((each) => !faulty.has(`${each.resourceType}/${each.id}`) && !each.id.endsWith('-deleted'))
      .filter((each) => validator.validate(each).issues.some((issue) => issue.severity === 'error'))
      .map((each) => `${each.resourceType}/${each.id}`);
    expect(surprises).toEqual([]);
  });
});

describe('the broken resources', () => {
  const index = json('broken/index.json') as readonly BrokenEntry[];

  it('are named in the index, every one', () => {
    const files = readdirSync(join(SAMPLES, 'broken')).filter((name) => name !== 'index.json');
    expect(files.toSorted()).toEqual(index.map((each) => each.file).toSorted());
    expect(files.length).toBeGreaterThanOrEqual(20);
  });

  it.each(index)('$file: $expects at $expression', ({ file, expects, expression }) => {
    const { issues } = validator.validate(readFileSync(join(SAMPLES, 'broken', file), 'utf8'));
    expect(issues.some((issue) => found(issue, expects) && issue.at.expression === expression)).toBe(true);
    const others = issues.filter((issue) => /error|fatal|warning/.test(issue.severity) && !found(issue, expects));
    expect(others.map((issue) => `${issue.code} ${issue.at.expression}`)).toEqual([]);
  });
});
