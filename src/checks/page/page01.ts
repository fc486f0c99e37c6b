import { defineCheck } from '../define-check.js';
import { count, fail, pass, unknown } from '../verdict.js';

export const page01 = defineCheck({
  id: 'PAGE01',
  title: 'The page size asked for is kept',
  why: 'Clients size their memory and their screens by it.',
  remedy: 'Never return more matches than _count asks for.',
  owner: 'supplier',
  severity: 'medium',
  references: [{ title: 'FHIR R4 search, page count', url: 'https://hl7.org/fhir/R4/search.html#count' }],
  needs: ['paging'],
  examine({ paging }) {
    const { pages, over } = paging.counted;
    if (pages === 0) return unknown('No page was asked for by size.');
    const measures = { pages, over };
    return over > 0
      ? fail(`${over} of ${pages} pages hold more matches than asked for.`, { measures })
      : pass(`${count(pages, 'page')} within the size asked for.`, { measures });
  },
});
