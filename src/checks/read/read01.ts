import { defineCheck } from '../define-check.js';
import { count, fail, pass, some, status, unknown } from '../verdict.js';

export const read01 = defineCheck({
  id: 'READ01',
  title: 'Records can be read by id',
  why: 'A reference to a record is worth nothing if the record cannot be read.',
  remedy: 'Answer GET [type]/[id] with that record, its type and its id.',
  owner: 'supplier',
  severity: 'high',
  references: [{ title: 'FHIR R4 read', url: 'https://hl7.org/fhir/R4/http.html#read' }],
  needs: ['reads'],
  examine({ reads }) {
    const judged = reads.types.filter((one) => one.status !== 401 && one.status !== 403 && one.status !== null);
    if (judged.length === 0) return unknown('No read was answered or allowed.');
    const wrong = judged.filter((one) => !one.typeEqual || !one.idEqual);
    const measures = { right: judged.length - wrong.length, tried: judged.length };
    if (wrong.length > 0)
      return fail(`Not read: ${some(wrong.map((one) => `${one.type} (${status(one.status)})`))}.`, { measures });
    return pass(`${count(judged.length, 'type')} read, type and id equal.`, { measures });
  },
});
