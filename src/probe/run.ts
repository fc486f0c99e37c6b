import type { FhirTransport } from '../http/index.js';
import type { Observed, ProbeError, ProbeFacts, SkipReason } from '../model/index.js';
import type { Parameter } from './criteria/criterion.js';
import { parameterOf } from './criteria/criterion.js';
import { objects } from './json.js';
import type { WireResource } from './json.js';
import { masked } from './masked.js';
import type { Random } from './random.js';
import type { Ruleset } from './ruleset.js';
import { SearchLedger } from './search-ledger.js';
import type { EndpointTarget, FetchedReference, GatherOptions, Sample } from './target.js';

type Gathered = { -readonly [K in keyof ProbeFacts]?: Observed<ProbeFacts[K]> };

/** One run against one endpoint: what every gatherer shares. Lives in memory for as long as the run. */
export class ProbeRun {
  readonly evidence: Gathered = {};
  readonly samples = new Map<string, Sample>();
  readonly fetchedReferences = new Map<string, FetchedReference>();
  /** Medications fetched for the records that refer to them, by id. */
  readonly medicines = new Map<string, WireResource>();
  readonly ledger: SearchLedger;
  /** Search parameters learnt to be required, by type. */
  readonly required = new Map<string, readonly string[]>();
  /** Whether POST _search works; undefined until tried. */
  postSearch: boolean | undefined;
  /** A next link seen anywhere, to be garbled. */
  nextLink: { readonly url: URL; readonly type: string; readonly firstIds: readonly string[] } | undefined;
  readonly #parameters = new Map<string, ReadonlyMap<string, Parameter | null>>();
  #mark = 0;

  constructor(
    readonly target: EndpointTarget,
    readonly options: GatherOptions,
    readonly transport: FhirTransport,
    /** Sends no credential at all, not even a client certificate. */
    readonly openTransport: FhirTransport,
    readonly random: Random,
    readonly ruleset: Ruleset,
    /** Applicable types, then Patient, then the types referred to. */
    readonly types: readonly string[],
  ) {
    this.ledger = new SearchLedger(transport.base, (id) => {
      const patient = this.records('Patient').find((one) => one.id === id);
      return patient === undefined ? undefined : objects(patient, 'link').length > 0;
    });
  }

  get base(): URL {
    return this.transport.base;
  }

  /** Marks the start of a step: facts name the exchanges made since. */
  begin(): void {
    this.#mark = this.transport.traffic.length;
  }

  see<K extends keyof ProbeFacts>(fact: K, value: ProbeFacts[K], exchanges?: readonly string[]): void {
    const made = this.transport.traffic.slice(this.#mark).map((record) => record.exchange.id);
    const observed: Observed<ProbeFacts[K]> = { state: 'seen', value: masked(value), exchanges: exchanges ?? made };
    Object.assign(this.evidence, { [fact]: observed });
  }

  fail(fact: keyof ProbeFacts, error: ProbeError): void {
    const exchanges = this.transport.traffic.slice(this.#mark).map((record) => record.exchange.id);
    Object.assign(this.evidence, { [fact]: { state: 'failed', error, exchanges } });
  }

  skip(fact: keyof ProbeFacts, because: SkipReason, detail?: string): void {
    if (this.evidence[fact] !== undefined) return;
    Object.assign(this.evidence, {
      [fact]: { state: 'skipped', because, ...(detail === undefined ? {} : { detail }) },
    });
  }

  /** The value of a fact when it was seen. */
  seen<K extends keyof ProbeFacts>(fact: K): ProbeFacts[K] | undefined {
    const observed: Observed<ProbeFacts[K]> | undefined = this.evidence[fact];
    return observed?.state === 'seen' ? observed.value : undefined;
  }

  records(type: string): readonly WireResource[] {
    return this.samples.get(type)?.resources ?? [];
  }

  /** Ids of sampled records, strings only. */
  ids(type: string): readonly string[] {
    return this.records(type).flatMap((resource) => (resource.id === undefined ? [] : [resource.id]));
  }

  /** R4's search parameter of that name on that type, if hits can be judged by it; null where it exists but cannot be judged. */
  parameter(type: string, name: string): Parameter | null | undefined {
    let known = this.#parameters.get(type);
    if (known === undefined) {
      known = new Map(
        this.options.definitions
          .searchParameters(type)
          .map((definition) => [definition.code, parameterOf(definition) ?? null]),
      );
      this.#parameters.set(type, known);
    }
    return known.get(name);
  }

  declares(type: string, what: 'read' | 'vread' | 'search-type' | 'history-instance'): boolean {
    return this.capabilityOf(type)?.interactions.includes(what) ?? false;
  }

  capabilityOf(type: string): ProbeFacts['capability']['types'][number] | undefined {
    return this.seen('capability')?.types.find((one) => one.type === type);
  }
}
