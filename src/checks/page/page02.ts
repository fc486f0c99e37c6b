import { defineCheck } from '../define-check.js';
import { count, fail, pass, unknown } from '../verdict.js';

export const page02 = defineCheck({
  id: 'PAGE02',
  title: 'Next links work and stay on the endpoint',
  why: 'A broken link cuts the record short; a link to another host may carry the credential away.',
  remedy: 'Give next links that work, with the scheme, host and port that the client used.',
  owner: 'supplier',
  severity: 'high',
  references: [{ title: 'FHIR R4 paging', url: 'https://hl7.org/fhir/R4/http.html#paging' }],
  needs: ['paging'],
  examine({ paging }) {
    const { links, broken, offOrigin } = paging.followed;
    if (offOrigin > 0) return fail('A next link leads to another scheme, host or port; it was not followed.');
    if (broken > 0) return fail(`${broken} of ${links} next links do not give a page.`);
    if (links === 0) return unknown('No next link was given.');
    return pass(`${count(links, 'next link')} followed.`);
  },
});
