import type { ElementDefinition } from 'fhir/r4.js';

const MAX_VALUE_SET = 'http://hl7.org/fhir/StructureDefinition/elementdefinition-maxValueSet';
const PLAIN = [
  'id',
  'path',
  'min',
  'max',
  'sliceName',
  'mustSupport',
  'isModifier',
  'contentReference',
  'maxLength',
] as const;

/** The facts of a snapshot's element: no prose, no bookkeeping. */
export function snapshotFacts(element: ElementDefinition): Record<string, unknown> {
  const { slicing, type, binding, constraint } = element;
  const maxValueSet = binding?.extension?.find((extension) => extension.url === MAX_VALUE_SET)?.valueCanonical;
  const values = Object.entries(element).filter(([key]) => /^(?:fixed|pattern|minValue|maxValue)[A-Z]/.test(key));
  return {
    ...Object.fromEntries(PLAIN.map((key) => [key, element[key]])),
    ...Object.fromEntries(values),
    slicing: slicing && { discriminator: slicing.discriminator, rules: slicing.rules, ordered: slicing.ordered },
    type: type?.map(({ code, profile, targetProfile, aggregation }) => ({ code, profile, targetProfile, aggregation })),
    binding: binding && { strength: binding.strength, valueSet: binding.valueSet, maxValueSet },
    constraints: constraint?.map(({ key, severity }) => `${key}:${severity}`),
  };
}
