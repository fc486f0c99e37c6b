import type { CheckResult, Evidence } from '../model/index.js';
import type { DefinedCheck } from './define-check.js';
import { checks } from './registry.js';

export { defineCheck } from './define-check.js';
export type { DefinedCheck } from './define-check.js';
export type { Check, CheckResult, Evidence, Facts, Verdict } from '../model/index.js';
export { checks };

/** Runs checks over evidence, all of them by default. Pure: the same evidence gives the same results. */
export function runChecks(evidence: Evidence, some: readonly DefinedCheck[] = checks): CheckResult[] {
  return some.map((check) => check.run(evidence));
}
