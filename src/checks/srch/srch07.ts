import { defineCheck } from '../define-check.js';
import { atWorst, refusal } from '../judge.js';
import { unknown } from '../verdict.js';

export const srch07 = defineCheck({
  id: 'SRCH07',
  title: 'An unknown modifier or query is refused',
  why: 'A modifier that is ignored changes what is asked for, up to its opposite.',
  remedy: 'Answer 400 with an OperationOutcome for modifiers and named queries that are not supported.',
  owner: 'supplier',
  severity: 'medium',
  references: [{ title: 'FHIR R4 search, modifiers', url: 'https://hl7.org/fhir/R4/search.html#modifiers' }],
  needs: ['negatives'],
  examine({ negatives }) {
    const names = { 'unknown-modifier': 'Unknown modifier', 'unknown-query': 'Unknown _query' } as const;
    const verdicts = negatives.calls.flatMap((one) =>
      one.call === 'unknown-modifier' || one.call === 'unknown-query'
        ? [refusal(one, { name: names[one.call], right: [400, 404, 422, 501] })]
        : [],
    );
    return verdicts.length === 0 ? unknown('The calls were not made.') : atWorst(verdicts);
  },
});
