import { createRequire } from 'node:module';
import type { Visit } from './visits.js';

interface Engine {
  compile(
    path: { base: string; expression: string },
    model: unknown,
    options: { traceFn: () => void },
  ): (node: unknown, variables: Record<string, unknown>) => unknown[];
}

export type Answer = boolean | 'empty' | 'throws';

const require = createRequire(import.meta.url);

/** fhirpath.js with the R4 model. */
export class Oracle {
  readonly #engine = require('fhirpath') as Engine;
  readonly #model: unknown = require('fhirpath/fhir-context/r4');
  readonly #compiled = new Map<string, ReturnType<Engine['compile']>>();
  /** Milliseconds spent evaluating. */
  spent = 0;

  answer({ type, expression, node, resource, rootResource }: Visit): Answer {
    const id = `${type} ${expression}`;
    let evaluate = this.#compiled.get(id);
    if (evaluate === undefined) {
      evaluate = this.#engine.compile({ base: type, expression }, this.#model, { traceFn: () => undefined });
      this.#compiled.set(id, evaluate);
    }
    const start = performance.now();
    try {
      const result = evaluate(node, { resource, rootResource });
      return result.length === 0 ? 'empty' : result[0] === true;
    } catch {
      return 'throws';
    } finally {
      this.spent += performance.now() - start;
    }
  }
}

/** Where fhirpath.js is not to be followed, by invariant: the answers it gives, and why. */
export const KNOWN_FAULTS: Readonly<Record<string, { readonly answers: readonly Answer[]; readonly why: string }>> = {
  'dom-3': {
    answers: ['throws'],
    why: 'fhirpath.js refuses `as` on a collection, which the published expression needs',
  },
  'ctm-1': { answers: ['throws'], why: 'resolve() is asynchronous there and not allowed' },
  'ref-1': { answers: ['empty'], why: 'a Reference without a literal has no local reference to check' },
  'bdl-8': { answers: ['empty'], why: 'an entry without fullUrl has no version in it' },
  'txt-1': { answers: [false], why: 'the narrative rule judges XHTML and names the element at fault' },
  'txt-2': { answers: [false], why: 'the narrative rule judges XHTML' },
  'con-3': { answers: [false], why: 'the expression compares a CodeableConcept with a string; see quirks' },
  'per-1': { answers: ['empty'], why: 'an end of lesser precision includes what matches it' },
  'mdd-1': { answers: ['empty'], why: 'dates that agree as far as the lesser precision goes are in order' },
  'inv-1': { answers: ['empty'], why: 'dates that agree as far as the lesser precision goes are in order' },
  'rng-2': {
    answers: ['empty', true, false, 'throws'],
    why: 'quantities in different units cannot be put in order here; fhirpath.js converts',
  },
  'que-12': { answers: [true], why: 'the expression lets two conditions pass, its words do not; see quirks' },
  'tim-9': { answers: ['throws'], why: '`in` refuses several items of `when`; see quirks' },
  'eld-16': { answers: ['throws'], why: 'the escapes of the pattern are refused with the flag u' },
  'que-7': {
    answers: [false],
    why: 'a FHIR boolean is no System.Boolean there, so the published expression could never be met',
  },
  'ras-1': { answers: ['throws'], why: 'a number cannot be the focus there' },
  'eld-19': { answers: [true, 'throws'], why: 'the rule is about the whole path; matches() finds a part' },
  'eld-20': { answers: [true, 'throws'], why: 'the rule is about the whole path; matches() finds a part' },
};

/** `name.matches(...)` of the definitional resources: about the whole name where there is one, where matches() finds a part. */
export const isNameRule = (key: string): boolean => /-0$/.test(key);
