import { SYNTAX as READERS } from '../../fhir/messages.js';
import type { Explanation } from './entry.js';

/** Explanations of what the readers report; they stand with the readers. */
export const SYNTAX: Readonly<Record<string, Explanation>> = Object.fromEntries(
  Object.entries(READERS).map(([code, { title, rule, reference, example, fix }]) => [
    code,
    { title, rule, reference, example, fix },
  ]),
);
