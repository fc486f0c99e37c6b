import { defineCheck } from '../define-check.js';
import { atWorst, refusal } from '../judge.js';
import { unknown } from '../verdict.js';

export const err03 = defineCheck({
  id: 'ERR03',
  title: 'Malformed ids and types are refused',
  why: 'An endpoint that guesses what was meant may return the wrong record.',
  remedy: 'Answer 400 or 404 for an id that cannot exist and for a type in the wrong case.',
  owner: 'supplier',
  severity: 'low',
  references: [{ title: 'FHIR R4 RESTful API', url: 'https://hl7.org/fhir/R4/http.html#general' }],
  needs: ['negatives'],
  examine({ negatives }) {
    const names = { 'malformed-id': 'Malformed id', 'wrong-case-type': 'Type in the wrong case' } as const;
    const verdicts = negatives.calls.flatMap((one) =>
      one.call === 'malformed-id' || one.call === 'wrong-case-type'
        ? [refusal(one, { name: names[one.call], right: [400, 404, 405, 422], bare: true })]
        : [],
    );
    return verdicts.length === 0 ? unknown('The calls were not made.') : atWorst(verdicts);
  },
});
