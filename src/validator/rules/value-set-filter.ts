import type { CodeSystem } from 'fhir/r4.js';
import { EclError, parseEcl } from '../../terminology/snomed/ecl/index.js';
import { isConceptId } from '../../terminology/snomed/sctid.js';
import type { RuleContext } from './rule.js';
import { text, type Tree } from './tree.js';
import { LOINC, SNOMED } from '../systems.js';

/** What the value of a filter is: `concept` is a code of the system itself, `code` one of any. */
type Kind = 'concept' | 'code' | 'Coding' | 'boolean' | 'integer' | 'decimal' | 'dateTime' | 'ecl' | 'any';

interface FilterRule {
  /** All are allowed where none is named. */
  readonly operators: readonly string[];
  readonly kind: Kind;
}

const rule = (operators: string, kind: Kind): FilterRule => ({
  operators: operators === '' ? [] : operators.split(' '),
  kind,
});

/** Filters of SNOMED CT (R4 snomedct.html#filters); attributes take `=` and `in`. */
const SNOMED_RULES: Readonly<Record<string, FilterRule>> = {
  concept: rule('is-a is-not-a descendent-of descendent-leaf in', 'concept'),
  constraint: rule('=', 'ecl'),
  expressions: rule('= in', 'boolean'),
  inactive: rule('= in', 'boolean'),
};
const SNOMED_ATTRIBUTE = rule('= in', 'concept');

/** Properties of LOINC by which R4 filters it (R4 loinc.html#filters); none of them has a hierarchy of its own. */
const LOINC_PROPERTIES = new Set(
  (
    'parent child ancestor descendent COMPONENT PROPERTY TIME_ASPCT SYSTEM SCALE_TYP METHOD_TYP CLASS STATUS CLASSTYPE ' +
    'ORDER_OBS UNITSREQUIRED answer-list answers-for answer category search VersionLastChanged VersionFirstReleased CHNG_TYPE'
  ).split(' '),
);
const LOINC_RULE = rule('= exists regex in not-in', 'any');

/** Properties that every code system has (R4 codesystem.html#defined-props, and those later versions added). */
const STANDARD: Readonly<Record<string, FilterRule>> = {
  concept: rule('= in not-in is-a is-not-a descendent-of generalizes', 'concept'),
  code: rule('= in not-in is-a is-not-a descendent-of generalizes regex', 'concept'),
  status: rule('', 'code'),
  synonym: rule('', 'code'),
  inactive: rule('', 'boolean'),
  notSelectable: rule('', 'boolean'),
  effectiveDate: rule('', 'dateTime'),
  deprecationDate: rule('', 'dateTime'),
  retirementDate: rule('', 'dateTime'),
  itemWeight: rule('', 'decimal'),
  comment: rule('', 'any'),
  display: rule('', 'any'),
  definition: rule('', 'any'),
};
const HIERARCHY = new Set(['parent', 'child', 'partOf']);
const OF_TYPE: Readonly<Record<string, Kind>> = {
  code: 'code',
  Coding: 'Coding',
  boolean: 'boolean',
  integer: 'integer',
  decimal: 'decimal',
  dateTime: 'dateTime',
};

/** A filter uses a property of its system, an operator for it, and a value that it can have (R4 valueset.html, include.filter). */
export function checkFilter(filter: Tree, system: string, at: string, context: RuleContext): void {
  const property = text(filter['property']);
  const operator = text(filter['op']);
  const value = text(filter['value']);
  if (property === undefined || operator === undefined || value === undefined) return;
  const held = context.definitions.codeSystem(system);
  const known = ruleFor(system, property, held);
  if (known === undefined) {
    if (system === SNOMED || (held !== undefined && system !== LOINC))
      context.report('value-set-filter-property', 'warning', at, { property });
    return;
  }
  const { operators } = known;
  if (operators.length > 0 && !operators.includes(operator)) {
    context.report('value-set-filter-operator', 'error', at, { property, operator, allowed: operators });
    return;
  }
  const kind = operator === 'exists' ? 'boolean' : known.kind;
  const values = operator === 'in' || operator === 'not-in' ? value.split(',') : [value];
  for (const one of values) {
    const fits = operator === 'regex' ? isRegex(one) : isOfKind(one, kind, system, context);
    if (!fits) context.report('value-set-filter-value', 'error', at, { property, value: one.slice(0, 120) });
  }
}

function ruleFor(system: string, property: string, held: CodeSystem | undefined): FilterRule | undefined {
  if (system === SNOMED) return SNOMED_RULES[property] ?? (isConceptId(property) ? SNOMED_ATTRIBUTE : undefined);
  if (system === LOINC) return LOINC_PROPERTIES.has(property) ? LOINC_RULE : undefined;
  if (held === undefined) return undefined;
  const declared = held.filter?.find(({ code }) => code === property)?.operator ?? [];
  const defined = held.property?.find(({ code }) => code === property);
  const standard = STANDARD[property];
  if (defined !== undefined) {
    const nested = HIERARCHY.has(property) && defined.uri?.endsWith(`concept-properties#${property}`) === true;
    return { operators: declared, kind: nested ? 'concept' : (OF_TYPE[defined.type] ?? 'any') };
  }
  if (standard !== undefined) {
    const operators = standard.operators.length === 0 ? declared : [...standard.operators, ...declared];
    return { operators, kind: standard.kind };
  }
  if (HIERARCHY.has(property) && held.hierarchyMeaning !== undefined) return { operators: declared, kind: 'concept' };
  return declared.length > 0 ? { operators: declared, kind: 'any' } : undefined;
}

/** A number or date may be preceded by how it is compared (R4 search.html#prefix). */
const COMPARED = /^(?:eq|ne|gt|lt|ge|le|sa|eb|ap)(?=.)/;
const FORMS = {
  integer: /^[-+]?\d+$/,
  decimal: /^[-+]?\d+(?:\.\d+)?(?:[eE][-+]?\d+)?$/,
  dateTime:
    /^\d{4}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01])(?:T[0-2]\d:[0-5]\d:[0-6]\d(?:\.\d+)?(?:Z|[-+]\d\d:\d\d)?)?)?)?$/,
};

function isOfKind(value: string, kind: Kind, system: string, context: RuleContext): boolean {
  switch (kind) {
    case 'any':
      return true;
    case 'ecl':
      return isEcl(value);
    case 'boolean':
      return value === 'true' || value === 'false';
    case 'integer':
    case 'decimal':
    case 'dateTime':
      return FORMS[kind].test(value.replace(COMPARED, ''));
    case 'code':
      return value.trim() === value;
    case 'concept':
      // UK Core writes reference sets as ECL does, with a caret
      if (system === SNOMED) return isConceptId(value.replace(/^\^/, ''));
      return value.trim() === value && context.terminology.lookup(system, value).result !== 'unknown';
    case 'Coding': {
      const [named = '', code] = value.split('#', 2);
      return code === undefined || context.terminology.lookup(named, code).result !== 'unknown';
    }
  }
}

/** Refinements, dotted paths and filters are ECL that is not read here: nothing is said of them. */
function isEcl(value: string): boolean {
  try {
    parseEcl(value);
    return true;
  } catch (error) {
    if (error instanceof EclError) return error.unsupported;
    throw error;
  }
}

/** Regular expressions are those of XML Schema and its kin: what only other engines read (flags, possessive repeats) is left alone. */
function isRegex(value: string): boolean {
  if (/\(\?[a-z-]+[:)]|[*+?}]\+/i.test(value)) return true;
  for (const flags of ['u', '']) {
    try {
      return new RegExp(value, flags).source !== '';
    } catch {
      // escapes such as \- are read without the flag alone
    }
  }
  return false;
}
