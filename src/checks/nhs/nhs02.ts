import type { IdentifierAnswer, Verdict } from '../../model/index.js';
import { defineCheck } from '../define-check.js';
import { atWorst } from '../judge.js';
import { fail, pass, status, unknown } from '../verdict.js';

export const nhs02 = defineCheck({
  id: 'NHS02',
  title: 'Unknown and mistyped numbers find nobody',
  why: 'A patient returned for a number that is not theirs is a wrong-patient event.',
  remedy: 'Compare the whole number; answer an empty result, or 400 for a number with a wrong check digit.',
  owner: 'supplier',
  severity: 'high',
  references: [{ title: 'ISB0149, NHS Number' }, { title: 'PDS FHIR API' }],
  needs: ['nhsNumber'],
  examine({ nhsNumber }) {
    const judge = (name: string, answer: IdentifierAnswer): Verdict => {
      if (answer.others > 0) return { ...fail(`${name} returned a patient who does not carry it.`), unsafe: true };
      if (answer.status === null || answer.status === 401 || answer.status === 403)
        return unknown(`${name}: ${status(answer.status)}.`);
      if (answer.status >= 500) return fail(`${name} gives a server error (${answer.status}).`);
      if (answer.result === 'other') return unknown(`${name} is answered with something that is no search result.`);
      if (answer.patients > 0) return fail(`${name} returned a patient.`);
      return pass(`${name} finds nobody.`);
    };
    return atWorst([judge('An unknown number', nhsNumber.unknown), judge('A mistyped number', nhsNumber.invalid)]);
  },
});
