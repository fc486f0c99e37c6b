import { defineCheck } from '../define-check.js';
import { atWorst, refusal } from '../judge.js';
import { unknown } from '../verdict.js';

export const err01 = defineCheck({
  id: 'ERR01',
  title: 'Unknown types and operations are refused',
  why: 'A client must be told that it asked for something that does not exist.',
  remedy: 'Answer 404 (or 400, 405) with an OperationOutcome.',
  owner: 'supplier',
  severity: 'medium',
  references: [{ title: 'FHIR R4 status codes', url: 'https://hl7.org/fhir/R4/http.html#Status-Codes' }],
  needs: ['negatives'],
  examine({ negatives }) {
    const names = { 'unknown-type': 'Unknown type', 'unknown-operation': 'Unknown operation' } as const;
    const verdicts = negatives.calls.flatMap((one) =>
      one.call === 'unknown-type' || one.call === 'unknown-operation'
        ? [refusal(one, { name: names[one.call], right: [404, 400, 405, 501] })]
        : [],
    );
    return verdicts.length === 0 ? unknown('The calls were not made.') : atWorst(verdicts);
  },
});
