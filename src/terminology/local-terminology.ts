import type { ValueSet } from 'fhir/r4.js';
import type { Definitions } from '../definitions/definitions.js';
import type { HeldSystem } from './code-system.js';
import { holdCodeSystem } from './code-system.js';
import { GRAMMARS } from './grammars/index.js';
import { implicitValueSet } from './implicit.js';
import type { Part } from './part.js';
import { OUT } from './part.js';
import { displaysIn } from './displays.js';
import { boundedMemo } from './memo.js';
import type { CodeAnswer, LocalTerminology } from './terminology.js';
import { askedOnce, compileValueSet, undecided } from './value-set.js';

export interface TerminologyOptions {
  /** Answers kept per value set and code (default 10,000), so that repeated codes cost one look-up. */
  readonly memory?: number;
}

/** What definitions terminology needs of the house. */
export type TerminologyDefinitions = Pick<Definitions, 'valueSet' | 'codeSystem' | 'supplements'>;

/** Value sets within each other beyond which none is looked into. */
const DEEPEST_IMPORT = 100;
/** Systems remembered as unknown: records can name new ones without end. */
const MOST_REMEMBERED = 10_000;

const UNKNOWN_SYSTEM: CodeAnswer = { result: 'unknown-system' };
const UNKNOWN_CODE: CodeAnswer = { result: 'unknown' };
const INCOMPLETE: CodeAnswer = { result: 'incomplete' };
const KNOWN: CodeAnswer = { result: 'known' };

/**
 * Value sets and code systems as far as `definitions` hold them, with the systems that can be judged by their grammar
 * (media types, language tags, UCUM, countries, time zones; the shape of SNOMED CT, dm+d and LOINC codes).
 * Everything is compiled at first use and kept.
 */
export function createTerminology(
  definitions: TerminologyDefinitions,
  { memory = 10_000 }: TerminologyOptions = {},
): LocalTerminology {
  const systems = new Map<string, HeldSystem | undefined>();
  const holdSystem = (url: string, version?: string): HeldSystem | undefined => {
    const key = version === undefined ? url : `${url}|${version}`;
    if (systems.has(key)) return systems.get(key);
    const found = definitions.codeSystem(key) ?? (version === undefined ? undefined : definitions.codeSystem(url));
    const held = found && holdCodeSystem(found, definitions.supplements(url));
    if (held !== undefined || systems.size < MOST_REMEMBERED) systems.set(key, held);
    return held;
  };

  const valueSets = new Map<string, Part>();
  let importing = 0;
  const inline = new WeakMap<ValueSet, Part>();
  const source = { systems: holdSystem, valueSet: (canonical: string): Part => partOf(canonical) };
  const partOf = (valueSet: string | ValueSet): Part => {
    if (typeof valueSet !== 'string') {
      let part = inline.get(valueSet);
      if (part === undefined) {
        inline.set(valueSet, undecided('a value set without a cycle'));
        part = compileValueSet(valueSet, source);
        inline.set(valueSet, part);
      }
      return part;
    }
    let part = valueSets.get(valueSet);
    if (part === undefined) {
      if (importing === DEEPEST_IMPORT) return undecided(`${valueSet} within ${DEEPEST_IMPORT} imports`);
      valueSets.set(valueSet, undecided(`${valueSet} without importing itself`));
      const found = definitions.valueSet(valueSet) ?? implicitValueSet(valueSet);
      importing += 1;
      part = found === undefined ? undecided(valueSet) : askedOnce(compileValueSet(found, source));
      importing -= 1;
      valueSets.set(valueSet, part);
    }
    return part;
  };

  const find = (system: string, code: string, version: string | undefined): CodeAnswer => {
    const held = holdSystem(system, version);
    const concept = held?.find(code);
    if (concept !== undefined) {
      return {
        result: 'known',
        ...(concept.display === undefined ? {} : { display: concept.display }),
        designations: concept.designations,
        inactive: concept.inactive,
        abstract: concept.abstract,
        ...(concept.code === code ? {} : { caseInsensitiveMatch: true }),
      };
    }
    if (held?.complete) {
      return version === undefined || held.version === version ? UNKNOWN_CODE : INCOMPLETE;
    }
    const grammar = GRAMMARS.get(system);
    if (grammar !== undefined) {
      if (system === 'http://snomed.info/sct' || system === 'https://dmd.nhs.uk') return INCOMPLETE;
      return { in: KNOWN, out: UNKNOWN_CODE, unknown: INCOMPLETE }[grammar(code)];
    }
    return held === undefined ? UNKNOWN_SYSTEM : INCOMPLETE;
  };
  const lookup = boundedMemo(find, memory);

  return {
    member: (valueSet, { system, code }) => (system === undefined ? OUT : partOf(valueSet).test(code, system)),
    memberCode: (valueSet, code) => partOf(valueSet).test(code, undefined),
    lookup: (system, code, version) => lookup(system, code, version),
    displays: (valueSet, code) => {
      const held = typeof valueSet === 'string' ? definitions.valueSet(valueSet) : valueSet;
      return held === undefined ? [] : displaysIn(held, code);
    },
    decidability: (valueSet) => partOf(valueSet).decidability,
    codes: (valueSet, limit = 50) => {
      const all = partOf(valueSet).codes?.();
      if (all === undefined) return undefined;
      const first = [];
      for (const code of all) {
        if (first.length === limit) break;
        first.push(code);
      }
      return first;
    },
  };
}
