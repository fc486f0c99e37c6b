type Json = Readonly<Record<string, unknown>>;

/** What is kept of an object: `true` keeps a value as it stands, a shape keeps parts of an object or of each object in a list. */
export interface Shape {
  readonly [key: string]: true | Shape;
}

const isObject = (value: unknown): value is Json => typeof value === 'object' && value !== null;

/** The parts of `value` that `shape` names, in the order of the shape. Keys starting with one of `prefixes` are kept whole. */
export function keepFacts(value: unknown, shape: Shape, prefixes: readonly string[] = []): unknown {
  if (Array.isArray(value)) return value.map((item) => keepFacts(item, shape, prefixes));
  if (!isObject(value)) return value;
  const kept: Record<string, unknown> = {};
  for (const [key, part] of Object.entries(shape)) {
    const found = value[key];
    if (found === undefined) continue;
    const fact = part === true ? found : keepFacts(found, part, prefixes);
    if (!isEmpty(fact)) kept[key] = fact;
  }
  for (const key of Object.keys(value)) {
    if (prefixes.some((prefix) => key.startsWith(prefix))) kept[key] = value[key];
  }
  return kept;
}

const isEmpty = (value: unknown): boolean =>
  Array.isArray(value) ? value.length === 0 : isObject(value) && Object.keys(value).length === 0;

/** Extensions that state rules or types; every other one is prose or bookkeeping. */
const RULE_EXTENSIONS = new Set(
  [
    'structuredefinition-fhir-type',
    'structuredefinition-explicit-type-name',
    'structuredefinition-hierarchy',
    'regex',
    'elementdefinition-maxValueSet',
    'elementdefinition-minValueSet',
    'elementdefinition-bestpractice',
  ].map((name) => `http://hl7.org/fhir/StructureDefinition/${name}`),
);

/** Drops, at any depth, the extensions that are no rules. Changes `value`. */
export function dropOtherExtensions(value: unknown): void {
  if (Array.isArray(value)) {
    value.forEach(dropOtherExtensions);
    return;
  }
  if (!isObject(value)) return;
  const node = value as Record<string, unknown>;
  if (Array.isArray(node['extension'])) {
    const rules = node['extension'].filter((item) => isObject(item) && RULE_EXTENSIONS.has(String(item['url'])));
    if (rules.length > 0) node['extension'] = rules;
    else delete node['extension'];
  }
  Object.values(node).forEach(dropOtherExtensions);
}
