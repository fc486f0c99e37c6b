import { defineCheck } from '../define-check.js';
import { fail, pass } from '../verdict.js';

export const fmt01 = defineCheck({
  id: 'FMT01',
  title: 'JSON is answered as FHIR JSON',
  why: 'A client that asks for JSON and gets something else cannot read the record.',
  remedy:
    'Answer Accept application/fhir+json and application/json with JSON and the content type application/fhir+json.',
  owner: 'supplier',
  severity: 'high',
  references: [{ title: 'FHIR R4 content types', url: 'https://hl7.org/fhir/R4/http.html#mime-type' }],
  needs: ['formats'],
  examine({ formats }) {
    const matching = new Set(['application/fhir+json', 'application/json']);
    const wrong = formats.answers.filter(
      (one) => one.status !== 200 || one.body !== 'json' || !matching.has(one.contentType),
    );
    const [first] = wrong;
    if (first === undefined) return pass('JSON is answered with a matching content type.');
    const actual = `${first.status}, ${first.body}, content type ${first.contentType === '' ? 'absent' : first.contentType}`;
    return fail(`Accept ${first.accept} is answered with ${actual}.`, { expected: '200 with JSON', actual });
  },
});
