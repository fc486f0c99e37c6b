import type { StructureDefinition } from 'fhir/r4.js';
import { bindable } from '../compile-type.js';
import type { Shapes } from '../invariant/shapes.js';
import { valueOf } from '../value.js';
import type { RuleContext } from './rule.js';
import { list, text, trees, type Tree } from './tree.js';

/** Types of limits that stand for a time before or after now (R4 elementdefinition, minValue). */
const RELATIVE = new Set(['date', 'dateTime', 'instant']);

/** Where an element of a differential stands, and the types that its base gives it. */
export interface ElementSite {
  readonly element: Tree;
  readonly path: string;
  readonly at: string;
  /** Undefined where the path is not followed. */
  readonly types: readonly string[] | undefined;
  readonly shapes: Shapes;
}

/** Values, limits, bindings and profiles of an element are of its types (R4 elementdefinition.html). */
export function checkElement({ element, path, at, types, shapes }: ElementSite, context: RuleContext): void {
  const own = trees(element['type']).flatMap(({ code }) => text(code) ?? []);
  // ids and the url of an extension have a type of FHIRPath's own
  const allowed = own.length > 0 ? own : /\.(?:id|url)$/.test(path) && types?.[0] === 'string' ? undefined : types;
  const tell = (problem: string, place = at): void => {
    const params = { problem, element: (text(element['id']) ?? path).slice(0, 120) };
    context.report('structure-differential', 'error', place, params);
  };
  // eld-3, which stands at a primitive element, where base types ask for nothing else
  const max = element['max'];
  if (typeof max === 'string' && max !== '*' && !/^\d+$/.test(max)) tell('max-that-is-no-number');
  if (allowed !== undefined && !allowed.some((type) => type.includes('/') || type.includes('.'))) {
    const fits = (type: string): boolean =>
      allowed.some((one) => one === type || (!shapes.isPrimitive(type) && shapes.derives(one, type)));
    for (const prefix of ['fixed', 'pattern', 'minValue', 'maxValue'] as const) {
      const value = valueOf(element, prefix);
      if (value === undefined || fits(lower(value.type, shapes))) continue;
      const limit = prefix === 'minValue' || prefix === 'maxValue';
      if (limit && /^(?:Quantity|Duration)$/.test(value.type) && allowed.some((type) => RELATIVE.has(type))) continue;
      tell(`${prefix}-of-another-type`);
    }
    const lacks = (types: ReadonlySet<string>): boolean => !allowed.some((type) => types.has(type) || OPEN.has(type));
    if (element['binding'] !== undefined && lacks(BINDABLE)) tell('binding-on-a-type-without-codes');
    if (element['maxLength'] !== undefined && lacks(WITH_LENGTH)) tell('length-of-a-type-without-one');
    if (LIMITS.some((limit) => valueOf(element, limit) !== undefined) && lacks(WITH_RANGE))
      tell('limit-of-a-type-without-order');
  }
  const bound = trees([element['binding']]).flatMap(({ valueSet }) => text(valueSet) ?? [])[0];
  const set = bound === undefined ? undefined : context.definitions.resource(bound);
  if (set !== undefined && set.resourceType !== 'ValueSet') tell('binding-to-no-value-set', `${at}.binding`);
  list(element['type']).forEach((type, index) => {
    const [one] = trees([type]);
    const code = text(one?.['code']);
    const place = `${at}.type[${index}]`;
    for (const profile of list(one?.['profile'])) {
      const held = typeof profile === 'string' ? context.definitions.structure(profile) : undefined;
      if (held === undefined || code === undefined) continue;
      if (!shapes.derives(held.type, code)) tell('profile-of-another-type', place);
      else if (held.type === 'Extension' && isModifier(held) !== path.endsWith('.modifierExtension'))
        tell(isModifier(held) ? 'modifier-as-extension' : 'extension-as-modifier', place);
    }
    for (const target of list(one?.['targetProfile'])) {
      const held = typeof target === 'string' ? context.definitions.structure(target) : undefined;
      if (held !== undefined && code === 'Reference' && held.kind !== 'resource' && held.kind !== 'logical')
        tell('target-that-is-no-resource', place);
    }
  });
}

const isModifier = (extension: StructureDefinition): boolean => extension.snapshot?.element[0]?.isModifier === true;

const LIMITS = ['minValue', 'maxValue'] as const;
const NUMBERS = 'integer decimal instant date dateTime time positiveInt unsignedInt';
/** Types that have an order, and those that have a length in characters. */
const WITH_RANGE = new Set(
  `${NUMBERS} Quantity Age Count Distance Duration Money SimpleQuantity MoneyQuantity`.split(' '),
);
const WITH_LENGTH = new Set(`${NUMBERS} string uri url canonical code id markdown oid uuid`.split(' '));
const BINDABLE = { has: bindable } as ReadonlySet<string>;

/** Types that may turn out to be coded. */
const OPEN = new Set(['Element', 'BackboneElement', 'Resource', 'DomainResource', 'Extension', '*']);

/** `String`, as the name of a property ends, is the type `string`; `Quantity` is itself. */
function lower(type: string, shapes: Shapes): string {
  const primitive = type.charAt(0).toLowerCase() + type.slice(1);
  return shapes.isPrimitive(primitive) ? primitive : type;
}

/**
 * A constraint is of the kind and type of its base; a specialization is another type of the same kind, unless its base is abstract
 * (R4 structuredefinition, derivation).
 */
export function checkKind(resource: Tree, base: StructureDefinition, at: string, context: RuleContext): void {
  const derivation = text(resource['derivation']);
  if (derivation === undefined) {
    context.report('structure-derivation', 'error', at);
    return;
  }
  for (const name of ['kind', 'type'] as const) {
    const [own, held] = [text(resource[name]), base[name]];
    if (own === undefined) continue;
    const special = derivation === 'specialization';
    const fits = special ? (name === 'type' ? own !== held : base.abstract || own === held) : own === held;
    if (!fits)
      context.report('structure-base-mismatch', 'error', at, {
        property: name,
        found: own.slice(0, 64),
        expected: special && name === 'type' ? `not ${held}` : held,
      });
  }
}

/** The URL that an extension fixes is that of its definition (R4 defining-extensions.html). */
export function checkExtensionUrl(resource: Tree, base: StructureDefinition, at: string, context: RuleContext): void {
  const url = text(resource['url']);
  if (resource['type'] !== 'Extension' || url === undefined) return;
  const differential = trees([resource['differential']]).flatMap((one) => list(one['element']));
  const index = differential.findIndex((one) => trees([one]).some(({ path }) => path === 'Extension.url'));
  const whole = trees([resource['snapshot']]).flatMap((one) => trees(one['element']));
  const own = text(
    (index < 0 ? whole.find(({ path }) => path === 'Extension.url') : trees([differential[index]])[0])?.['fixedUri'],
  );
  const fixed = own ?? base.snapshot?.element.find(({ path }) => path === 'Extension.url')?.fixedUri;
  const inherited = base.snapshot?.element.find(({ path }) => path === 'Extension.url')?.fixedUri;
  const direct = base.url === 'http://hl7.org/fhir/StructureDefinition/Extension';
  if ((fixed === url || (fixed === undefined && !direct)) && (inherited === undefined || inherited === fixed)) return;
  context.report('structure-extension-url', 'error', index < 0 ? at : `${at}.differential.element[${index}]`, {
    url,
  });
}
