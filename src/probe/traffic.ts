import type { TrafficRecord } from '../http/index.js';
import type { Latency, TrafficFact } from '../model/index.js';

/** Nearest-rank percentile of sorted values. */
const percentile = (sorted: readonly number[], share: number): number =>
  sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? 0;

const latency = (purpose: string, durations: readonly number[]): Latency => {
  const sorted = [...durations].sort((a, b) => a - b);
  return {
    purpose,
    n: sorted.length,
    p50: percentile(sorted, 0.5),
    p95: percentile(sorted, 0.95),
    p99: percentile(sorted, 0.99),
  };
};

/** Figures over all requests of a run. Times are of answers that came, without negative tests. */
export function trafficFact(records: readonly TrafficRecord[]): TrafficFact {
  const status = (record: TrafficRecord): number => record.exchange.status ?? 0;
  const timed = records.filter((one) => !one.provoked && status(one) >= 200 && status(one) < 300);
  const purposes = [...new Set(timed.map((one) => one.purpose))].sort();
  const clinical = timed.filter((one) => one.purpose === 'read' || one.purpose === 'patient-search');
  const errors = records.filter((one) => status(one) >= 400 && ![401, 403, 429].includes(status(one)));
  const serverError = (one: TrafficRecord): boolean => status(one) >= 500;
  const pushedBack = records.filter((one) => status(one) === 429);
  const durations = (some: readonly TrafficRecord[]): number[] => some.map((one) => one.exchange.duration);
  return {
    requests: records.length,
    timeouts: records.filter((one) => one.failure === 'timeout').length,
    failures: records.filter((one) => one.failure !== undefined && one.failure !== 'timeout').length,
    serverErrors: records.filter((one) => serverError(one) && !one.provoked).length,
    provokedServerErrors: records.filter((one) => serverError(one) && one.provoked).length,
    errors: {
      total: errors.length,
      outcomes: errors.filter((one) => one.outcome).length,
      html: errors.filter((one) => one.body === 'html').length,
    },
    pushedBack: { total: pushedBack.length, withRetryAfter: pushedBack.filter((one) => one.retryAfter).length },
    latency: purposes.map((purpose) => latency(purpose, durations(timed.filter((one) => one.purpose === purpose)))),
    ...(clinical.length === 0 ? {} : { clinical: latency('clinical', durations(clinical)) }),
  };
}
