import type { ValueSetComposeIncludeFilter } from 'fhir/r4.js';
import type { Ecl, Verdict } from './ecl/index.js';
import { EclError, listedIds, membershipWithoutRelease, parseEcl } from './ecl/index.js';

/** Membership of a concept id in a SNOMED CT filter, as far as it can be told without a release. */
export interface SnomedFilter {
  (code: string): Verdict;
  /** The filter is a plain list of ids: every answer is final. */
  readonly exact: boolean;
  /** The constraint in the filter; undefined where it could not be read. */
  readonly constraint?: Ecl;
}

/** The expression constraint a value-set filter stands for; undefined for one that is none (`expressions = true`). */
function constraintText({ property, op, value }: ValueSetComposeIncludeFilter): string | undefined {
  const operator: string = op;
  if (property === 'constraint' && operator === '=') return value;
  if (property !== 'concept' && property !== 'code') return undefined;
  switch (operator) {
    case 'is-a':
      return `<< ${value}`;
    case 'descendent-of':
      return `< ${value}`;
    case 'child-of':
      return `<! ${value}`;
    case 'generalizes':
      return `>> ${value}`;
    case 'in':
      return value.trim().startsWith('^') ? value : `^ ${value}`;
    case '=':
      return value;
    default:
      return undefined;
  }
}

/** Compiles a filter on SNOMED CT; one that cannot be read answers `unknown`, never `out`. */
export function snomedFilter(filter: ValueSetComposeIncludeFilter): SnomedFilter {
  const text = constraintText(filter);
  const unreadable = Object.assign((): Verdict => 'unknown', { exact: false });
  if (text === undefined) return unreadable;
  let constraint: Ecl;
  try {
    constraint = parseEcl(text);
  } catch (error) {
    if (error instanceof EclError) return unreadable;
    throw error;
  }
  const ids = listedIds(constraint);
  if (ids !== undefined) {
    const set = new Set(ids);
    return Object.assign((code: string): Verdict => listVerdict(set, code), { exact: true, constraint });
  }
  const test = (code: string): Verdict => (/^\d+$/.test(code) ? membershipWithoutRelease(constraint, code) : 'unknown');
  return Object.assign(test, { exact: false, constraint });
}

/** An expression may be equivalent to a listed concept. */
const listVerdict = (ids: ReadonlySet<string>, code: string): Verdict =>
  ids.has(code) ? 'in' : /^\d+$/.test(code) ? 'out' : 'unknown';
