import { expect, it } from 'vitest';
import { openDefinitions } from '../../../src/definitions/index.js';
import { createInvariants, type Origin } from '../../../src/validator/invariant/index.js';
import { describeWithShared } from '../../support/shared.js';
import { Generator, Mutator, pick, realResources, seeded } from './documents.js';
import { isNameRule, KNOWN_FAULTS, Oracle, type Answer } from './oracle.js';
import { Visitor, type Tree, type Visit } from './visits.js';

/** Of real resources and edits of them; those of random resources come on top. Another number by `FHIR_READINESS_EVALUATIONS`. */
const ASKED = process.env['FHIR_READINESS_EVALUATIONS'];
const EVALUATIONS = Number(ASKED ?? 62_000);
/** Of both together, where no other number was asked for. */
const LEAST = 100_000;
const SEED = Number(process.env['FHIR_READINESS_SEED'] ?? 20260401);

interface Tally {
  true: number;
  false: number;
  other: number;
}

/** Runs prepared and interpreted invariants beside fhirpath.js and keeps what differs. */
class Comparison {
  readonly definitions = openDefinitions({ ukCore: 'none' });
  readonly visitor = new Visitor(this.definitions);
  readonly oracle = new Oracle();
  readonly prepared = createInvariants({ definitions: this.definitions });
  readonly interpreted = createInvariants({ definitions: this.definitions, prepared: false });
  readonly tallies = new Map<string, Tally>();
  readonly origins = new Map<Origin, Set<string>>();
  readonly faults = new Map<string, number>();
  evaluations = 0;
  spent = 0;

  resource(resource: Tree): void {
    this.visitor.resource(resource, resource, (visit) => {
      this.#compare(visit);
    });
  }

  #compare(visit: Visit): void {
    this.evaluations += 1;
    const expected = this.oracle.answer(visit);
    const invariant = this.prepared.compile(visit);
    const start = performance.now();
    const got = invariant(visit.node, visit);
    this.spent += performance.now() - start;
    this.#origin(visit);
    const tally = this.tallies.get(visit.expression) ?? { true: 0, false: 0, other: 0 };
    this.tallies.set(visit.expression, tally);
    tally[expected === true ? 'true' : expected === false ? 'false' : 'other'] += 1;
    this.#judge(visit, 'prepared', got, expected);
    if (expected === 'throws') return;
    const interpret = (): boolean | undefined => this.interpreted.compile(visit)(visit.node, visit);
    // what is left to fhirpath.js has a tenth of a second, which a busy machine can take away: it is asked again
    this.#judge(visit, 'interpreted', interpret() ?? interpret() ?? interpret(), expected);
  }

  #origin(visit: Visit): void {
    const origin = this.prepared.origin(visit);
    const held = this.origins.get(origin) ?? new Set<string>();
    this.origins.set(origin, held);
    held.add(visit.expression);
  }

  #judge({ key, type }: Visit, form: string, got: boolean | undefined, expected: Answer): void {
    // an empty answer does not meet an invariant
    const wanted = expected === 'empty' ? false : expected;
    if (got === wanted || KNOWN_FAULTS[key]?.answers.includes(expected) === true) return;
    if (isNameRule(key) && (got === false ? expected === true : expected === 'empty')) return;
    const id = `${key} of ${type}: ${form} says ${String(got)}, fhirpath.js ${String(expected)}`;
    this.faults.set(id, (this.faults.get(id) ?? 0) + 1);
  }
}

describeWithShared('Invariants agree with fhirpath.js', () => {
  const random = seeded(SEED);
  let total = 0;

  it('over the examples, the corpus and random edits of both', { timeout: 600_000 }, () => {
    const comparison = new Comparison();
    const resources = realResources();
    const mutator = new Mutator(comparison.visitor, resources, random);
    for (let i = 0; comparison.evaluations < EVALUATIONS; i += 1) {
      const resource = pick(random, resources);
      if (resource !== undefined) comparison.resource(i % 2 === 0 ? resource : mutator.mutate(resource));
    }
    console.log(
      `${comparison.evaluations} evaluations of ${comparison.tallies.size} expressions: fhirpath.js ` +
        `${Math.round(comparison.oracle.spent)} ms, prepared ${Math.round(comparison.spent)} ms`,
    );
    total += comparison.evaluations;
    expect([...comparison.faults]).toEqual([]);
    expect(comparison.evaluations).toBeGreaterThanOrEqual(EVALUATIONS);
  });

  it(
    'over random resources of every type, so that nearly every expression is seen met and broken',
    { timeout: 600_000 },
    () => {
      const comparison = new Comparison();
      const generator = new Generator(comparison.definitions, comparison.visitor, random);
      const types = comparison.definitions
        .canonicals('StructureDefinition')
        .flatMap((canonical) => comparison.definitions.structure(canonical) ?? [])
        .filter(({ kind, derivation, abstract }) => kind === 'resource' && derivation === 'specialization' && !abstract)
        .map(({ type }) => type);
      for (const type of types)
        for (let i = 0; i < Math.max(3, EVALUATIONS / 3875); i += 1) comparison.resource(generator.resource(type));
      total += comparison.evaluations;
      const settled = [...comparison.tallies.values()].filter(
        (tally) => tally.true > 0 && tally.false + tally.other > 0,
      );
      console.log(
        `${comparison.evaluations} evaluations over ${types.length} types: ${comparison.tallies.size} expressions, ` +
          `${settled.length} seen both ways; ${[...comparison.origins].map(([origin, held]) => `${held.size} ${origin}`).join(', ')}`,
      );
      expect([...comparison.faults]).toEqual([]);
      expect(comparison.tallies.size).toBeGreaterThan(185);
      expect(settled.length).toBeGreaterThan(105);
      expect(comparison.origins.get('interpreted') ?? new Set()).toEqual(new Set());
      expect(comparison.origins.get('fhirpath') ?? new Set()).toEqual(new Set());
    },
  );

  it('in a hundred thousand evaluations and more', () => {
    expect(total).toBeGreaterThanOrEqual(ASKED === undefined ? LEAST : EVALUATIONS);
  });
});
