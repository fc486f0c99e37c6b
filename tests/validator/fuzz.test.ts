import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createValidator } from '../../src/validator/index.js';
import { applyEdit, edit, RECORDS } from './support/edits.js';

const KEYS = [
  'resourceType',
  'id',
  'meta',
  'text',
  'div',
  'contained',
  'extension',
  'url',
  'valueQuantity',
  'code',
  'coding',
  'system',
  'reference',
  'entry',
  'resource',
  'fullUrl',
  'name',
  'given',
  '_given',
  'period',
  'start',
  'end',
  'item',
  'answer',
  'identifier',
  'value',
  '__proto__',
  'constructor',
  'status',
  'section',
  'link',
];
const TYPES = [
  'Patient',
  'Observation',
  'Bundle',
  'Questionnaire',
  'QuestionnaireResponse',
  'Composition',
  'ValueSet',
  'StructureDefinition',
  'Parameters',
  'Nothing',
];

const leaf = fc.oneof(
  fc.constantFrom(
    null,
    true,
    0,
    -1.5,
    1e300,
    '',
    ' ',
    '#',
    '#a',
    'Patient/1',
    'urn:uuid:x',
    '2024-02-30',
    'http://loinc.org',
    '<div',
    '\uD800',
  ),
  fc.string(),
  fc.constantFrom(...TYPES),
);
const { tree } = fc.letrec<{ tree: unknown }>((tie) => ({
  tree: fc.oneof(
    { maxDepth: 6 },
    leaf,
    fc.array(tie('tree'), { maxLength: 3 }),
    fc.dictionary(fc.constantFrom(...KEYS), tie('tree'), { maxKeys: 6 }),
  ),
}));
const resource = fc
  .tuple(fc.constantFrom(...TYPES), fc.dictionary(fc.constantFrom(...KEYS), tree, { maxKeys: 8 }))
  .map(([resourceType, rest]) => ({ ...rest, resourceType }));

/** Documents of each of two kinds: many where time is given, few in every run. */
const ASKED = process.env['FHIR_READINESS_FUZZ'];
const RUNS = Number(ASKED ?? (process.env['CI'] === undefined ? 2000 : 30_000));
/** Of both kinds, where `CI` is set. */
const LEAST_IN_CI = 50_000;

const LONGEST = 180_000;

describe('hostile content', () => {
  const validators = [
    createValidator({ ukCore: 'stu3-preview' }),
    createValidator({ ukCore: 'none', securityChecks: true }),
  ];

  it.skipIf(process.env['CI'] === undefined || ASKED !== undefined)(
    'comes in fifty thousand documents and more',
    () => {
      expect(2 * RUNS).toBeGreaterThanOrEqual(LEAST_IN_CI);
    },
  );

  it(
    'never makes the validator throw or give up, and costs it no second',
    () => {
      fc.assert(
        fc.property(resource, (document) => {
          for (const validator of validators) {
            const start = performance.now();
            const codes = validator.validate(document).issues.map(({ code }) => code);
            expect(codes).not.toContain('not-completed');
            expect(codes).not.toContain('rule-not-evaluated');
            expect(performance.now() - start).toBeLessThan(1000);
          }
        }),
        { numRuns: RUNS },
      );
    },
    LONGEST,
  );

  it(
    'nor do records in which anything may stand anywhere',
    () => {
      fc.assert(
        fc.property(fc.constantFrom(...RECORDS), fc.array(edit, { minLength: 1, maxLength: 4 }), (text, edits) => {
          let document = JSON.parse(text) as unknown;
          for (const change of edits) document = applyEdit(document, change);
          for (const validator of validators) {
            const start = performance.now();
            const codes = validator.validate(document).issues.map(({ code }) => code);
            expect(codes).not.toContain('not-completed');
            expect(codes).not.toContain('rule-not-evaluated');
            expect(performance.now() - start).toBeLessThan(1000);
          }
        }),
        { numRuns: RUNS },
      );
    },
    LONGEST,
  );
});
