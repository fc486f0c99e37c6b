import type { Params } from '../../model/index.js';

/** What `explain` says of an issue code. */
export interface Explanation {
  readonly title: string;
  /** The rule in one or two sentences. */
  readonly rule: string;
  /** Section of the specification it comes from. */
  readonly reference: string;
  /** What breaks it. */
  readonly example: string;
  /** What to do about it. */
  readonly fix: string;
}

export interface Entry extends Explanation {
  /** The words for one issue. */
  readonly say: (params: Params) => string;
}

export type Entries = Readonly<Record<string, Entry>>;

const SPEC = 'https://hl7.org/fhir/R4/';

/** An entry of the table; `reference` is a page of R4 or a whole URL. */
export function entry(
  title: string,
  say: (words: (name: string) => string) => string,
  { rule, reference, example, fix }: Omit<Explanation, 'title'>,
): Entry {
  return {
    title,
    rule,
    reference: reference.includes('://') ? reference : SPEC + reference,
    example,
    fix,
    say: (params) => say((name) => words(params[name])),
  };
}

/** One row of a table: code, title, words, rule, reference, example, fix. */
export type Row = readonly [
  string,
  string,
  (words: (name: string) => string) => string,
  string,
  string,
  string,
  string,
];

export const entriesOf = (rows: readonly Row[]): Entries =>
  Object.fromEntries(
    rows.map(([code, title, say, rule, reference, example, fix]) => [
      code,
      entry(title, say, { rule, reference, example, fix }),
    ]),
  );

function words(value: Params[string] | undefined): string {
  if (value === undefined) return '';
  if (typeof value === 'object') return value.join(', ');
  return String(value);
}
