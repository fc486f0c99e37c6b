import type { FhirResource, Reference } from 'fhir/r4.js';
import { UK_CORE } from './codes.js';
import { Random } from './random.js';

export interface TrustSettings {
  readonly name: 'exemplar' | 'developing' | 'silo';
  readonly title: string;
  /** ODS code of the trust, of a kind that is not given out. */
  readonly ods: string;
  readonly seed: number;
  /** Prefix of every id. */
  readonly prefix: string;
  /** First of the trust's NHS Numbers in the series. */
  readonly firstNumber: number;
}

/** How many of each type a trust holds. */
export const COUNTS = {
  patient: 72,
  practitioner: 30,
  organization: 32,
  location: 32,
  encounter: 96,
  condition: 90,
  allergy: 66,
  procedure: 45,
  immunization: 45,
  vitals: 22,
  laboratory: 30,
  imaging: 36,
  medication: 30,
  prescription: 60,
  document: 45,
  carePlan: 36,
} as const;

const DAY = 86_400_000;
const FIRST_DAY = Date.UTC(2024, 0, 8);
const DAYS = 600;
/** One night on which a quarter of the records was loaded at once. */
const LOAD = Date.UTC(2024, 10, 17, 2, 10);

/** A trust being made: its records so far, its people to point at, and its dice. */
export class World {
  readonly random: Random;
  readonly records: FhirResource[] = [];
  readonly #serials = new Map<string, number>();

  constructor(readonly settings: TrustSettings) {
    this.random = new Random(settings.seed);
  }

  /** Keeps a record under the next id of its type, with meta and a short narrative, and returns a reference to it. */
  add(resource: FhirResource, profile?: string): Reference {
    const type = resource.resourceType;
    const serial = (this.#serials.get(type) ?? 0) + 1;
    this.#serials.set(type, serial);
    const id = this.id(type, serial);
    const { resourceType: _type, ...content } = resource;
    const words = `Synthetic ${type} ${serial}`;
    this.records.push({
      resourceType: type,
      id,
      meta: {
        versionId: '1',
        lastUpdated: this.#updated(),
        ...(profile === undefined ? {} : { profile: [UK_CORE + profile] }),
      },
      ...(type === 'Binary'
        ? {}
        : { text: { status: 'generated', div: `<div xmlns="http://www.w3.org/1999/xhtml">${words}</div>` } }),
      ...content,
    } as FhirResource);
    return { reference: `${type}/${id}` };
  }

  id(type: string, serial: number): string {
    return `${this.settings.prefix}-${type.toLowerCase()}-${String(serial).padStart(3, '0')}`;
  }

  /** A reference to the nth record of a type, counted from 0, also before it is there. */
  nth(type: string, index: number): Reference {
    return { reference: `${type}/${this.id(type, index + 1)}` };
  }

  /** A record of a type at random, out of `count`. */
  any(type: string, count: number): Reference {
    return this.nth(type, this.random.int(0, count - 1));
  }

  /** An instant in working hours, for clinical events. */
  moment(day = this.random.int(0, DAYS)): string {
    const minutes = this.random.int(8 * 60, 18 * 60);
    return new Date(FIRST_DAY + day * DAY + minutes * 60_000).toISOString().replace('.000Z', '+00:00');
  }

  /** A calendar day of clinical events. */
  day(): number {
    return this.random.int(0, DAYS);
  }

  /** `minutes` after a moment. */
  later(moment: string, minutes: number): string {
    return new Date(Date.parse(moment) + minutes * 60_000).toISOString().replace('.000Z', '+00:00');
  }

  #updated(): string {
    const instant = this.random.chance(0.25)
      ? LOAD + this.random.int(0, 45 * 60_000)
      : FIRST_DAY + this.random.int(0, DAYS * DAY);
    return new Date(instant).toISOString();
  }
}
