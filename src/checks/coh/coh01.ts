import { defineCheck } from '../define-check.js';
import { percent } from '../share.js';
import { fail, pass, some, unknown, warn } from '../verdict.js';

export const coh01 = defineCheck({
  id: 'COH01',
  title: 'References resolve',
  why: 'A reference that leads nowhere hides the diagnosis, the author or the result it stands for.',
  remedy: 'Keep the records that others refer to readable, or leave the reference out.',
  owner: 'trust-data',
  severity: 'high',
  references: [{ title: 'FHIR R4 references', url: 'https://hl7.org/fhir/R4/references.html' }],
  needs: ['references'],
  examine({ references }) {
    const looked = references.resolved + references.broken;
    if (looked === 0) return unknown('No literal reference was looked at.');
    const share = references.resolved / looked;
    const measures = { resolved: references.resolved, broken: references.broken, notLookedAt: references.notLookedAt };
    const worst = references.brokenBy.map((one) => `${one.path} -> ${one.target} (${one.count})`);
    if (share >= 0.98) return pass(`${percent(share)} of ${looked} references resolve.`, { measures });
    const where = worst.length === 0 ? '' : `; broken: ${some(worst)}`;
    const said = `${percent(share)} of ${looked} references resolve${where}.`;
    return share >= 0.9 ? warn(said, { measures }) : fail(said, { measures });
  },
});
