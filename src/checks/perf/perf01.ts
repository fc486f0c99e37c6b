import { defineCheck } from '../define-check.js';
import { fail, pass, unknown, warn } from '../verdict.js';

export const perf01 = defineCheck({
  id: 'PERF01',
  title: 'Answers come fast enough',
  why: 'Clinicians do not wait: a slow record is an unread record.',
  remedy: 'Look at the slowest class of requests; indexes and page sizes come first.',
  owner: 'trust-config',
  severity: 'medium',
  references: [{ title: 'Thresholds of this tool: 1 s and 5 s at the 95th percentile' }],
  needs: ['traffic'],
  examine({ traffic }) {
    const classes = traffic.latency.filter((one) => one.n >= 20);
    if (classes.length === 0) return unknown('Fewer than 20 requests of any class were timed.');
    const [slowest] = [...classes].sort((a, b) => b.p95 - a.p95);
    if (slowest === undefined) return unknown('No request was timed.');
    const measures = { p50: slowest.p50, p95: slowest.p95, p99: slowest.p99, n: slowest.n };
    const said = `Slowest class ${slowest.purpose}: p50 ${slowest.p50} ms, p95 ${slowest.p95} ms, p99 ${slowest.p99} ms over ${slowest.n} requests.`;
    if (slowest.p95 > 5000) return fail(said, { measures });
    return slowest.p95 > 1000 ? warn(said, { measures }) : pass(said, { measures });
  },
});
