import type { RecordFacts } from '../model/index.js';
import { deriveCoding } from './coding/index.js';
import { deriveConformance } from './conformance.js';
import { deriveExtensions } from './extensions.js';
import { deriveIdentity, deriveOrganisations } from './identity.js';
import type { RecordInput } from './input.js';
import { deriveMustSupport } from './must-support.js';
import { deriveReferences } from './references.js';
import { prepareSamples } from './sample.js';

/**
 * Boils sampled records down to counts: conformance, content, links, identity and coding. Pure and synchronous.
 * Nothing of a record but paths, codes and counts is in the result; codes that could be names or numbers of persons stand as their shape.
 */
export function deriveRecordFacts(input: RecordInput): RecordFacts {
  const types = prepareSamples(input.samples, input.base);
  return {
    conformance: deriveConformance(types, input),
    mustSupport: deriveMustSupport(types, input),
    extensions: deriveExtensions(types, input),
    references: deriveReferences(types, input),
    identity: deriveIdentity(types, input),
    organisations: deriveOrganisations(types, input),
    coding: deriveCoding(types, input),
  };
}
