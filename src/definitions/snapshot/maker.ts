import type { StructureDefinition } from 'fhir/r4.js';
import { ReadinessError } from '../../model/errors.js';
import { generateSnapshot } from './generate.js';
import type { SnapshotProblem } from './problem.js';
import { hasSnapshot } from './well-formed.js';
import type { Missing, SnapshotSource } from './source.js';

const LONGEST_CHAIN = 64;

/** Gives every definition a snapshot: its own, or one made from its differential and remembered. */
export class SnapshotMaker implements SnapshotSource {
  readonly #lookUp: (canonical: string) => StructureDefinition | undefined;
  readonly #isReady: (definition: StructureDefinition) => boolean;
  readonly #made = new Map<StructureDefinition, StructureDefinition | Missing>();
  /** Those being made: a definition that needs itself is found here. */
  readonly #open = new Set<StructureDefinition>();
  readonly #problems: SnapshotProblem[] = [];
  /** Definitions derived from themselves by way of others, each with the whole way. */
  readonly #circles = new Map<StructureDefinition, string>();

  /** `isReady` tells definitions whose snapshots need no check. */
  constructor(
    lookUp: (canonical: string) => StructureDefinition | undefined,
    isReady: (definition: StructureDefinition) => boolean,
  ) {
    this.#lookUp = lookUp;
    this.#isReady = isReady;
  }

  /** Problems of all snapshots made so far. */
  get problems(): readonly SnapshotProblem[] {
    return this.#problems;
  }

  snapshotOf(canonical: string): StructureDefinition | Missing {
    const definition = this.#lookUp(canonical);
    if (!definition) return 'unknown';
    if (this.#isReady(definition)) return definition;
    const known = this.#made.get(definition);
    if (known !== undefined) return known;
    if (this.#open.has(definition)) {
      this.#noteCircle(definition);
      return 'cyclic';
    }
    if (this.#open.size >= LONGEST_CHAIN) return 'too-deep';
    const made = hasSnapshot(definition) ? definition : this.#make(definition);
    this.#made.set(definition, made);
    return made;
  }

  /** Why nothing can be made of a definition that is held; undefined where something can. */
  whyMissing(canonical: string): string | undefined {
    const found = this.snapshotOf(canonical);
    if (typeof found !== 'string' || found === 'unknown') return undefined;
    const url = this.#lookUp(canonical)?.url;
    return this.#problems.find(({ profile, code }) => profile === url && code === 'no-snapshot')?.message;
  }

  #noteCircle(start: StructureDefinition): void {
    const open = [...this.#open];
    const members = open.slice(open.indexOf(start));
    const circle = [...members, start].map(({ url }) => url).join(' → ');
    for (const member of members) if (!this.#circles.has(member)) this.#circles.set(member, circle);
  }

  #reason({ url, baseDefinition: named }: StructureDefinition, error: ReadinessError): string {
    const base = typeof named === 'string' ? this.#lookUp(named) : undefined;
    const circle = base === undefined ? undefined : this.#circles.get(base);
    return circle === undefined ? error.message : `${url}: its bases come back to where they began: ${circle}`;
  }

  #make(definition: StructureDefinition): StructureDefinition | Missing {
    this.#open.add(definition);
    try {
      const { elements, problems } = generateSnapshot(definition, this);
      this.#problems.push(...problems);
      return { ...definition, snapshot: { element: elements } };
    } catch (error) {
      if (!(error instanceof ReadinessError)) throw error;
      this.#problems.push({ profile: definition.url, code: 'no-snapshot', message: this.#reason(definition, error) });
      return 'broken';
    } finally {
      this.#open.delete(definition);
    }
  }
}
