import type { CodeSystem } from 'fhir/r4.js';
import { EclError, parseEcl } from '../../terminology/snomed/ecl/index.js';
import { isConceptId } from '../../terminology/snomed/sctid.js';
import type { ResourceRule, RuleContext } from './rule.js';
import { isTree, list, text, type Tree } from './tree.js';

const ABSOLUTE = /^[A-Za-z][A-Za-z0-9+.-]*:/;
const SNOMED = 'http://snomed.info/sct';
/** Operators of SNOMED CT's own filters (R4 snomedct.html); attributes take `=` and `in`. */
const SNOMED_OPERATORS: Readonly<Record<string, readonly string[]>> = {
  concept: ['is-a', 'descendent-of', 'in', 'not-in', '=', 'is-not-a', 'generalizes', 'child-of', 'descendent-leaf'],
  constraint: ['='],
  expression: ['='],
  expressions: ['='],
  inactive: ['='],
  moduleId: ['=', 'in'],
};
const HIERARCHY = new Set(['is-a', 'descendent-of', 'is-not-a', 'generalizes', 'child-of', 'descendent-leaf']);
const STANDARD = new Set([
  'concept',
  'code',
  'status',
  'inactive',
  'effectiveDate',
  'deprecationDate',
  'retirementDate',
  'notSelectable',
  'synonym',
  'comment',
  'display',
  'parent',
  'child',
  'definition',
  'itemWeight',
]);

/** Rules of ValueSet beside its invariants (R4 valueset.html): systems by their URI, codes and filters their systems know. */
export const valueSet: ResourceRule = (resource, at, context) => {
  if (resource['resourceType'] !== 'ValueSet' || !isTree(resource['compose'])) return;
  for (const name of ['include', 'exclude'] as const) {
    list(resource['compose'][name]).forEach((include, index) => {
      if (isTree(include)) checkInclude(include, `${at}.compose.${name}[${index}]`, context);
    });
  }
};

function checkInclude(include: Tree, at: string, context: RuleContext): void {
  const system = text(include['system']);
  if (system === undefined) return;
  if (!ABSOLUTE.test(system)) {
    context.report('value-set-system', 'error', at, {});
    return;
  }
  const seen = new Set<string>();
  list(include['concept']).forEach((concept, index) => {
    const code = isTree(concept) ? text(concept['code']) : undefined;
    if (code === undefined) return;
    const place = `${at}.concept[${index}]`;
    if (seen.has(code)) context.report('value-set-code-duplicate', 'warning', place, { code });
    seen.add(code);
    if (isUnknown(system, code, context)) context.report('value-set-code', 'error', place, { system, code });
  });
  list(include['filter']).forEach((filter, index) => {
    if (isTree(filter)) checkFilter(filter, system, `${at}.filter[${index}]`, context);
  });
}

/** True where the system is held complete and has no such code; a SNOMED CT id must at least be one. */
function isUnknown(system: string, code: string, context: RuleContext): boolean {
  if (system === SNOMED && !/[:+]/.test(code)) return !isConceptId(code);
  return context.terminology.lookup(system, code).result === 'unknown';
}

function checkFilter(filter: Tree, system: string, at: string, context: RuleContext): void {
  const property = text(filter['property']);
  const operator = text(filter['op']);
  const value = text(filter['value']);
  if (property === undefined || operator === undefined || value === undefined) return;
  if (system === SNOMED) {
    checkSnomedFilter(property, operator, value, at, context);
    return;
  }
  const held = context.definitions.codeSystem(system);
  if (held === undefined) return;
  checkLocalFilter(held, { property, operator, value }, at, context);
}

function checkSnomedFilter(property: string, operator: string, value: string, at: string, context: RuleContext): void {
  const known = SNOMED_OPERATORS[property] ?? (isConceptId(property) ? ['=', 'in'] : undefined);
  if (known === undefined) context.report('value-set-filter-property', 'warning', at, { property });
  else if (!known.includes(operator))
    context.report('value-set-filter-operator', 'error', at, { property, operator, allowed: known });
  else if (property === 'concept' && (HIERARCHY.has(operator) || operator === '=')) {
    if (!isConceptId(value)) context.report('value-set-filter-value', 'error', at, { property, value });
  } else if (property === 'constraint' && !isEcl(value))
    context.report('value-set-filter-value', 'error', at, { property, value });
}

function isEcl(text: string): boolean {
  try {
    parseEcl(text);
    return true;
  } catch (error) {
    if (error instanceof EclError) return false;
    throw error;
  }
}

function checkLocalFilter(
  system: CodeSystem,
  { property, operator, value }: { readonly property: string; readonly operator: string; readonly value: string },
  at: string,
  context: RuleContext,
): void {
  const defined = system.property?.find(({ code }) => code === property);
  const filter = system.filter?.find(({ code }) => code === property);
  if (defined === undefined && filter === undefined && !STANDARD.has(property)) {
    context.report('value-set-filter-property', 'warning', at, { property });
    return;
  }
  const operators: readonly string[] = filter?.operator ?? [];
  if (operators.length > 0 && !operators.includes(operator)) {
    context.report('value-set-filter-operator', 'error', at, { property, operator, allowed: operators });
    return;
  }
  if (operator === 'exists') {
    if (value !== 'true' && value !== 'false')
      context.report('value-set-filter-value', 'error', at, { property, value });
    return;
  }
  if (operator === 'regex') {
    if (!isRegex(value)) context.report('value-set-filter-value', 'error', at, { property, value });
    return;
  }
  const type = defined?.type ?? (property === 'notSelectable' || property === 'inactive' ? 'boolean' : undefined);
  const values = operator === 'in' || operator === 'not-in' ? value.split(',') : [value];
  const nested = (property === 'parent' || property === 'child') && defined !== undefined;
  const codes = property === 'concept' || property === 'code' || nested || HIERARCHY.has(operator);
  for (const one of values) {
    const known = codes
      ? context.terminology.lookup(system.url ?? '', one).result !== 'unknown'
      : isOfType(one, type, context);
    if (!known) context.report('value-set-filter-value', 'error', at, { property, value: one });
  }
}

function isRegex(value: string): boolean {
  try {
    return new RegExp(value, 'u').source !== '';
  } catch {
    return false;
  }
}

function isOfType(value: string, type: string | undefined, context: RuleContext): boolean {
  if (type === 'Coding') {
    const [system = '', code] = value.split('#', 2);
    return code === undefined || context.terminology.lookup(system, code).result !== 'unknown';
  }
  return type !== 'boolean' || value === 'true' || value === 'false';
}
