import type { ElementDefinition, FhirResource, StructureDefinition } from 'fhir/r4.js';
import type { Definitions } from '../../src/definitions/definitions.js';
import type { Issue, RecordFacts } from '../../src/model/index.js';
import type { RecordOptions } from '../../src/records/index.js';
import { deriveRecordFacts } from '../../src/records/index.js';
import { hold } from '../terminology/held.js';

export const UK = 'https://fhir.hl7.org.uk/StructureDefinition/';

export interface World {
  /** Must-support paths and bindings by type: gives the type a UK Core profile. */
  readonly profiles?: Readonly<Record<string, readonly Partial<ElementDefinition>[]>>;
  readonly known?: readonly string[];
  readonly held?: readonly FhirResource[];
}

/** Definitions of a small world: profiles by type, extensions and value sets that are known. */
export function definitionsOf({ profiles = {}, known = [], held = [] }: World): Definitions {
  const structure = (url: string): StructureDefinition | undefined => {
    const type = url.startsWith(`${UK}UKCore-`) ? url.slice(`${UK}UKCore-`.length) : '';
    const element = profiles[type]?.map((each) => ({ id: each.path, ...each }) as ElementDefinition);
    if (element === undefined && !known.includes(url)) return undefined;
    return { resourceType: 'StructureDefinition', url, snapshot: { element: element ?? [] } } as StructureDefinition;
  };
  return {
    ...hold(...held),
    structure,
    holdsStructure: (url) => structure(url) !== undefined,
    base: () => undefined,
    isResource: (type) => ['Patient', 'Condition', 'Encounter', 'Medication', 'Observation'].includes(type),
    searchParameters: () => [],
    ukCoreProfile: (type) => (type in profiles ? `${UK}UKCore-${type}` : undefined),
    canonicals: () => [],
    resource: () => undefined,
    packages: [{ name: 'uk-core', version: '2.0.2' }],
  };
}

export const NOTHING_WRONG = { issues: [], undecided: 0 };

export const issue = (code: string, expression: string, more: Partial<Issue> = {}): Issue => ({
  code,
  severity: 'error',
  params: {},
  at: { expression },
  ...more,
});

type Given = Omit<Partial<RecordOptions>, 'samples'> & {
  readonly world?: World;
  readonly populations?: Readonly<Record<string, number>>;
};

/** Facts about records given as plain objects, in the order of their types. */
export function factsOf(resources: readonly object[], { world = {}, populations = {}, ...given }: Given = {}) {
  const types = [...new Set(resources.map((each) => (each as { resourceType: string }).resourceType))];
  return deriveRecordFacts({
    lens: 'synthetic',
    today: '2026-03-01',
    definitions: definitionsOf(world),
    judge: {
      base: () => NOTHING_WRONG,
      profiles: () => NOTHING_WRONG,
      declared: () => NOTHING_WRONG,
      describe: ({ code }) => code,
    },
    ...given,
    samples: types.map((type) => ({
      type,
      resources: resources.filter((each) => (each as { resourceType: string }).resourceType === type),
      ...(type in populations ? { population: populations[type]! } : {}),
    })),
  });
}

/** One fact, which must have been seen. */
export function factOf<K extends keyof RecordFacts>(name: K, ...given: Parameters<typeof factsOf>): RecordFacts[K] {
  const fact = factsOf(...given)[name];
  if (fact.state !== 'seen') throw new Error(`${name} is ${fact.state}: ${JSON.stringify(fact)}`);
  return fact.value;
}
