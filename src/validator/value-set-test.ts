import type { ValueSet } from 'fhir/r4.js';
import type { CodeInSystem, LocalTerminology, MembershipAnswer } from '../terminology/terminology.js';
import { Recall } from './recall.js';
import type { Node } from './shape.js';

const MEMORY = 5000;

/** Membership of one value set, remembered by system and code so that a code seen before costs two look-ups. */
export class ValueSetTest {
  readonly #codes = new Map<string, MembershipAnswer>();
  readonly #systems = new Recall<Recall<MembershipAnswer>>(MEMORY, 8);
  #held = 0;

  constructor(
    readonly valueSet: string | ValueSet,
    readonly terminology: LocalTerminology,
  ) {}

  /** A plain code, whose system the value set implies. */
  code(code: string): MembershipAnswer {
    const known = this.#codes.get(code);
    if (known !== undefined) return known;
    const answer = this.terminology.memberCode(this.valueSet, code);
    if (this.#codes.size < MEMORY) this.#codes.set(code, answer);
    return answer;
  }

  /** A Coding or Quantity; undefined where it has no code. */
  coding(node: Node): MembershipAnswer | undefined {
    const { code, system = '', version } = node;
    if (typeof code !== 'string' || typeof system !== 'string') return undefined;
    if (version !== undefined) return this.#ask(node);
    let codes = this.#systems.get(system);
    if (codes === undefined) {
      codes = new Recall(MEMORY, 64);
      this.#systems.set(system, codes);
    }
    const known = codes.get(code);
    if (known !== undefined) return known;
    const answer = this.#ask(node);
    if (answer !== undefined && this.#held < MEMORY) {
      this.#held += 1;
      codes.set(code, answer);
    }
    return answer;
  }

  #ask(node: Node): MembershipAnswer | undefined {
    const coding = codingOf(node);
    return coding === undefined ? undefined : this.terminology.member(this.valueSet, coding);
  }
}

const text = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);

/** The code that a Coding or Quantity carries; undefined without one. */
export function codingOf(node: Node): CodeInSystem | undefined {
  const code = text(node['code']);
  if (code === undefined) return undefined;
  const system = text(node['system']);
  const version = text(node['version']);
  const display = text(node['display']);
  return {
    code,
    ...(system === undefined ? {} : { system }),
    ...(version === undefined ? {} : { version }),
    ...(display === undefined ? {} : { display }),
  };
}
