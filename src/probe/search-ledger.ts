import type { BundlesFact, HitsFact } from '../model/index.js';
import type { Page } from './bundle.js';
import { judgeHit } from './criteria/criterion.js';
import type { Criterion } from './criteria/criterion.js';
import type { Judgement } from './criteria/judgement.js';
import { isResource, text } from './json.js';
import type { WireResource } from './json.js';
import { patientOf, readReference } from './literal-reference.js';

/** How the hits of one search stand to its criteria. */
export interface HitTally {
  readonly match: number;
  readonly mismatch: number;
  readonly undecided: number;
  readonly otherPatient: number;
}

const countIn = (map: Map<string, number>, key: string, by: number): void => {
  if (by > 0) map.set(key, (map.get(key) ?? 0) + by);
};

const listed = (map: ReadonlyMap<string, number>): { type: string; parameter: string; count: number }[] =>
  [...map].map(([key, count]) => {
    const [type = '', parameter = ''] = key.split(' ');
    return { type, parameter, count };
  });

const asksForPatient = (criterion: Criterion, type: string): boolean => {
  const { name } = criterion.parameter;
  if (type === 'Patient') return name === '_id';
  return name === 'patient' || (name === 'subject' && criterion.value.startsWith('Patient/'));
};

/** Looks at every searchset of the run: hygiene of its entries, `_count`, and hits against criteria. Keeps counts only. */
export class SearchLedger {
  #bundles = 0;
  #entries = 0;
  #withoutResource = 0;
  #withResponse = 0;
  #wrongFullUrl = 0;
  #duplicateFullUrl = 0;
  #withoutMode = 0;
  #selfMissing = 0;
  #searches = 0;
  #hits = 0;
  #undecided = 0;
  readonly #breaches = new Map<string, number>();
  readonly #others = new Map<string, number>();
  #counted = 0;
  #over = 0;

  /** `isLinked` tells whether a sampled Patient names another one as the same person; undefined when it was not sampled. */
  constructor(
    private readonly base: URL,
    private readonly isLinked: (patient: string) => boolean | undefined,
  ) {}

  /** Notes one searchset. `count` is the page size asked for. */
  note(page: Page, count: number | undefined): void {
    this.#bundles += 1;
    if (page.self === undefined) this.#selfMissing += 1;
    if (count !== undefined) {
      this.#counted += 1;
      if (page.matches.length > count) this.#over += 1;
    }
    const urls = new Set<string>();
    for (const entry of page.entries) {
      this.#entries += 1;
      const resource = entry['resource'];
      if (!isResource(resource)) this.#withoutResource += 1;
      if (entry['response'] !== undefined) this.#withResponse += 1;
      if (text(entry['search'], 'mode') === undefined) this.#withoutMode += 1;
      const fullUrl = text(entry, 'fullUrl');
      if (fullUrl === undefined) continue;
      if (isResource(resource) && !this.#fits(fullUrl, resource)) this.#wrongFullUrl += 1;
      const version = isResource(resource) ? (text(resource['meta'], 'versionId') ?? '') : '';
      if (urls.has(`${fullUrl} ${version}`)) this.#duplicateFullUrl += 1;
      urls.add(`${fullUrl} ${version}`);
    }
  }

  /** Judges every match of a page against the criteria of its search. */
  judge(type: string, page: Page, criteria: readonly Criterion[]): HitTally {
    const tally = { match: 0, mismatch: 0, undecided: 0, otherPatient: 0 };
    if (criteria.length === 0) return tally;
    this.#searches += 1;
    for (const hit of page.matches) {
      this.#hits += 1;
      const judgements = criteria.map((criterion) => ({ criterion, judgement: judgeHit(hit, criterion, this.base) }));
      const broken = judgements.filter((one) => one.judgement === 'mismatch');
      for (const { criterion } of broken) {
        countIn(this.#breaches, `${type} ${criterion.parameter.name}`, 1);
        if (this.#isOther(hit, criterion, type)) {
          tally.otherPatient += 1;
          countIn(this.#others, `${type} ${criterion.parameter.name}`, 1);
        }
      }
      const result: Judgement =
        broken.length > 0 ? 'mismatch' : judgements.every((one) => one.judgement === 'match') ? 'match' : 'undecided';
      tally[result] += 1;
      if (result === 'undecided') this.#undecided += 1;
    }
    return tally;
  }

  get bundles(): BundlesFact {
    return {
      bundles: this.#bundles,
      entries: this.#entries,
      withoutResource: this.#withoutResource,
      withResponse: this.#withResponse,
      wrongFullUrl: this.#wrongFullUrl,
      duplicateFullUrl: this.#duplicateFullUrl,
      withoutMode: this.#withoutMode,
      selfMissing: this.#selfMissing,
    };
  }

  get hits(): HitsFact {
    return {
      searches: this.#searches,
      hits: this.#hits,
      undecided: this.#undecided,
      breaches: listed(this.#breaches),
      otherPatient: listed(this.#others),
    };
  }

  get counted(): { readonly pages: number; readonly over: number } {
    return { pages: this.#counted, over: this.#over };
  }

  #fits(fullUrl: string, resource: WireResource): boolean {
    if (fullUrl.startsWith('urn:') || resource.id === undefined) return true;
    return fullUrl.replace(/\/_history\/[^/]+$/, '').endsWith(`${resource.resourceType}/${resource.id}`);
  }

  /** Certain only where the record names, literally, a Patient of this server that is not linked to the one asked for. */
  #isOther(hit: WireResource, criterion: Criterion, type: string): boolean {
    if (!asksForPatient(criterion, type)) return false;
    const asked = readReference(criterion.value, this.base)?.id ?? criterion.value;
    const actual = patientOf(hit, this.base);
    if (actual === undefined || actual === asked) return false;
    return this.isLinked(asked) === false && this.isLinked(actual) !== true;
  }
}
