import { exemplar } from './exemplar.js';
import type { Persona } from './persona.js';

/** The answers of an open source R4 server with its defaults, over the exemplar's records. */
export const hapi: Persona = {
  title: 'HAPI: the exemplar records behind the habits of a widespread open source server',
  software: { name: 'HAPI FHIR Server', version: '8.8.0' },
  trust: 'exemplar',
  searchParameters: exemplar.searchParameters,
  behaviour: {
    ...exemplar.behaviour,
    authorisation: 'none',
    discovery: false,
    supportedProfiles: 'none',
    emptyTypes: [
      'Account',
      'Appointment',
      'AuditEvent',
      'Claim',
      'Communication',
      'Consent',
      'Coverage',
      'Flag',
      'Goal',
    ],
    unknownParameter: 'refuse',
    honoursPrefer: false,
    unknownModifier: 'nothing',
    unacceptable: 'ignore',
    malformedId: 404,
    notOffered: 400,
    browserView: true,
    errors: 'container',
    pageLinks: 'token-and-offset',
    linksOnCount: false,
    total: 'asked',
    maxPageSize: 100_000,
  },
};
