import { defineCheck } from '../define-check.js';
import { fail, pass, some, unknown, warn } from '../verdict.js';

export const read02 = defineCheck({
  id: 'READ02',
  title: 'Reads tell the version and date of the record',
  why: 'Without them a client cannot tell whether its copy is still the current one.',
  remedy: 'Send ETag W/"versionId" and Last-Modified, equal to the record\'s meta.',
  owner: 'supplier',
  severity: 'medium',
  references: [{ title: 'FHIR R4 read', url: 'https://hl7.org/fhir/R4/http.html#read' }],
  needs: ['reads'],
  examine({ reads }) {
    const read = reads.types.filter((one) => one.typeEqual);
    if (read.length === 0) return unknown('No record was read.');
    const wrong = read
      .filter((one) => one.etag === 'contradicts' || one.lastModified === 'contradicts')
      .map((one) => one.type);
    if (wrong.length > 0) return fail(`ETag or Last-Modified contradicts meta: ${some(wrong)}.`);
    const absent = read.filter((one) => one.etag === 'absent' || one.lastModified === 'absent').map((one) => one.type);
    if (absent.length > 0) return warn(`ETag or Last-Modified is absent: ${some(absent)}.`);
    if (read.every((one) => one.etag === 'unverifiable' && one.lastModified === 'unverifiable'))
      return unknown('The records carry no version or date to compare with.');
    return pass('ETag and Last-Modified agree with meta.');
  },
});
