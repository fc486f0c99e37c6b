import { defineCheck } from '../define-check.js';
import { fail, pass, unknown, warn } from '../verdict.js';

export const srch13 = defineCheck({
  id: 'SRCH13',
  title: 'References are found in each form',
  why: 'Clients write references as an id, as Type/id or as a whole address; all mean the same record.',
  remedy: 'Treat patient=id, patient=Patient/id and the absolute form alike.',
  owner: 'supplier',
  severity: 'medium',
  references: [{ title: 'FHIR R4 search, reference', url: 'https://hl7.org/fhir/R4/search.html#reference' }],
  needs: ['referenceForms'],
  examine({ referenceForms }) {
    const { type, forms } = referenceForms;
    const [first] = forms;
    if (first?.status !== 200) return unknown(`${type}?patient=id was not answered.`);
    const differ = forms
      .filter((one) => !one.equal && !(one.form === 'absolute' && (one.status !== 200 || one.hits === 0)))
      .map((one) => one.form);
    if (differ.length > 0) return fail(`${type}?patient gives other records for the ${differ.join(' and ')} form.`);
    if (forms.some((one) => !one.equal)) return warn(`${type}?patient does not take the absolute form.`);
    return pass('The forms of a reference give the same records.');
  },
});
