import type { ValueSetComposeInclude, ValueSetComposeIncludeFilter } from 'fhir/r4.js';
import type { CodeInSystem, Decidability, MembershipAnswer } from './terminology.js';
import type { HeldConcept, HeldSystem } from './code-system.js';
import { compileFilter } from './filter.js';
import type { Grammar } from './grammars/index.js';
import { GRAMMARS } from './grammars/index.js';
import { wholeMatch } from './pattern.js';
import { snomedFilter } from './snomed/filter.js';
import { SYSTEM } from './snomed/systems.js';
import { hasStrings, objects } from './sound.js';
import { areCommensurable } from './ucum.js';

export const IN: MembershipAnswer = { result: 'in' };
export const OUT: MembershipAnswer = { result: 'out' };

/** One condition of a value set: `system` is undefined where the element implies it. */
export interface Part {
  test(code: string, system: string | undefined): MembershipAnswer;
  readonly decidability: Decidability;
  codes?(): Iterable<CodeInSystem>;
}

/** Code systems as a part needs them; `version` as the value set pins it. */
export type SystemSource = (url: string, version?: string) => HeldSystem | undefined;

const answersOf = (needs: string): Readonly<Record<'in' | 'out' | 'unknown', MembershipAnswer>> => ({
  in: IN,
  out: OUT,
  unknown: { result: 'unknown', needs },
});

/** What an include says about its own system, its value sets left aside. */
export function systemPart(include: ValueSetComposeInclude, systems: SystemSource): Part | undefined {
  const { system } = include;
  if (system === undefined) return undefined;
  const held = (): HeldSystem | undefined => systems(system, include.version);
  const inner = conceptsPart(include, held) ?? filterPart(include, system, held) ?? wholePart(system, held());
  return {
    ...inner,
    test: (code, given) => (given === undefined || given === system ? inner.test(code, given) : OUT),
  };
}

function conceptsPart(include: ValueSetComposeInclude, held: () => HeldSystem | undefined): Part | undefined {
  const { system } = include;
  const concept = objects(include.concept);
  if (concept.length === 0) return undefined;
  const codes = new Set(concept.map(({ code }) => code));
  return {
    test: (code) => {
      if (codes.has(code)) return IN;
      const same = held()?.find(code)?.code;
      return same !== undefined && codes.has(same) ? IN : OUT;
    },
    decidability: 'full',
    *codes() {
      for (const { code, display } of concept) yield listed(system, code, display ?? held()?.find(code)?.display);
    },
  };
}

const listed = (system: string | undefined, code: string, display: string | undefined): CodeInSystem => ({
  code,
  ...(system === undefined ? {} : { system }),
  ...(display === undefined ? {} : { display }),
});

function wholePart(system: string, held: HeldSystem | undefined): Part {
  if (held?.complete) {
    return {
      test: (code) => (held.find(code) === undefined ? OUT : IN),
      decidability: 'full',
      codes: () => listAll(held.concepts.values(), system),
    };
  }
  const answers = answersOf(system);
  const grammar = GRAMMARS.get(system);
  if (grammar !== undefined) {
    return { test: (code) => answers[grammar(code)], decidability: SETTLED.has(system) ? 'full' : 'no' };
  }
  if (held !== undefined && held.concepts.size > 0) {
    return { test: (code) => (held.find(code) === undefined ? answers.unknown : IN), decidability: 'partial' };
  }
  return { test: () => answers.unknown, decidability: 'no' };
}

/** Systems whose grammar decides every code. */
const SETTLED = new Set([
  'urn:ietf:bcp:13',
  'urn:ietf:bcp:47',
  'urn:ietf:rfc:3986',
  SYSTEM.ucum,
  'https://www.iana.org/time-zones',
]);

function* listAll(concepts: Iterable<HeldConcept>, system: string): Iterable<CodeInSystem> {
  for (const { code, display } of concepts) yield listed(system, code, display);
}

function filterPart(
  include: ValueSetComposeInclude,
  system: string,
  hold: () => HeldSystem | undefined,
): Part | undefined {
  const filter = objects(include.filter);
  if (filter.length === 0) return undefined;
  if (!filter.every((each) => hasStrings(each, ['property', 'op', 'value']))) {
    return { test: () => answersOf(system).unknown, decidability: 'no' };
  }
  if (system === SYSTEM.snomed) return snomedPart(filter);
  const held = hold();
  if (held !== undefined && held.concepts.size > 0) return heldFilterPart(filter, system, held);
  return shapePart(filter, system);
}

function snomedPart(filters: readonly ValueSetComposeIncludeFilter[]): Part {
  const tests = filters.map(snomedFilter);
  const exact = tests.every((test) => test.exact);
  const answers = answersOf(SYSTEM.snomed);
  const shape = GRAMMARS.get(SYSTEM.snomed);
  return {
    test: (code) => {
      if (!exact && shape?.(code) === 'out') return OUT;
      return answers[all(tests.map((test) => test(code)))];
    },
    decidability: exact ? 'full' : 'no',
  };
}

const all = (verdicts: readonly MembershipAnswer['result'][]): MembershipAnswer['result'] =>
  verdicts.includes('out') ? 'out' : verdicts.includes('unknown') ? 'unknown' : 'in';

/** Filters over a system that is not held: its grammar, and patterns on the code itself, can still decide. */
function shapePart(filters: readonly ValueSetComposeIncludeFilter[], system: string): Part {
  const answers = answersOf(system);
  const tests = filters.map((filter) => shapeFilter(filter, system) ?? ((): 'unknown' => 'unknown'));
  const whole = GRAMMARS.get(system) ?? ((): 'unknown' => 'unknown');
  const full = SETTLED.has(system) && filters.every((filter) => shapeFilter(filter, system) !== undefined);
  return {
    test: (code) => answers[all([whole(code), ...tests.map((test) => test(code))])],
    decidability: full ? 'full' : 'no',
  };
}

function shapeFilter({ property, op, value }: ValueSetComposeIncludeFilter, system: string): Grammar | undefined {
  if (system === SYSTEM.ucum && property === 'canonical' && op === '=') {
    return (code) => (areCommensurable(code, value) ? 'in' : 'out');
  }
  const matches = property === 'code' && op === 'regex' ? wholeMatch(value) : undefined;
  return matches && ((code) => (matches(code) ? 'in' : 'out'));
}

function heldFilterPart(filters: readonly ValueSetComposeIncludeFilter[], system: string, held: HeldSystem): Part {
  const answers = answersOf(system);
  const tests = filters.map((each) => compileFilter(each, held));
  const sound = tests.filter((test) => test !== undefined);
  if (sound.length < tests.length) return { test: () => answers.unknown, decidability: 'no' };
  const missing = held.complete ? OUT : answers.unknown;
  const passed = new Map<string, boolean>();
  const passes = (concept: HeldConcept): boolean => {
    const known = passed.get(concept.code);
    if (known !== undefined) return known;
    const verdict = sound.every((test) => test(concept));
    passed.set(concept.code, verdict);
    return verdict;
  };
  return {
    test: (code) => {
      const concept = held.find(code);
      return concept === undefined ? missing : passes(concept) ? IN : OUT;
    },
    decidability: held.complete ? 'full' : 'partial',
    codes: () => listAll([...held.concepts.values()].filter(passes), system),
  };
}
