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

/** Values, bindings and profiles of an element are of its types (R4 elementdefinition.html). */
export function checkElement({ element, path, at, types, shapes }: ElementSite, context: RuleContext): void {
  const own = trees(element['type']).flatMap(({ code }) => text(code) ?? []);
  // ids and the url of an extension have a type of FHIRPath's own
  const allowed = own.length > 0 ? own : /\.(?:id|url)$/.test(path) && types?.[0] === 'string' ? undefined : types;
  const tell = (problem: string, place = at): void => {
    const params = { problem, element: (text(element['id']) ?? path).slice(0, 120) };
    context.report('structure-differential', 'error', place, params);
  };
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
    if (element['binding'] !== undefined && !allowed.some((type) => bindable(type) || OPEN.has(type)))
      tell('binding-on-a-type-without-codes');
  }
  list(element['type']).forEach((type, index) => {
    const [one] = trees([type]);
    for (const profile of list(one?.['profile'])) {
      const held = typeof profile === 'string' ? context.definitions.structure(profile) : undefined;
      const code = text(one?.['code']);
      if (held === undefined || code === undefined || shapes.derives(held.type, code)) continue;
      tell('profile-of-another-type', `${at}.type[${index}]`);
    }
  });
}

/** Types that may turn out to be coded. */
const OPEN = new Set(['Element', 'BackboneElement', 'Resource', 'DomainResource', 'Extension', '*']);

/** `String`, as the name of a property ends, is the type `string`; `Quantity` is itself. */
function lower(type: string, shapes: Shapes): string {
  const primitive = type.charAt(0).toLowerCase() + type.slice(1);
  return shapes.isPrimitive(primitive) ? primitive : type;
}

/** A profile is of the kind and type of what it constrains (R4 structuredefinition, derivation). */
export function checkKind(resource: Tree, base: StructureDefinition, at: string, context: RuleContext): void {
  for (const name of ['kind', 'type'] as const) {
    const [own, held] = [text(resource[name]), base[name]];
    if (own !== undefined && own !== held)
      context.report('structure-base-mismatch', 'error', at, {
        property: name,
        found: own.slice(0, 64),
        expected: held,
      });
  }
}

/** The URL that an extension fixes is that of its definition (R4 defining-extensions.html). */
export function checkExtensionUrl(resource: Tree, base: StructureDefinition, at: string, context: RuleContext): void {
  const url = text(resource['url']);
  if (resource['type'] !== 'Extension' || url === undefined) return;
  const differential = trees([resource['differential']]).flatMap((one) => list(one['element']));
  const index = differential.findIndex((one) => trees([one]).some(({ path }) => path === 'Extension.url'));
  const own = index < 0 ? undefined : text(trees([differential[index]])[0]?.['fixedUri']);
  const fixed = own ?? base.snapshot?.element.find(({ path }) => path === 'Extension.url')?.fixedUri;
  const inherited = base.snapshot?.element.find(({ path }) => path === 'Extension.url')?.fixedUri;
  if ((fixed === undefined || fixed === url) && (inherited === undefined || inherited === fixed)) return;
  context.report('structure-extension-url', 'error', index < 0 ? at : `${at}.differential.element[${index}]`, {
    url,
  });
}
