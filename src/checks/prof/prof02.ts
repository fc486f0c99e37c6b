import type { TypeConformance } from '../../model/index.js';
import { defineCheck } from '../define-check.js';
import { interval } from '../share.js';
import { thresholds } from '../judge.js';
import { count, pass, some, unknown } from '../verdict.js';

export const prof02 = defineCheck({
  id: 'PROF02',
  title: 'Records follow the UK Core profiles',
  why: 'Profiles are what makes a record from one system readable in another.',
  remedy: 'Correct the mappings that the findings name for each profile.',
  owner: 'supplier',
  severity: 'high',
  references: [{ title: 'UK Core, conformance' }],
  needs: ['conformance'],
  examine({ conformance }) {
    const judged = conformance.types.filter((one) => one.profile !== undefined && one.profiled.n > 0);
    if (judged.length === 0) return unknown('No record of a type with a UK Core profile was sampled.');
    const rows = judged.map((one) => ({ one, outcome: thresholds(interval(one.profiled), 0.9, 0.95) }));
    const worst = rows.some((row) => row.outcome === 'fail')
      ? 'fail'
      : rows.some((row) => row.outcome === 'warn')
        ? 'warn'
        : 'pass';
    const name = (one: TypeConformance): string => `${one.type} ${one.profiled.k}/${one.profiled.n}`;
    const measures = { profiles: judged.length, failing: rows.filter((row) => row.outcome === 'fail').length };
    if (worst === 'pass')
      return pass(`${count(judged.length, 'type')} judged against UK Core, all conform.`, { measures });
    return {
      outcome: worst,
      summary: `Conforming records: ${some(rows.filter((row) => row.outcome === worst).map((row) => name(row.one)))}.`,
      measures,
    };
  },
});
