import type { ElementDefinition, StructureDefinition } from 'fhir/r4.js';
import { findNode, maxOf } from './compile-type.js';
import { bindingOf, type Binding } from './binding.js';
import { constraintsOf, type Constraint } from './constraint.js';
import { capital, typeCodes, type ElementNode } from './element-tree.js';
import { limitsBeyond, same, targetBeyond, typeProfiles } from './demands.js';
import { indexRules } from './rule-index.js';
import { languageControl } from './narrative-language.js';
import type { ChoiceKey, Item, Profile, Rule } from './profile.js';
import type { Schemas } from './schemas.js';
import { compileSlicing } from './compile-slicing.js';
import { valueOf } from './value.js';

/** What a profile's elements are compared with, and whose name findings carry. */
export interface ProfileScope {
  readonly definition: StructureDefinition;
  readonly url: string;
  readonly schemas: Schemas;
  /** Faults of the profile itself, found while compiling. */
  readonly faults: string[];
}

/** Compiles what a profile asks beyond its base type. Never throws: a faulty profile says so in `fault`. */
export function compileProfile(definition: StructureDefinition, schemas: Schemas, element?: string): Profile {
  const whole = schemas.tree(definition);
  const tree = whole === undefined || element === undefined ? whole : findNode(whole, element);
  const faults: string[] = [];
  const scope: ProfileScope = { definition, url: definition.url, schemas, faults };
  const base = schemas.definitions.base(definition.type);
  const baseWhole = base === undefined ? undefined : schemas.tree(base);
  const baseTree =
    baseWhole === undefined || element === undefined || tree === undefined
      ? baseWhole
      : findNode(baseWhole, tree.def.path);
  let root: Item | undefined;
  if (tree === undefined) faults.push(element === undefined ? 'it has no snapshot' : `it has no element ${element}`);
  else if (definition.derivation === 'constraint' || base?.url !== definition.url) {
    try {
      root = compileItem(tree, baseTree, scope);
    } catch (error) {
      faults.push(error instanceof Error ? error.message : 'it cannot be read');
    }
  }
  const bases = basesOf(definition, schemas);
  return {
    url: definition.url,
    version: definition.version,
    type: definition.type,
    root: root ?? { ...EMPTY, element: definition.type, profile: definition.url },
    bases: new Set(bases.map(({ url }) => url)),
    imposed: [definition, ...bases].flatMap(imposedBy),
    fault: faults.length === 0 ? undefined : faults.join('; '),
  };
}

const IMPOSE = 'http://hl7.org/fhir/StructureDefinition/structuredefinition-imposeProfile';

const imposedBy = ({ extension = [] }: StructureDefinition): string[] =>
  extension.flatMap(({ url, valueCanonical }) => (url === IMPOSE ? (valueCanonical ?? []) : []));

function basesOf(definition: StructureDefinition, { definitions }: Schemas): readonly StructureDefinition[] {
  const bases = new Set<StructureDefinition>();
  let at = definition.baseDefinition;
  while (at !== undefined) {
    const base = definitions.structure(at);
    if (base === undefined || bases.has(base)) break;
    bases.add(base);
    at = base.baseDefinition;
  }
  return [...bases];
}

const EMPTY = {
  holdsResources: true,
  types: undefined,
  fixed: undefined,
  pattern: undefined,
  binding: undefined,
  typeProfiles: undefined,
  target: undefined,
  languages: undefined,
  constraints: [],
  limits: undefined,
  children: undefined,
} as const;

export const elementName = (node: ElementNode): string => node.def.id ?? node.def.path;

/** Demands on one value, as far as they go beyond `base`. */
export function compileItem(node: ElementNode, base: ElementNode | undefined, scope: ProfileScope): Item {
  const { schemas } = scope;
  const types = typeCodes(node.def);
  const baseTypes = base === undefined ? [] : typeCodes(base.def);
  const narrowed = types.length > 0 && baseTypes.some((type) => !types.includes(type));
  const fixed = valueOf(node.def, 'fixed');
  const pattern = valueOf(node.def, 'pattern');
  const children: Rule[] = [];
  for (const child of node.children) {
    const rule = compileRule(child, base, scope);
    if (rule !== undefined) children.push(rule);
  }
  return {
    element: elementName(node),
    profile: scope.url,
    holdsResources: holdsResources(types, schemas),
    types: narrowed ? new Set(types) : undefined,
    fixed: fixed === undefined || same(fixed, base && valueOf(base.def, 'fixed')) ? undefined : fixed.value,
    pattern: pattern === undefined || same(pattern, base && valueOf(base.def, 'pattern')) ? undefined : pattern.value,
    binding: bindingBeyond(node.def, base?.def, scope),
    typeProfiles: typeProfiles(node, base, schemas),
    target: targetBeyond(node.def, base?.def),
    languages: languageControl(node.def),
    constraints: constraintsBeyond(node, base, scope),
    limits: limitsBeyond(node.def, base?.def),
    children: children.length === 0 ? undefined : indexRules(children),
  };
}

export function isVacant(item: Item): boolean {
  return (
    item.types === undefined &&
    item.fixed === undefined &&
    item.pattern === undefined &&
    item.binding === undefined &&
    item.typeProfiles === undefined &&
    item.target === undefined &&
    item.languages === undefined &&
    item.constraints.length === 0 &&
    item.limits === undefined &&
    item.children === undefined
  );
}

function bindingBeyond(
  def: ElementDefinition,
  base: ElementDefinition | undefined,
  scope: ProfileScope,
): Binding | undefined {
  if (def.binding === undefined) return undefined;
  if (base?.binding !== undefined && same(def.binding, base.binding)) return undefined;
  return bindingOf(def, scope.url, scope.definition);
}

function constraintsBeyond(
  node: ElementNode,
  base: ElementNode | undefined,
  { url, schemas }: ProfileScope,
): Constraint[] {
  const known = new Set((base?.def.constraint ?? []).map(({ key }) => key));
  if (node.def.constraint === undefined || node.def.constraint.every(({ key }) => known.has(key))) return [];
  const [type = ''] = typeCodes(node.def);
  for (const code of typeCodes(node.def)) {
    for (const { key } of schemas.definitions.base(code)?.snapshot?.element[0]?.constraint ?? []) known.add(key);
  }
  const stands = type === '' || type === 'BackboneElement' || type === 'Element' ? node.def.path : type;
  return constraintsOf(node.def.constraint, stands, url, schemas.bestPractice, known);
}

/** The element a profile's child constrains: of the same tree, of its type, or what a content reference names. */
export function baseChild(base: ElementNode | undefined, name: string, schemas: Schemas): ElementNode | undefined {
  if (base === undefined) return undefined;
  const own = base.children.find((child) => child.name === name);
  if (own !== undefined) return own;
  const reference = base.def.contentReference;
  if (reference !== undefined) {
    const path = reference.slice(reference.indexOf('#') + 1);
    const definition = schemas.definitions.base(path.split('.')[0] ?? '');
    const tree = definition === undefined ? undefined : schemas.tree(definition);
    return tree === undefined ? undefined : findNode(tree, path)?.children.find((child) => child.name === name);
  }
  for (const type of typeCodes(base.def)) {
    const definition = schemas.definitions.base(type);
    const tree = definition === undefined ? undefined : schemas.tree(definition);
    const found = tree?.children.find((child) => child.name === name);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** `valueQuantity` as a name for `value[x]` when it is a Quantity. */
function choiceOf(base: ElementNode | undefined, name: string): { node: ElementNode; type: string } | undefined {
  for (const child of base?.children ?? []) {
    if (!child.choice || !name.startsWith(child.name)) continue;
    const type = typeCodes(child.def).find((code) => child.name + capital(code) === name);
    if (type !== undefined) return { node: child, type };
  }
  return undefined;
}

function compileRule(child: ElementNode, base: ElementNode | undefined, scope: ProfileScope): Rule | undefined {
  const { schemas } = scope;
  let held = baseChild(base, child.name, schemas);
  let only: string | undefined;
  if (held === undefined) {
    const choice = choiceOf(base, child.name);
    held = choice?.node;
    only = choice?.type;
  }
  const types = typeCodes(child.def);
  const choice = child.choice || only !== undefined;
  const min = child.def.min ?? 0;
  const max = maxOf(child.def.max);
  const own = compileItem(child, held, scope);
  const item = isVacant(own) ? undefined : own;
  const slicing = compileSlicing(child, scope);
  const beyondMin = min > (held?.def.min ?? 0) ? min : 0;
  const beyondMax = max < maxOf(held?.def.max) ? max : Infinity;
  if (beyondMin === 0 && beyondMax === Infinity && item === undefined && slicing === undefined) return undefined;
  const name = held !== undefined && only !== undefined ? held.name : child.name;
  const arrayMax = held?.def.base?.max ?? child.def.base?.max ?? child.def.max;
  return {
    name,
    segment: name,
    array: arrayMax !== '1' && arrayMax !== '0',
    element: elementName(child),
    profile: scope.url,
    type: types[0] ?? '',
    holdsResources: holdsResources(types, schemas),
    sibling: `_${name}`,
    keys: choice
      ? choiceKeys(name, only === undefined ? (held === undefined ? types : typeCodes(held.def)) : [only])
      : undefined,
    min: beyondMin,
    max: beyondMax,
    item,
    slicing,
  };
}

const ABSTRACT = new Set(['Resource', 'DomainResource']);

const holdsResources = (types: readonly string[], { definitions }: Schemas): boolean =>
  types.length === 0 || types.some((type) => ABSTRACT.has(type) || definitions.isResource(type));

function choiceKeys(name: string, types: readonly string[]): ChoiceKey[] {
  return types.map((type) => {
    const key = name + capital(type);
    return { segment: `${name}.ofType(${type})`, array: false, type, key, sibling: `_${key}` };
  });
}
