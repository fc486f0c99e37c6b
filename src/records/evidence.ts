import type { Observed, RecordFacts } from '../model/index.js';
import { createTerminology } from '../terminology/index.js';
import { deriveCoding } from './coding/index.js';
import { deriveConformance } from './conformance.js';
import { deriveExtensions } from './extensions.js';
import { deriveIdentity, deriveOrganisations } from './identity.js';
import type { RecordInput } from './input.js';
import { deriveMustSupport } from './must-support.js';
import { deriveReferences } from './references.js';
import type { SampledType } from './sample.js';
import { prepareSamples } from './sample.js';

/** What deriving needs; the rest has defaults. */
export type RecordOptions = Omit<RecordInput, 'terminology' | 'ukCore'> &
  Partial<Pick<RecordInput, 'terminology' | 'ukCore'>>;

export type RecordEvidence = { readonly [K in keyof RecordFacts]: Observed<RecordFacts[K]> };

type Derivations = {
  readonly [K in keyof RecordFacts]: {
    readonly derive: (types: readonly SampledType[], input: RecordInput) => RecordFacts[K];
    /** The type without which there is nothing to count; any type where absent. */
    readonly needs?: string;
  };
};

const DERIVATIONS: Derivations = {
  conformance: { derive: deriveConformance },
  mustSupport: { derive: deriveMustSupport },
  extensions: { derive: deriveExtensions },
  references: { derive: deriveReferences },
  identity: { derive: deriveIdentity, needs: 'Patient' },
  organisations: { derive: deriveOrganisations, needs: 'Organization' },
  coding: { derive: deriveCoding },
};

/** The UK Core package in use, as `name#version`. */
function ukCoreOf({ definitions }: RecordOptions): string {
  if (definitions.ukCoreProfile('Patient') === undefined) return 'none';
  const found = definitions.packages.find(({ name }) => /uk-?core/i.test(name));
  return found === undefined ? 'UK Core' : `${found.name}#${found.version}`;
}

/**
 * Boils sampled records down to facts: conformance, content, links, identity and coding, counts alone. Synchronous; duplicates count once.
 * A fact without records to count is `skipped` (no-data); a fault of ours makes the one fact `failed`, never a finding.
 * Nothing of a record but paths, codes and counts is in the result; codes that could be names or numbers of persons stand as their shape.
 */
export function deriveRecordFacts(options: RecordOptions): RecordEvidence {
  const input: RecordInput = {
    ...options,
    ukCore: options.ukCore ?? ukCoreOf(options),
    terminology: options.terminology ?? createTerminology(options.definitions),
  };
  const types = prepareSamples(input.samples, input.base);
  const observe = <K extends keyof RecordFacts>(name: K): Observed<RecordFacts[K]> => {
    const { derive, needs } = DERIVATIONS[name];
    const counted = types.filter(({ type, records }) => records.length > 0 && (needs ?? type) === type);
    if (counted.length === 0) return { state: 'skipped', because: 'no-data' };
    try {
      return { state: 'seen', value: derive(types, input), exchanges: [] };
    } catch (error) {
      const kind = error instanceof Error ? error.name : 'Error';
      return {
        state: 'failed',
        error: { kind: 'tool', message: `${name} could not be counted (${kind})` },
        exchanges: [],
      };
    }
  };
  return {
    conformance: observe('conformance'),
    mustSupport: observe('mustSupport'),
    extensions: observe('extensions'),
    references: observe('references'),
    identity: observe('identity'),
    organisations: observe('organisations'),
    coding: observe('coding'),
  };
}
