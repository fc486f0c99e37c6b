import { defineCheck } from '../define-check.js';
import { count, fail, pass, some, warn } from '../verdict.js';

export const cap02 = defineCheck({
  id: 'CAP02',
  title: 'The CapabilityStatement is valid',
  why: 'Clients read the statement by machine; what is wrong in it is not found.',
  remedy: 'Correct the elements named; fhir-readiness explain tells what each rule means.',
  owner: 'supplier',
  severity: 'medium',
  references: [{ title: 'FHIR R4 CapabilityStatement', url: 'https://hl7.org/fhir/R4/capabilitystatement.html' }],
  needs: ['capability'],
  examine({ capability }) {
    const name = (one: (typeof capability.faults)[number]): string => `${one.path} (${one.rule})`;
    const errors = capability.faults.filter((one) => one.severity === 'error');
    if (!capability.serverRest) return fail('The statement describes no server (rest.mode "server").');
    if (errors.length > 0)
      return fail(`${count(errors.length, 'fault')}: ${some(errors.map(name))}.`, {
        measures: { faults: errors.length },
      });
    if (capability.faults.length > 0)
      return warn(
        `${count(capability.faults.length, 'weakness', 'weaknesses')}: ${some(capability.faults.map(name))}.`,
      );
    return pass('The validator finds no fault in it, by base R4.');
  },
});
