import { defineCheck } from '../define-check.js';
import { count, fail, notApplicable, pass, some, status, unknown } from '../verdict.js';

/** Answers that say the search is not there, whatever parameters it might need. */
const isAbsent = (status: number | null): boolean => status === 404 || status === 405 || status === 410;

export const srch01 = defineCheck({
  id: 'SRCH01',
  title: 'Each type can be searched',
  why: "Clinicians need a patient's records as a list, not one by one.",
  remedy: 'Answer GET [type] with a searchset Bundle; say in the statement which parameters are needed.',
  owner: 'supplier',
  severity: 'high',
  references: [{ title: 'FHIR R4 search', url: 'https://hl7.org/fhir/R4/http.html#search' }],
  needs: ['typeSearches'],
  examine({ typeSearches }) {
    const broken = typeSearches.types.filter(
      (one) => one.declared && (one.result === 'broken' || one.result === 'outcome' || isAbsent(one.status)),
    );
    const works = typeSearches.types.filter((one) => one.result === 'searchset' || one.required.length > 0);
    const measures = { works: works.length, broken: broken.length };
    if (broken.length > 0)
      return fail(
        `Declared, but not answered with a searchset: ${some(broken.map((one) => `${one.type} (${status(one.status)})`))}.`,
        { measures },
      );
    const open = typeSearches.types.filter((one) => one.declared && !works.includes(one));
    if (works.length === 0 && open.length === 0)
      return notApplicable('The statement declares no search of the types looked at.');
    if (works.length === 0)
      return unknown(`No search was accepted: ${some(open.map((one) => `${one.type} (${status(one.status)})`))}.`);
    const learnt = works
      .filter((one) => one.required.length > 0)
      .map((one) => `${one.type} needs ${one.required.join(', ')}`);
    const aside =
      open.length > 0 ? ` Not told: ${some(open.map((one) => `${one.type} (${status(one.status)})`))}.` : '';
    return pass(`${count(works.length, 'type')} searched.${learnt.length > 0 ? ` ${some(learnt)}.` : ''}${aside}`, {
      measures,
    });
  },
});
