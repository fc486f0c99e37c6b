import { defineCheck } from '../define-check.js';
import { fail, pass, unknown, warn } from '../verdict.js';

export const page04 = defineCheck({
  id: 'PAGE04',
  title: 'Paging comes to an end',
  why: 'A client that pages through a result must be able to stop.',
  remedy: 'Leave out next on the last page, and give previous or first links.',
  owner: 'supplier',
  severity: 'medium',
  references: [{ title: 'FHIR R4 paging', url: 'https://hl7.org/fhir/R4/http.html#paging' }],
  needs: ['paging'],
  examine({ paging }) {
    const { walk } = paging;
    if (walk === undefined) return unknown('No result could be walked.');
    if (walk.end === 'loop') return fail('A next link leads back to a page already seen.');
    if (walk.end === 'endless') return fail('Pages go on after everything was given.');
    if (walk.end !== 'last-page') return unknown('The walk did not reach the last page.');
    if (walk.pages <= 2) return unknown('The result fits a single page.');
    return walk.backLinks
      ? pass('The last page has no next link, and there are links back.')
      : warn('The last page has no next link, but there are no links back.');
  },
});
