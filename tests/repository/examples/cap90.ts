import { defineCheck } from '../../../src/checks/define-check.js';
import { pass, warn } from '../../../src/checks/verdict.js';

export const cap90 = defineCheck({
  id: 'CAP90',
  title: 'The statement names the software',
  why: 'A fault can be traced to a product and its version only when both are known.',
  remedy: 'State CapabilityStatement.software with name and version.',
  owner: 'supplier',
  severity: 'low',
  references: [{ title: 'FHIR R4 CapabilityStatement', url: 'https://hl7.org/fhir/R4/capabilitystatement.html' }],
  needs: ['capability'],
  examine: ({ capability: { software } }) =>
    software === undefined ? warn('No software is named.') : pass('The software is named.'),
});
