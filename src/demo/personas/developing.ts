import { exemplar } from './exemplar.js';
import type { Persona } from './persona.js';

/** A supplier's product half way there: secured, but it claims more than it does and words errors as it likes. */
export const developing: Persona = {
  title: 'Developing: a synthetic trust half way there',
  software: { name: 'Midway EPR gateway', version: '7.2' },
  trust: 'developing',
  searchParameters: {
    ...exemplar.searchParameters,
    DocumentReference: ['patient', 'type', 'status'],
    ImagingStudy: ['patient', 'identifier'],
  },
  behaviour: {
    ...exemplar.behaviour,
    discovery: false,
    supportedProfiles: 'none',
    ignoredParameters: [
      'Encounter.date',
      'Observation.code',
      'MedicationRequest.authoredon',
      'Procedure.date',
      'Condition.category',
      'Patient.phone',
    ],
    deadParameters: ['Observation.value-quantity', 'ServiceRequest.authored'],
    emptyTypes: ['Flag', 'Consent'],
    interactions: ['read', 'vread', 'search-type'],
    honoursPrefer: false,
    unknownModifier: 'ignore',
    malformedValue: 'nothing',
    malformedCount: 'ignore',
    unacceptable: 'ignore',
    malformedId: 404,
    errors: 'mixed',
    total: 'asked',
    noNextFor: ['Observation', 'ServiceRequest'],
    includes: false,
    pageSize: 10,
    maxPageSize: 50,
    mirrorsRequestId: false,
    gzip: false,
  },
};
