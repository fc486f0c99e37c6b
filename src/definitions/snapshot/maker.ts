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
    if (this.#open.has(definition) || this.#open.size >= LONGEST_CHAIN) return 'cyclic';
    const made = hasSnapshot(definition) ? definition : this.#make(definition);
    this.#made.set(definition, made);
    return made;
  }

  #make(definition: StructureDefinition): StructureDefinition | Missing {
    this.#open.add(definition);
    try {
      const { elements, problems } = generateSnapshot(definition, this);
      this.#problems.push(...problems);
      return { ...definition, snapshot: { element: elements } };
    } catch (error) {
      if (!(error instanceof ReadinessError)) throw error;
      this.#problems.push({ profile: definition.url, code: 'no-snapshot', message: error.message });
      return 'broken';
    } finally {
      this.#open.delete(definition);
    }
  }
}
