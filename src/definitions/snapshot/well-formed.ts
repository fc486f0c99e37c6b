import type { ElementDefinition, StructureDefinition } from 'fhir/r4.js';

type Test = (value: unknown) => boolean;

const isString: Test = (value) => typeof value === 'string';
const isName: Test = (value) => typeof value === 'string' && value !== '';
const isNumber: Test = (value) => typeof value === 'number';
const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const optional =
  (test: Test): Test =>
  (value) =>
    value === undefined || test(value);
const listOf =
  (test: Test): Test =>
  (value) =>
    Array.isArray(value) && value.every(test);
const having =
  (parts: Readonly<Record<string, Test>>): Test =>
  (value) =>
    isObject(value) && Object.entries(parts).every(([key, test]) => test(value[key]));

const strings = optional(listOf(isString));
const extensions = optional(listOf(having({ url: isString })));

const isType = having({
  code: isString,
  profile: strings,
  targetProfile: strings,
  aggregation: strings,
  extension: extensions,
});

/** The parts of an element that making a snapshot looks at have the shapes that R4 gives them. */
const isWellFormed = having({
  path: isString,
  id: optional(isString),
  sliceName: optional(isName),
  slicing: optional(having({ discriminator: optional(listOf(isObject)) })),
  min: optional(isNumber),
  max: optional(isString),
  base: optional(isObject),
  contentReference: optional(isString),
  type: optional(listOf(isType)),
  condition: strings,
  constraint: optional(listOf(having({ key: isString }))),
  binding: optional(having({ valueSet: optional(isString), extension: extensions })),
  extension: extensions,
});

export const isElement = (value: unknown): value is ElementDefinition => isWellFormed(value);

const isHead = having({ url: isString, type: isString, baseDefinition: optional(isString) });

/** Whether a definition says readably what it is of; its elements are another matter. */
export const isDefinition = (value: StructureDefinition): boolean => isHead(value);

/** Whether a definition has a snapshot that can be used as it stands. */
export function hasSnapshot(definition: StructureDefinition): boolean {
  const elements: unknown = isObject(definition.snapshot) ? definition.snapshot.element : undefined;
  return Array.isArray(elements) && elements.length > 0 && elements.every(isElement);
}
