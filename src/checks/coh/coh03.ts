import { defineCheck } from '../define-check.js';
import { count, fail, pass, some, unknown } from '../verdict.js';

export const coh03 = defineCheck({
  id: 'COH03',
  title: 'Hits match the search, and are of the patient asked for',
  why: "A record of another patient in a patient's list is a wrong-patient event.",
  remedy: 'Apply every criterion of a search, above all the patient, before anything is returned.',
  owner: 'supplier',
  severity: 'critical',
  references: [{ title: 'FHIR R4 search', url: 'https://hl7.org/fhir/R4/search.html' }],
  needs: ['hits'],
  examine({ hits }) {
    const sum = (rows: readonly { readonly count: number }[]): number =>
      rows.reduce((total, one) => total + one.count, 0);
    const name = (one: (typeof hits.breaches)[number]): string => `${one.type}?${one.parameter} (${one.count})`;
    const measures = {
      searches: hits.searches,
      hits: hits.hits,
      breaches: sum(hits.breaches),
      otherPatient: sum(hits.otherPatient),
      undecided: hits.undecided,
    };
    if (hits.otherPatient.length > 0)
      return fail(`Records of another patient than the one asked for: ${some(hits.otherPatient.map(name))}.`, {
        measures,
        unsafe: true,
      });
    if (hits.hits === 0) return unknown('No search with criteria gave a hit.');
    if (hits.breaches.length > 0)
      return fail(`Hits that do not match their search: ${some(hits.breaches.map(name))}.`, { measures });
    return pass(
      `${count(hits.hits, 'hit')} of ${count(hits.searches, 'search', 'searches')} judged again, none wrong.`,
      { measures },
    );
  },
});
