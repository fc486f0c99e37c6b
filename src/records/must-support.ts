import type { MustSupportFact } from '../model/index.js';
import type { RecordInput } from './input.js';
import type { Node } from './node.js';
import { isNode } from './node.js';
import type { SampledType } from './sample.js';

const ABSENT = 'http://hl7.org/fhir/StructureDefinition/data-absent-reason';

/** A value, or an extension that says more than why there is none. */
function hasContent(value: unknown): boolean {
  if (Array.isArray(value)) return value.some(hasContent);
  if (!isNode(value)) return value !== undefined && value !== null && value !== '';
  return Object.entries(value).some(([name, inner]) => {
    if (name === 'id') return false;
    if (name !== 'extension') return hasContent(inner);
    return Array.isArray(inner) && inner.some((extension) => isNode(extension) && extension['url'] !== ABSENT);
  });
}

const itemsOf = (value: unknown): readonly unknown[] =>
  value === undefined ? [] : Array.isArray(value) ? value : [value];

/** The properties that stand for an element: itself with its extensions, or any type of a choice. */
function propertiesOf(node: Node, element: string): readonly string[] {
  if (!element.endsWith('[x]')) return [element, `_${element}`];
  const stem = element.slice(0, -3);
  const isChoice = new RegExp(`^_?${stem}[A-Z]`);
  return Object.keys(node).filter((name) => isChoice.test(name));
}

function isPresent(node: Node, path: readonly string[]): boolean {
  const [element, ...rest] = path;
  if (element === undefined) return hasContent(node);
  const values = propertiesOf(node, element).flatMap((name) => itemsOf(node[name]));
  if (rest.length === 0) return values.some(hasContent);
  return values.some((value) => isNode(value) && isPresent(value, rest));
}

/** Paths of must-support elements in a profile's snapshot, outside slices and extensions. */
function mustSupportPaths(profile: string, { definitions }: RecordInput): readonly string[] {
  const elements = definitions.structure(profile)?.snapshot?.element ?? [];
  return elements
    .filter(({ id, path, mustSupport }) => {
      const isOwn = id?.includes(':') !== true && path.includes('.') && !/\.(?:modifierE|e)xtension(?:\.|$)/.test(path);
      return mustSupport === true && isOwn;
    })
    .map(({ path }) => path);
}

/** Counts, by type, the records that carry each must-support element of the type's UK Core profile. */
export function deriveMustSupport(types: readonly SampledType[], input: RecordInput): MustSupportFact {
  return {
    types: types.flatMap(({ type, records }) => {
      const profile = input.definitions.ukCoreProfile(type);
      if (profile === undefined || records.length === 0) return [];
      const elements = mustSupportPaths(profile, input).map((path) => {
        const steps = path.split('.').slice(1);
        return { path, present: records.filter(({ resource }) => isPresent(resource, steps)).length };
      });
      return [{ type, profile, n: records.length, elements }];
    }),
  };
}
