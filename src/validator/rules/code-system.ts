import type { ResourceRule, RuleContext } from './rule.js';
import { isTree, list, text, trees, type Tree } from './tree.js';

const PROPERTIES = 'http://hl7.org/fhir/concept-properties#';

/** Types of the properties defined by FHIR (R4 codesystem-concept-properties, and those later versions added). */
const STANDARD: Readonly<Record<string, string>> = {
  inactive: 'boolean',
  deprecated: 'dateTime',
  deprecationDate: 'dateTime',
  retirementDate: 'dateTime',
  effectiveDate: 'dateTime',
  notSelectable: 'boolean',
  parent: 'code',
  child: 'code',
  partOf: 'code',
  synonym: 'code',
  status: 'code',
  comment: 'string',
  itemWeight: 'decimal',
};

/** Properties whose values are codes of the same system. */
const RELATIONS = new Set(['parent', 'child', 'partOf', 'synonym'].map((name) => PROPERTIES + name));

/** Rules of CodeSystem beside its invariants (R4 codesystem.html): what content says, codes once each, properties as defined. */
export const codeSystem: ResourceRule = (resource, at, context) => {
  if (resource['resourceType'] !== 'CodeSystem') return;
  const content = text(resource['content']);
  const concepts = conceptsOf(resource, at);
  checkContent(resource, content, concepts, at, context);
  checkProperties(resource, at, context);
  checkConcepts(resource, concepts, content, context);
  checkValueSet(resource, at, context);
};

/** The value set of a code system holds all its codes and no others (R4 CodeSystem.valueSet), where it is held. */
function checkValueSet(resource: Tree, at: string, context: RuleContext): void {
  const canonical = text(resource['valueSet']);
  const held = canonical === undefined ? undefined : context.definitions.valueSet(canonical);
  if (canonical === undefined || held === undefined) return;
  const [include, ...others] = held.compose?.include ?? [];
  const whole =
    include !== undefined &&
    others.length === 0 &&
    include.system === resource['url'] &&
    include.concept === undefined &&
    include.filter === undefined &&
    include.valueSet === undefined;
  if (!whole) context.report('code-system-value-set', 'error', at, { valueSet: canonical });
}

interface Placed {
  readonly concept: Tree;
  readonly at: string;
}

function conceptsOf(resource: Tree, at: string): readonly Placed[] {
  const found: Placed[] = [];
  const walk = (holder: Tree, path: string, depth: number): void => {
    if (depth > 100) return;
    list(holder['concept']).forEach((concept, index) => {
      if (!isTree(concept)) return;
      const place = `${path}.concept[${index}]`;
      found.push({ concept, at: place });
      walk(concept, place, depth + 1);
    });
  };
  walk(resource, at, 0);
  return found;
}

function checkContent(
  resource: Tree,
  content: string | undefined,
  concepts: readonly Placed[],
  at: string,
  context: RuleContext,
): void {
  const [first] = concepts;
  const { supplements, count } = resource;
  if (content === 'not-present' && first !== undefined)
    context.report('code-system-content', 'error', first.at, { content });
  if (typeof supplements === 'string' && content !== undefined && content !== 'supplement') {
    context.report('code-system-supplement', 'error', `${at}.content`, { content });
  }
  if (supplements !== undefined && resource['caseSensitive'] !== undefined)
    context.report('code-system-supplement-element', 'error', `${at}.caseSensitive`);
  if (content === 'supplement' && supplements === undefined)
    context.report('code-system-supplement', 'error', at, { content });
  if (content === 'complete' && first === undefined) context.report('code-system-empty', 'warning', at);
  if (content === 'complete' && typeof count === 'number' && count !== concepts.length) {
    context.report('code-system-count', 'error', `${at}.count`, { stated: count, found: concepts.length });
  }
}

function checkProperties(resource: Tree, at: string, context: RuleContext): void {
  const codes = new Set<string>();
  const uris = new Set<string>();
  list(resource['property']).forEach((property, index) => {
    if (!isTree(property)) return;
    const place = `${at}.property[${index}]`;
    const code = text(property['code']);
    const uri = text(property['uri']);
    const type = text(property['type']) ?? '';
    if (code !== undefined && codes.has(code))
      context.report('code-system-property-duplicate', 'error', place, { code });
    else if (uri !== undefined && uris.has(uri))
      context.report('code-system-property-duplicate', 'error', place, { uri });
    if (code !== undefined) codes.add(code);
    if (uri !== undefined) uris.add(uri);
    const standard = uri?.startsWith(PROPERTIES) === true ? uri.slice(PROPERTIES.length) : undefined;
    const expected = standard === undefined ? undefined : STANDARD[standard];
    if (uri !== undefined && !isDefined(uri, standard, text(resource['url']), context))
      context.report('code-system-property-uri', 'error', place, { uri: uri.slice(0, 200) });
    if (expected !== undefined && type !== '' && expected !== type) {
      context.report('code-system-property-type', 'error', place, { type, expected });
    }
    if (standard !== undefined && code !== undefined && code !== standard && STANDARD[code] !== undefined) {
      context.report('code-system-property-code', 'error', place, { code, expected: standard });
    }
  });
}

/** Properties of later versions that have no type here. */
const LATER = new Set(['alternateCode', 'order', 'definition']);

/** A property is identified by an absolute URI; under hl7.org/fhir that is one FHIR defines, or one of the code system's own. */
function isDefined(uri: string, standard: string | undefined, url: string | undefined, context: RuleContext): boolean {
  if (!/^[A-Za-z][A-Za-z0-9+.-]*:/.test(uri)) return false;
  const own = url !== undefined && (uri.startsWith(url) || /^http:\/\/hl7\.org\/fhir\/[^/]*$/.test(url));
  if (own || !uri.includes('://hl7.org/fhir')) return true;
  if (standard !== undefined) return STANDARD[standard] !== undefined || LATER.has(standard);
  const [system = '', code] = uri.split('#', 2);
  return code !== undefined && context.terminology.lookup(system, code).result === 'known';
}

function checkConcepts(
  resource: Tree,
  concepts: readonly Placed[],
  content: string | undefined,
  context: RuleContext,
): void {
  const properties = new Map<unknown, Tree>();
  for (const property of trees(resource['property']))
    if (!properties.has(property['code'])) properties.set(property['code'], property);
  const codes = new Set<string>();
  for (const { concept, at } of concepts) {
    const code = text(concept['code']);
    if (code !== undefined && codes.has(code)) context.report('code-system-code-duplicate', 'error', at, { code });
    if (code !== undefined) codes.add(code);
    if (code !== undefined && content === 'supplement')
      checkSupplemented(text(resource['supplements']), code, at, context);
  }
  for (const { concept, at } of concepts) {
    list(concept['property']).forEach((property, index) => {
      if (isTree(property))
        checkValue(
          property,
          properties,
          content === 'complete' ? codes : undefined,
          `${at}.property[${index}]`,
          context,
        );
    });
  }
}

function checkSupplemented(base: string | undefined, code: string, at: string, context: RuleContext): void {
  if (base === undefined) return;
  if (context.terminology.lookup(base, code).result === 'unknown')
    context.report('code-system-supplement-code', 'error', at, { code, system: base });
}

function checkValue(
  property: Tree,
  properties: ReadonlyMap<unknown, Tree>,
  codes: ReadonlySet<string> | undefined,
  at: string,
  context: RuleContext,
): void {
  const code = text(property['code']);
  if (code === undefined) return;
  const defined = properties.get(code);
  if (defined === undefined) {
    if (STANDARD[code] === undefined) context.report('code-system-property-unknown', 'warning', at, { code });
    return;
  }
  const type = text(defined['type']);
  const found = Object.keys(property).find((key) => key.startsWith('value'));
  if (found === undefined || type === undefined) return;
  const given = found.slice('value'.length);
  if (given.toLowerCase() !== type.toLowerCase()) {
    context.report('code-system-value-type', 'error', at, {
      code,
      expected: type,
      found: given.charAt(0).toLowerCase() + given.slice(1),
    });
  } else if (
    RELATIONS.has(text(defined['uri']) ?? '') &&
    typeof property[found] === 'string' &&
    codes?.has(property[found]) === false
  ) {
    context.report('code-system-value-code', 'error', at, { code, value: property[found] });
  }
}
