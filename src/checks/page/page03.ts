import { defineCheck } from '../define-check.js';
import { count, fail, pass, unknown, warn } from '../verdict.js';

export const page03 = defineCheck({
  id: 'PAGE03',
  title: 'Pages lose and repeat nothing',
  why: 'A missed page means a decision on half a record.',
  remedy: 'Keep the order of a result stable over its pages, and give a next link until everything was given.',
  owner: 'supplier',
  severity: 'high',
  references: [
    { title: 'FHIR R4 paging', url: 'https://hl7.org/fhir/R4/http.html#paging' },
    { title: 'UK Core Access, paging' },
  ],
  needs: ['paging'],
  examine({ paging }) {
    const { walk } = paging;
    if (walk === undefined) return unknown('No result could be walked to its end.');
    const measures = {
      unique: walk.unique,
      lost: walk.lost,
      repeats: walk.repeats,
      newer: walk.newer,
      ...(walk.total === undefined ? {} : { total: walk.total }),
    };
    if (walk.lost > 0)
      return fail(`${count(walk.lost, 'record')} of ${walk.type} missing from the pages.`, { measures });
    if (walk.end === 'loop' || walk.end === 'endless') return fail('The pages never come to an end.', { measures });
    if (walk.repeats > 0) return fail(`${count(walk.repeats, 'record')} of ${walk.type} given twice.`, { measures });
    if (walk.end !== 'last-page') return unknown('The walk did not reach the last page.');
    if (walk.newer > 0)
      return warn(`${count(walk.newer, 'record')} of ${walk.type} given again in a newer version.`, { measures });
    return pass(`${walk.unique} records of ${walk.type} walked with two page sizes, none lost or repeated.`, {
      measures,
    });
  },
});
