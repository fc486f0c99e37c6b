import { defineCheck } from '../define-check.js';
import { percent } from '../share.js';
import { fail, pass, unknown, warn } from '../verdict.js';

export const perf02 = defineCheck({
  id: 'PERF02',
  title: 'Requests do not time out or fail',
  why: 'Each failed call is a record that was not there when it was needed.',
  remedy: 'Look into time-outs, dropped connections and server errors in the logs of the endpoint and its gateway.',
  owner: 'trust-config',
  severity: 'high',
  references: [{ title: 'Thresholds of this tool: 1 % and 5 % of requests' }],
  needs: ['traffic'],
  examine({ traffic }) {
    if (traffic.requests === 0) return unknown('No request was made.');
    const failed = traffic.timeouts + traffic.failures + traffic.serverErrors;
    const share = failed / traffic.requests;
    const measures = {
      requests: traffic.requests,
      timeouts: traffic.timeouts,
      failures: traffic.failures,
      serverErrors: traffic.serverErrors,
    };
    const said = `${failed} of ${traffic.requests} requests (${percent(share)}) timed out or failed.`;
    if (share < 0.01) return pass(said, { measures });
    return share < 0.05 ? warn(said, { measures }) : fail(said, { measures });
  },
});
