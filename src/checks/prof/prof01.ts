import { defineCheck } from '../define-check.js';
import { interval, percent, pooled } from '../share.js';
import { thresholds } from '../judge.js';
import { count, unknown } from '../verdict.js';

export const prof01 = defineCheck({
  id: 'PROF01',
  title: 'Records are valid FHIR R4',
  why: 'A record that is not valid may be dropped or misread by the system that receives it.',
  remedy: 'Correct the mappings that the findings name; they are grouped by rule and path.',
  owner: 'supplier',
  severity: 'high',
  references: [{ title: 'FHIR R4 validation', url: 'https://hl7.org/fhir/R4/validation.html' }],
  needs: ['conformance'],
  examine({ conformance }) {
    const share = { ...pooled(conformance.types.map((one) => one.base)), clusters: conformance.base.clusters };
    if (share.n === 0) return unknown('No record was sampled.');
    const range = interval(share);
    const measures = { n: share.n, rate: share.k / share.n, low: range[0], high: range[1] };
    const said = `${percent(share.k / share.n)} of ${count(share.n, 'record')} valid (95 % interval ${percent(range[0])} to ${percent(range[1])}).`;
    return { outcome: thresholds(range, 0.9, 0.95), summary: said, measures };
  },
});
