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

/** Rules of CodeSystem beside its invariants (R4 codesystem.html): what content says, codes once each, properties as defined. */
export const codeSystem: ResourceRule = (resource, at, context) => {
  if (resource['resourceType'] !== 'CodeSystem') return;
  const content = text(resource['content']);
  const concepts = conceptsOf(resource, at);
  checkContent(resource, content, concepts, at, context);
  checkProperties(resource, at, context);
  checkConcepts(resource, concepts, content, context);
};

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
  if (content === 'supplement' && supplements === undefined)
    context.report('code-system-supplement', 'error', at, { content });
  if (content === 'complete' && first === undefined) context.report('code-system-empty', 'warning', at);
  if (content === 'complete' && typeof count === 'number' && first !== undefined && count !== concepts.length) {
    context.report('code-system-count', 'warning', `${at}.count`, { stated: count, found: concepts.length });
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
    if (expected !== undefined && type !== '' && expected !== type) {
      context.report('code-system-property-type', 'error', place, { type, expected });
    }
    if (standard !== undefined && code !== undefined && code !== standard && STANDARD[code] !== undefined) {
      context.report('code-system-property-code', 'error', place, { code, expected: standard });
    }
  });
}

function checkConcepts(
  resource: Tree,
  concepts: readonly Placed[],
  content: string | undefined,
  context: RuleContext,
): void {
  const properties = new Map(trees(resource['property']).map((property) => [property['code'], text(property['type'])]));
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
  properties: ReadonlyMap<unknown, string | undefined>,
  codes: ReadonlySet<string> | undefined,
  at: string,
  context: RuleContext,
): void {
  const code = text(property['code']);
  if (code === undefined) return;
  const type = properties.get(code);
  if (!properties.has(code)) {
    if (STANDARD[code] === undefined) context.report('code-system-property-unknown', 'warning', at, { code });
    return;
  }
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
    (code === 'parent' || code === 'child') &&
    typeof property[found] === 'string' &&
    codes?.has(property[found]) === false
  ) {
    context.report('code-system-value-code', 'error', at, { code, value: property[found] });
  }
}
