import type { Owner, Params, Severity } from '../../../model/index.js';

/** A Coding or CodeableConcept as it stands in a resource: nothing about its shape is taken for granted. */
export type Node = Readonly<Record<string, unknown>>;

export interface CheckContext {
  /** `YYYY-MM-DD`: what versions are dated against. */
  readonly today: string;
  /** UK Core binds the element to SNOMED CT or dm+d. */
  readonly expectsSnomed: boolean;
  /** The element names a medicine or a substance. */
  readonly expectsMedicine: boolean;
}

/** What a check found: never a value from the record. */
export interface Defect {
  /** The element concerned, below the subject: `code`, `system`, `extension`. */
  readonly element: 'code' | 'system' | 'version' | 'display' | 'extension' | 'text' | 'coding';
  readonly params: Params;
  /** Where it differs from the check's own. */
  readonly severity?: Severity;
}

/** A rule on one Coding (`scope: coding`) or one CodeableConcept (`scope: concept`), with what a reader must know of it. */
export interface SnomedCheck {
  /** Stable id, e.g. `SCT-002`. */
  readonly id: string;
  readonly scope: 'coding' | 'concept';
  readonly title: string;
  readonly why: string;
  readonly remedy: string;
  readonly owner: Owner;
  readonly severity: Severity;
  /** The finding in words, from its parameters. */
  message(params: Params): string;
  examine(subject: Node, context: CheckContext): Defect | undefined;
}

export const textOf = (node: Node, name: string): string | undefined => {
  const value = node[name];
  return typeof value === 'string' && value !== '' ? value : undefined;
};

export const isNode = (value: unknown): value is Node =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

export const nodesOf = (value: unknown): readonly Node[] => (Array.isArray(value) ? value.filter(isNode) : []);

export const codingsOf = (concept: Node): readonly Node[] => nodesOf(concept['coding']);

/** Words for a `reason` parameter. */
export const byReason =
  (words: Readonly<Record<string, string>>) =>
  (params: Params): string =>
    words[String(params['reason'])] ?? '';
