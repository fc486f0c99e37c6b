import { developing } from './developing.js';
import type { Persona } from './persona.js';

/** A system on its own: local codes, few types, HTML errors, and records for anyone who asks, with a token or without. */
export const silo: Persona = {
  title: 'Silo: a synthetic trust whose system stands on its own and checks no token',
  software: { name: 'Legacy PAS connector', version: '2.0' },
  trust: 'silo',
  searchParameters: {
    Patient: ['identifier', 'name'],
    AllergyIntolerance: ['patient'],
    Condition: ['patient'],
    DocumentReference: ['patient'],
    Encounter: ['patient'],
    MedicationRequest: ['patient'],
    Observation: ['patient'],
    Organization: ['name'],
    Procedure: ['patient'],
  },
  behaviour: {
    ...developing.behaviour,
    authorisation: 'unchecked',
    ignoredParameters: ['Encounter.patient'],
    deadParameters: [],
    emptyTypes: [],
    interactions: ['read', 'search-type'],
    unknownModifier: 'ignore',
    malformedValue: 'ignore',
    unknownType: 'nothing',
    identifierSystemIgnored: true,
    errors: 'html',
    total: 'never',
    noNextFor: ['Observation', 'Encounter', 'Procedure', 'Condition'],
    postSearch: false,
    versionHeaders: false,
  },
};
