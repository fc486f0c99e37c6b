import { isNode } from '../shape.js';
import { items, Primitive, primitive } from './items.js';

/** The children named `name` of an object whose type is not known: choice types and primitives included. */
export function childrenNamed(object: unknown, name: string, into: unknown[]): void {
  if (object instanceof Primitive) {
    childrenNamed(object.element, name, into);
    return;
  }
  if (!isNode(object)) return;
  if (append(object, name, into)) return;
  for (const key in object) {
    const bare = key.startsWith('_') ? key.slice(1) : key;
    if (bare.length > name.length && bare.startsWith(name) && CHOICE_SUFFIXES.has(bare.slice(name.length))) {
      append(object, bare, into);
      return;
    }
  }
}

/** Adds what stands under a name, primitives with the ids and extensions beside them; false where nothing does. */
export function append(object: Readonly<Record<string, unknown>>, name: string, into: unknown[]): boolean {
  const value = Object.hasOwn(object, name) ? object[name] : undefined;
  const element = Object.hasOwn(object, '_' + name) ? object['_' + name] : undefined;
  if (value === undefined && element === undefined) return false;
  if (Array.isArray(value) || Array.isArray(element)) into.push(...items(value ?? [], element));
  else into.push(primitive(value, element));
  return true;
}

const CHOICE_SUFFIXES: ReadonlySet<string> = new Set(
  (
    'Base64Binary Boolean Canonical Code Date DateTime Decimal Id Instant Integer Markdown Oid PositiveInt String Time ' +
    'UnsignedInt Uri Url Uuid Address Age Annotation Attachment CodeableConcept Coding ContactPoint Count Distance Duration ' +
    'HumanName Identifier Money Period Quantity Range Ratio Reference SampledData Signature Timing ContactDetail Contributor ' +
    'DataRequirement Expression ParameterDefinition RelatedArtifact TriggerDefinition UsageContext Dosage Meta'
  ).split(' '),
);

export function childrenOf(object: unknown, into: unknown[]): void {
  const source = object instanceof Primitive ? object.element : object;
  if (!isNode(source)) return;
  for (const key in source) {
    if (key === 'resourceType') continue;
    if (key.startsWith('_')) {
      if (!(key.slice(1) in source)) append(source, key.slice(1), into);
    } else append(source, key, into);
  }
}

export function descend(object: unknown, into: unknown[]): void {
  const first = into.length;
  childrenOf(object, into);
  for (let at = first; at < into.length; at += 1) childrenOf(into[at], into);
}
