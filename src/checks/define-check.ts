import type { Check, CheckResult, Evidence, Facts, Observed, SkipReason, Verdict } from '../model/index.js';

/** A check with its facts bound: looks into evidence itself, and says `unknown` where a fact is missing. */
export interface DefinedCheck extends Omit<Check, 'examine' | 'needs'> {
  readonly needs: readonly (keyof Facts)[];
  run(evidence: Evidence): CheckResult;
}

const because: Readonly<Record<SkipReason, string>> = {
  'no-data': 'there was nothing to try it with',
  'no-credential': 'no credential is configured for it',
  budget: 'the limit of requests left no room for it',
  'opt-in': 'it is not part of this run',
  depends: 'something it depends on is missing',
  'unlearned-params': 'the server asks for search parameters that could not be found out',
};

const observedOf = <K extends keyof Facts>(evidence: Evidence, fact: K): Observed<Facts[K]> | undefined =>
  evidence[fact];

const has = <N extends keyof Facts>(facts: Partial<Pick<Facts, N>>, needs: readonly N[]): facts is Pick<Facts, N> =>
  needs.every((name) => facts[name] !== undefined);

const missing = (fact: keyof Facts, observed: Observed<unknown> | undefined): Verdict => {
  const reason =
    observed === undefined
      ? `The fact "${fact}" was not gathered.`
      : observed.state === 'failed'
        ? `It could not be tried: ${observed.error.message}.`
        : observed.state === 'skipped'
          ? `Not tried: ${because[observed.because]}${observed.detail === undefined ? '' : ` (${observed.detail})`}.`
          : '';
  return { outcome: 'unknown', summary: reason, reason };
};

/**
 * Declares a check. `examine` sees the facts named in `needs` and nothing else, which the compiler enforces; it is pure and
 * synchronous. A fact that is missing, and a fault of the check itself, give `unknown`, never a verdict on the server.
 */
export function defineCheck<const N extends keyof Facts>(check: Check<N>): DefinedCheck {
  const { examine, needs, ...metadata } = check;
  const { id, title, why, remedy, owner, severity, references } = metadata;
  const judge = (evidence: Evidence): { verdict: Verdict; exchanges: readonly string[] } => {
    const facts: Partial<Pick<Facts, N>> = {};
    const exchanges = new Set<string>();
    for (const name of needs) {
      const observed = observedOf(evidence, name);
      if (observed?.state !== 'seen') return { verdict: missing(name, observed), exchanges: [] };
      facts[name] = observed.value;
      for (const exchange of observed.exchanges) exchanges.add(exchange);
    }
    if (!has(facts, needs)) return { verdict: missing(needs[0] ?? 'target', undefined), exchanges: [] };
    try {
      return { verdict: examine(facts), exchanges: [...exchanges] };
    } catch {
      const reason = 'The check itself failed: please report this.';
      return { verdict: { outcome: 'unknown', summary: reason, reason }, exchanges: [...exchanges] };
    }
  };
  return {
    ...metadata,
    needs,
    run: (evidence) => {
      const { verdict, exchanges } = judge(evidence);
      return { id, title, why, remedy, owner, severity, references, ...verdict, exchanges };
    },
  };
}
