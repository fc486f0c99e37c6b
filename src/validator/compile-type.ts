import type { StructureDefinition } from 'fhir/r4.js';
import { bindingOf, type Binding } from './binding.js';
import { constraintsOf } from './constraint.js';
import { capital, typeCodes, type ElementNode } from './element-tree.js';
import { PRIMITIVES } from './primitive.js';
import type { Schemas } from './schemas.js';
import { Recall } from './recall.js';
import {
  COMPLEX,
  CONTAINED,
  FORMAT,
  HELD,
  LOOKED_UP,
  META,
  NARRATIVE,
  NO_PART,
  OBJECT,
  OBJECTS,
  OTHER,
  POINTER,
  PRIMITIVE,
  RESOURCE,
  SIBLING,
  TEXT,
  TEXTS,
  TOKEN,
  type Kind,
  type Part,
  type Prop,
  type Take,
  type TypeSchema,
} from './type-schema.js';

const BACKBONES = new Set(['BackboneElement', 'Element']);

/** Number of times an element may occur. */
export const maxOf = (max: string | undefined): number =>
  max === undefined || max === '*' ? Infinity : Number.parseInt(max, 10);

/** More than any list holds, in the form of whole numbers that engines are quick with. */
const MANY = 2 ** 30 - 1;

/** Bits below are for required elements, of which no type has as many. */
const LEAST_FACT = 2 ** 20;
const LAST_FACT = 2 ** 29;

/** Fills a schema from the element its type or backbone is defined by. */
export function fillSchema(
  schema: TypeSchema,
  node: ElementNode,
  definition: StructureDefinition,
  schemas: Schemas,
): void {
  schema.ready = true;
  const props = new Map<string, Prop>();
  const required: Prop[] = [];
  let nextRequired = 1;
  let nextChoice = 1;
  const known = new Set<string>();
  const constraints = constraintsOf(node.def.constraint, schema.name, definition.url, schemas.bestPractice, known);
  const facts = new Map<string, number>();
  let nextFact = LAST_FACT;
  for (const child of node.children) {
    // the value of a primitive stands beside what extends it, never within (R4 json.html#primitive)
    if (definition.kind === 'primitive-type' && child.name === 'value') continue;
    const min = child.def.min ?? 0;
    const isAsked = (name: string): boolean =>
      min === 0 &&
      nextFact > LEAST_FACT &&
      constraints.some(({ needs, metBy }) => needs === name || metBy.includes(name));
    const factOf = (needed: string): number => {
      if (!isAsked(needed)) return 0;
      const fact = nextFact;
      facts.set(needed, fact);
      nextFact /= 2;
      return fact;
    };
    const bit = min > 0 ? nextRequired : factOf(child.name);
    const pointing = factOf(`#${child.name}`);
    const choice = child.choice ? nextChoice : 0;
    if (min > 0) nextRequired *= 2;
    if (child.choice) nextChoice *= 2;
    const made = propsOf({ child, required: bit, pointing, choice, host: schema, definition, schemas });
    for (const prop of made) props.set(prop.key, prop);
    const first = made[0];
    if (min > 0 && first !== undefined) required.push(first);
  }
  schema.props = props;
  schema.required = required;
  schema.requiredMask = nextRequired - 1;
  for (const constraint of constraints) {
    constraint.fact = facts.get(constraint.needs ?? '') ?? 0;
    constraint.enough = constraint.metBy.reduce((bits, name) => bits | (facts.get(name) ?? 0), 0);
  }
  schema.constraints = constraints;
  schema.facts = constraints.reduce((all, { fact }) => (fact === 0 ? -1 : all | fact), 0);
}

/** What the properties of one element share. */
interface Shared {
  readonly child: ElementNode;
  readonly required: number;
  readonly pointing: number;
  readonly choice: number;
  readonly host: TypeSchema;
  readonly definition: StructureDefinition;
  readonly schemas: Schemas;
}

function propsOf(shared: Shared): Prop[] {
  const { child, host, definition, schemas } = shared;
  const { def } = child;
  const reference = def.contentReference;
  if (reference !== undefined) {
    const target = schemas.backbone(definition, reference.slice(reference.indexOf('#') + 1));
    return target === undefined ? [] : [prop(shared, child.name, target.name, COMPLEX, target)];
  }
  const made: Prop[] = [];
  for (const [index, code] of typeCodes(def).entries()) {
    const type = host.isResource && child.name === 'id' ? 'id' : code;
    const key = child.choice ? child.name + capital(type) : child.name;
    const profiles = def.type?.[index]?.profile ?? [];
    const targets = (def.type?.[index]?.targetProfile ?? []).map((url) => url.slice(url.lastIndexOf('/') + 1));
    const own = (kind: Kind, target: TypeSchema, name = key): Prop =>
      prop(shared, name, type, kind, target, profiles, targets);
    if (PRIMITIVES.has(type)) {
      const primitive = schemas.type(type);
      made.push(own(PRIMITIVE, primitive), own(SIBLING, primitive, `_${key}`));
    } else if (BACKBONES.has(type) && child.children.length > 0) {
      made.push(own(COMPLEX, schemas.backboneOf(definition, child)));
    } else if (schemas.definitions.isResource(type) || type === 'Resource' || type === 'DomainResource') {
      made.push(own(RESOURCE, schemas.type(type)));
    } else {
      made.push(own(COMPLEX, schemas.type(type)));
    }
  }
  return made;
}

function prop(
  { child, required, pointing, choice, host, definition, schemas }: Shared,
  key: string,
  type: string,
  kind: Kind,
  schema: TypeSchema,
  profiles: readonly string[] = [],
  targets: readonly string[] = [],
): Prop {
  const { def } = child;
  const max = maxOf(def.max);
  const array = def.base?.max !== undefined ? def.base.max !== '1' && def.base.max !== '0' : max > 1;
  const binding = bindable(type) ? bindingOf(def, definition.url) : undefined;
  const isId = child.name === 'id' && type !== 'id';
  const usual =
    kind === PRIMITIVE && (isId || !schemas.plainText) ? OTHER : takeOf(kind, array, type, child.name, binding);
  const take =
    usual === TEXT && pointing !== 0 ? POINTER : usual === TOKEN && isLookedUp(host.name, key) ? LOOKED_UP : usual;
  const judged = kind !== SIBLING && !BACKBONES.has(type) && def.contentReference === undefined;
  const constraints = judged ? constraintsOf(def.constraint, type, definition.url, schemas.bestPractice) : [];
  const part = host.isResource ? (PARTS.get(key) ?? NO_PART) : NO_PART;
  // what every value needs comes first, to lie together in memory
  return {
    take,
    next: undefined,
    nextKey: '',
    other: undefined,
    otherKey: '',
    isMarked: key === 'id' || required !== 0 || choice !== 0 || part !== NO_PART,
    required,
    pointing,
    choice,
    part,
    sound: take === TOKEN ? new Recall(MEMORY, 32) : undefined,
    check: kind === PRIMITIVE ? PRIMITIVES.get(type) : undefined,
    schema,
    min: def.min ?? 0,
    max: Math.min(max, MANY),
    asksMore: binding !== undefined || profiles.length > 0 || constraints.length > 0,
    array,
    segment: child.choice ? `${child.name}.ofType(${type})` : child.name,
    key,
    host,
    name: child.name,
    kind,
    type,
    binding,
    constraints,
    profiles,
    isPlainEnough: profiles.every((url) => url === SIMPLE_QUANTITY),
    // profiles that a resource declares are looked up once, where they are chosen
    targets: targets.includes('Resource') || host.name === 'Meta' ? [] : targets,
  };
}

const PARTS: ReadonlyMap<string, Part> = new Map([
  ['meta', META],
  ['text', NARRATIVE],
  ['contained', CONTAINED],
]);

/** Asks for nothing but that there is no comparator (R4 datatypes.html#SimpleQuantity). */
const SIMPLE_QUANTITY = 'http://hl7.org/fhir/StructureDefinition/SimpleQuantity';

/** Values of one property that are remembered. */
const MEMORY = 2000;
const WORDS = new Set(['string', 'markdown', 'xhtml']);

function takeOf(kind: Kind, array: boolean, type: string, name: string, binding: Binding | undefined): Take {
  if (kind === COMPLEX) return array ? OBJECTS : OBJECT;
  if (kind === RESOURCE && !array) return HELD;
  if (kind !== PRIMITIVE || type === 'canonical') return OTHER;
  if (array) return WORDS.has(type) && binding === undefined ? TEXTS : OTHER;
  if (comesBack(type, name) || binding !== undefined) return TOKEN;
  return WORDS.has(type) ? TEXT : FORMAT;
}

/** By the rules of these types (see `data-types.ts`). */
const isLookedUp = (type: string, key: string): boolean =>
  type === 'Extension' ? key === 'url' : key === 'system' && (type === 'Coding' || type === 'Identifier');

/** Codes and the URIs of systems and extensions are few, and met again and again. */
const comesBack = (type: string, name: string): boolean =>
  type === 'code' || (type === 'uri' && (name === 'system' || name === 'url'));

const BINDABLE = new Set([
  'code',
  'uri',
  'string',
  'url',
  'canonical',
  'Coding',
  'CodeableConcept',
  'Quantity',
  'Age',
  'Count',
  'Duration',
  'Distance',
]);
export const bindable = (type: string): boolean => BINDABLE.has(type);

/** Every element of a definition by its path, for content references. */
export function findNode(node: ElementNode, path: string): ElementNode | undefined {
  if (node.def.id === path || (node.slice === undefined && node.def.path === path)) return node;
  for (const child of node.children) {
    if (!path.startsWith(child.def.path) && !path.includes(':')) continue;
    for (const candidate of [child, ...child.slices]) {
      const found = findNode(candidate, path);
      if (found !== undefined) return found;
    }
  }
  return undefined;
}
