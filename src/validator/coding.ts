import type { CodeAnswer } from '../terminology/terminology.js';
import { PRIMITIVES, isPlainText, uri, type PrimitiveFault } from './primitive.js';
import { Recall } from './recall.js';
import type { Run } from './run.js';
import type { Schemas } from './schemas.js';
import { isSoundSctid } from './rules/uk.js';
import { isNode, type Node } from './shape.js';
import { unsoundUri } from './structure-faults.js';
import { SNOMED, UCUM } from './systems.js';
import { ABSOLUTE } from './urls.js';

const MEMORY = 5000;
/** Codes that are remembered over all systems. */
const MOST_CODES = 50_000;
const CODE = PRIMITIVES.get('code');
/** Spellings of the displays of one code that are remembered. */
const DISPLAYS = 50;

interface HeldCode {
  readonly answer: CodeAnswer;
  /** Displays as compared, and as they were met. */
  readonly accepted: Set<string>;
}

/** What is known of a system that Codings name. */
interface HeldSystem {
  readonly isSnomed: boolean;
  readonly fault: 'coding-system-relative' | 'coding-system-is-value-set' | 'coding-system-is-supplement' | undefined;
  /** What is wrong with it as a URI. */
  readonly malformed: PrimitiveFault | undefined;
  /** Severity of a code it does not have; undefined where its codes are not looked up. */
  readonly unknown: 'error' | 'warning' | undefined;
  /** By code, or by code and version where a Coding names one. */
  readonly codes: Map<string, HeldCode>;
  /** Codes about which there is nothing to say, but for the display. */
  readonly plain: Recall<HeldCode>;
}

/** A code that is not looked up has any display. */
const ANY: HeldCode = { answer: { result: 'unknown-system' }, accepted: new Set() };

/** Judges Codings by what is held of their code systems; every system and code is looked up once. */
export class Codings {
  readonly #systems = new Recall<HeldSystem>();
  #remembered = 0;

  constructor(readonly schemas: Schemas) {}

  /** True for a Coding of `system`, `code` and perhaps `display` that meets all that is asked of one. */
  isPlain(node: Node): boolean {
    let system: string | undefined;
    let code: string | undefined;
    let display: string | undefined;
    for (const key in node) {
      const value = node[key];
      if (!isPlainText(value)) return false;
      if (key === 'system') system = value;
      else if (key === 'code') code = value;
      else if (key === 'display') display = value;
      else return false;
    }
    if (system === undefined || code === undefined) return false;
    const known = this.#plain(system, code);
    if (known === undefined) return false;
    const expected = known.answer.display;
    return display === undefined || expected === undefined || display === expected || known.accepted.has(display);
  }

  /** True for a CodeableConcept of plain Codings and perhaps `text`. */
  isPlainConcept(node: Node): boolean {
    let holds = false;
    for (const key in node) {
      const value = node[key];
      if (key === 'coding') {
        if (!Array.isArray(value) || value.length === 0) return false;
        for (let i = 0; i < value.length; i++) {
          const coding: unknown = value[i];
          if (!isNode(coding) || !this.isPlain(coding)) return false;
        }
      } else if (key !== 'text' || !isPlainText(value)) return false;
      holds = true;
    }
    return holds;
  }

  /** True for a Quantity of `value`, `system`, `code` and perhaps `unit`; where `measured`, of one of UCUM's. */
  isPlainQuantity(node: Node, measured: boolean): boolean {
    let valued = false;
    let system: string | undefined;
    let code: string | undefined;
    for (const key in node) {
      const value = node[key];
      if (key === 'value') {
        if (typeof value !== 'number' || !Number.isFinite(value)) return false;
        valued = true;
      } else if (!isPlainText(value)) return false;
      else if (key === 'system') system = value;
      else if (key === 'code') code = value;
      else if (key !== 'unit') return false;
    }
    if (!valued || system === undefined || code === undefined || (measured && system !== UCUM)) return false;
    return this.#plain(system, code) !== undefined;
  }

  /** What is held of a code about which there is nothing to say, but for its display. */
  #plain(system: string, code: string): HeldCode | undefined {
    const held = this.#hold(system);
    const known = held.plain.get(code);
    if (known !== undefined || held.malformed !== undefined || held.fault !== undefined) return known;
    if (CODE?.(code) !== undefined) return undefined;
    const found = held.unknown === undefined ? ANY : this.#look(system, code, undefined, held);
    if (found.answer.result === 'unknown' || (held.isSnomed && !isSoundSctid(code))) return undefined;
    if (this.#remembered < MOST_CODES) {
      this.#remembered += 1;
      held.plain.set(code, found);
    }
    return found;
  }

  /**
   * A Coding at the current node: its system is absolute and no value set, its code is known, its display is one of the code's.
   * True where the system is SNOMED CT.
   */
  check(node: Node, run: Run): boolean {
    const { system } = node;
    if (typeof system !== 'string' || system === '') return false;
    const held = this.#hold(system);
    if (held.malformed !== undefined) unsoundUri('system', held.malformed, system, run);
    if (held.fault !== undefined) {
      const severity = held.fault === 'coding-system-is-value-set' ? 'warning' : 'error';
      run.reportAt(`${run.path()}.system`, held.fault, severity, { system: system.slice(0, 200) });
    }
    if (held.unknown !== undefined) this.#checkCode(node, system, held, held.unknown, run);
    return held.isSnomed;
  }

  #checkCode(node: Node, system: string, held: HeldSystem, unknown: 'error' | 'warning', run: Run): void {
    const { code } = node;
    if (typeof code !== 'string') return;
    const { answer, accepted } = this.#look(system, code, node['version'], held);
    if (answer.result === 'unknown') {
      run.reportAt(
        `${run.path()}.code`,
        'code-unknown',
        unknown,
        { system, code: code.slice(0, 64) },
        { rule: system },
      );
    } else if (answer.result === 'known' && answer.display !== undefined) {
      const { display } = node;
      if (typeof display !== 'string' || display === answer.display || accepted.has(display)) return;
      if (accepted.has(plain(display))) {
        if (accepted.size < DISPLAYS) accepted.add(display);
        return;
      }
      const severity = this.schemas.options.displayLanguages === undefined ? 'warning' : 'error';
      const params = { system, code, expected: answer.display };
      (run.mismatched ??= new Set()).add(node);
      run.reportAt(`${run.path()}.display`, 'display-mismatch', severity, params, { rule: system });
    }
  }

  /** The code of a Quantity in UCUM is a unit. */
  checkQuantity(node: Node, run: Run): void {
    const { system, code } = node;
    if (system !== UCUM || typeof code !== 'string') return;
    if (this.#look(UCUM, code, undefined, this.#hold(UCUM)).answer.result === 'unknown') {
      run.reportAt(
        `${run.path()}.code`,
        'code-unknown',
        'error',
        { system: UCUM, code: code.slice(0, 64) },
        { rule: UCUM },
      );
    }
  }

  #hold(system: string): HeldSystem {
    const known = this.#systems.get(system);
    if (known !== undefined) return known;
    const held: HeldSystem = {
      isSnomed: system === SNOMED,
      malformed: uri(system),
      fault: this.#fault(system),
      unknown: this.#severity(system),
      codes: new Map(),
      plain: new Recall(MEMORY, 64),
    };
    this.#systems.set(system, held);
    return held;
  }

  #fault(system: string): HeldSystem['fault'] {
    if (!ABSOLUTE.test(system)) return 'coding-system-relative';
    const { definitions } = this.schemas;
    const held = definitions.codeSystem(system);
    if (held !== undefined) {
      return held.content === 'supplement' || held.supplements !== undefined
        ? 'coding-system-is-supplement'
        : undefined;
    }
    return definitions.valueSet(system) === undefined ? undefined : 'coding-system-is-value-set';
  }

  #severity(system: string): HeldSystem['unknown'] {
    if (system === SNOMED || this.#fault(system) !== undefined) return undefined;
    const { definitions, terminology } = this.schemas;
    if (terminology.lookup(system, 'x').result === 'unknown-system') return undefined;
    return system === UCUM || definitions.codeSystem(system) !== undefined ? 'error' : 'warning';
  }

  #look(system: string, code: string, version: unknown, held: HeldSystem): HeldCode {
    const pinned = typeof version === 'string' ? version : undefined;
    const key = pinned === undefined ? code : `${code}\n${pinned}`;
    const known = held.codes.get(key);
    if (known !== undefined) return known;
    const answer = this.schemas.terminology.lookup(system, code, pinned);
    const accepted = new Set(
      [...(answer.display === undefined ? [] : [answer.display]), ...(answer.designations ?? [])].map(plain),
    );
    const found = { answer, accepted };
    if (held.codes.size < MEMORY) held.codes.set(key, found);
    return found;
  }
}

/** Displays are compared without regard to case and runs of white space. */
export const plain = (text: string): string => text.trim().replace(/\s+/g, ' ').toLowerCase();
