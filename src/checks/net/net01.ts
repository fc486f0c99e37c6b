import { defineCheck } from '../define-check.js';
import { count, fail, pass, unknown } from '../verdict.js';

export const net01 = defineCheck({
  id: 'NET01',
  title: 'The endpoint answers',
  why: 'An endpoint that cannot be reached shares nothing with anyone.',
  remedy:
    'Check the address, DNS, firewall and proxy between this machine and the endpoint, and that the service runs.',
  owner: 'trust-config',
  severity: 'critical',
  references: [{ title: 'RFC 9110', url: 'https://www.rfc-editor.org/rfc/rfc9110' }],
  needs: ['reach'],
  examine({ reach }) {
    if (reach.answered)
      return pass(`Answered with status ${reach.status} in ${reach.duration} ms.`, {
        measures: { milliseconds: reach.duration, tries: reach.tries },
      });
    if (reach.error.kind === 'proxy' || reach.error.kind === 'tool')
      return unknown(`${reach.error.message}: this is not the endpoint's doing.`);
    return fail(`No answer in ${count(reach.tries, 'try', 'tries')}: ${reach.error.message}.`);
  },
});
