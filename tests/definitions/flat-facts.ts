import { stripTerms } from '../../src/dev/facts/snomed-terms.js';

/** Everything that is no fact: prose, people, licences, stored expansions, and extensions that state no rule. Paths without indexes. */
const NO_FACT = [
  /^[^.]+\.(?:_file|title|date|publisher|contact|description|purpose|copyright|mapping|_description|_baseDefinition)\b/,
  /^StructureDefinition\.\w+\.element\.(?:short|definition|comment|mapping)\b/,
  /^StructureDefinition\.\w+\.element\.(?:slicing|binding)\.description$/,
  /^StructureDefinition\.\w+\.element\.constraint\.human$/,
  /^ValueSet\.(?:expansion|extension)\b/,
  /^ValueSet\.compose\..*\bextension\b/,
  /^CodeSystem\.extension\b/,
  /^CodeSystem(?:\.concept)+\.definition$/,
  /^CodeSystem\.(?:property|filter)\.description$/,
];

const SNOMED = 'http://snomed.info/sct';

/** A resource as lines `path = value`, without what is no fact, and without terms of SNOMED CT. */
export function flatFacts(resource: unknown): readonly string[] {
  const lines: string[] = [];
  const kind = (resource as { resourceType: string }).resourceType;
  const walk = (value: unknown, path: string, plain: string, inSnomed: boolean): void => {
    if (NO_FACT.some((pattern) => pattern.test(plain))) return;
    if (inSnomed && /\.(?:display|designation)$/.test(plain)) return;
    if (Array.isArray(value)) {
      value.forEach((item, index) => {
        walk(item, `${path}[${index}]`, plain, inSnomed);
      });
    } else if (typeof value === 'object' && value !== null) {
      const { system } = value as { system?: unknown };
      for (const [key, part] of Object.entries(value)) {
        walk(part, `${path}.${key}`, `${plain}.${key}`, system === undefined ? inSnomed : system === SNOMED);
      }
    } else {
      const text = inSnomed && typeof value === 'string' && plain.endsWith('.filter.value') ? stripTerms(value) : value;
      lines.push(`${path} = ${JSON.stringify(text)}`);
    }
  };
  walk(resource, kind, kind, false);
  return lines;
}

export interface Comparison {
  readonly facts: number;
  readonly differences: readonly string[];
}

type Canonical = Readonly<Record<string, unknown>>;

/** Holds two sets of resources against each other, fact by fact. */
export function compareFacts(expected: readonly Canonical[], actual: readonly Canonical[]): Comparison {
  const ours = new Map(actual.map((resource) => [keyOf(resource), resource]));
  const differences: string[] = [];
  let facts = 0;
  for (const resource of expected) {
    const key = keyOf(resource);
    const mine = new Set(ours.has(key) ? flatFacts(ours.get(key)) : []);
    ours.delete(key);
    for (const line of flatFacts(resource)) {
      facts += 1;
      if (!mine.delete(line)) differences.push(`${key}: missing ${line}`);
    }
    for (const line of mine) differences.push(`${key}: extra ${line}`);
  }
  for (const key of ours.keys()) differences.push(`${key}: extra resource`);
  return { facts, differences };
}

const keyOf = (resource: Canonical): string => `${String(resource['resourceType'])} ${String(resource['url'])}`;
