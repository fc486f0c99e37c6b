import { defineCheck } from '../define-check.js';
import { count, fail, pass, unknown, warn } from '../verdict.js';

export const coh05 = defineCheck({
  id: 'COH05',
  title: 'Search results are well formed',
  why: 'Clients tell matches from includes and pages from records by these fields.',
  remedy: 'Give every entry a resource, a fullUrl that is its own, and search.mode; leave response out of searchsets.',
  owner: 'supplier',
  severity: 'medium',
  references: [{ title: 'FHIR R4 Bundle', url: 'https://hl7.org/fhir/R4/bundle.html' }],
  needs: ['bundles'],
  examine({ bundles }) {
    if (bundles.entries === 0) return unknown('No search gave an entry.');
    const measures = { bundles: bundles.bundles, entries: bundles.entries };
    const faults = [
      ...(bundles.wrongFullUrl > 0 ? [`${bundles.wrongFullUrl} with a wrong fullUrl`] : []),
      ...(bundles.withResponse > 0 ? [`${bundles.withResponse} with a response`] : []),
      ...(bundles.withoutResource > 0 ? [`${bundles.withoutResource} without a resource`] : []),
      ...(bundles.duplicateFullUrl > 0 ? [`${bundles.duplicateFullUrl} with a fullUrl used twice`] : []),
    ];
    if (faults.length > 0) return fail(`Entries: ${faults.join(', ')}.`, { measures });
    if (bundles.withoutMode > 0)
      return warn(`${bundles.withoutMode} of ${bundles.entries} entries are without search.mode.`, { measures });
    return pass(
      `${count(bundles.entries, 'entry', 'entries')} of ${count(bundles.bundles, 'result')}, all well formed.`,
      { measures },
    );
  },
});
