import { defineCheck } from '../define-check.js';
import { fail, pass, unknown, warn } from '../verdict.js';

export const fmt04 = defineCheck({
  id: 'FMT04',
  title: 'An unknown format is refused',
  why: 'A client that asks for a format it can read must not be handed another one unawares.',
  remedy: 'Answer 406 where none of the formats asked for is on offer.',
  owner: 'supplier',
  severity: 'low',
  references: [{ title: 'FHIR R4 content types', url: 'https://hl7.org/fhir/R4/http.html#mime-type' }],
  needs: ['negatives'],
  examine({ negatives }) {
    const answer = negatives.calls.find((one) => one.call === 'unsupported-accept');
    if (answer === undefined) return unknown('The call was not made.');
    if (answer.status === null) return unknown('No answer came.');
    if (answer.status === 406) return pass('406 for an unknown format.');
    if (answer.status >= 500) return fail(`A server error (${answer.status}) for an unknown format.`);
    return warn(`Status ${answer.status} for an unknown format.`, { expected: '406', actual: String(answer.status) });
  },
});
