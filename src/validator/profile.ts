import type { Binding } from './binding.js';
import type { Constraint } from './constraint.js';
import type { RuleIndex } from './rule-index.js';
import type { Run, Step } from './run.js';
import type { Node } from './shape.js';

/** What a profile asks beyond the base definition; everything the base asks too is left out. */
export interface Profile {
  readonly url: string;
  readonly version: string | undefined;
  /** Type it constrains: `Patient`, `Extension`, `HumanName`. */
  readonly type: string;
  readonly root: Item;
  /** Canonicals of the profiles it derives from, whose demands it repeats. */
  readonly bases: ReadonlySet<string>;
  /** Canonicals of the profiles that it, or one it derives from, says its resources meet too. */
  readonly imposed: readonly string[];
  /** Why it cannot be evaluated, where that is so. */
  readonly fault: string | undefined;
}

/** Demands on a single value. */
export interface Item {
  /** Element id in the profile: `Patient.identifier:nhsNumber.system`. */
  readonly element: string;
  readonly profile: string;
  /** True where values may be resources, which name their type themselves. */
  readonly holdsResources: boolean;
  readonly types: ReadonlySet<string> | undefined;
  readonly fixed: unknown;
  readonly pattern: unknown;
  readonly binding: Binding | undefined;
  /** By type: canonicals of which the value must meet one. */
  readonly typeProfiles: ReadonlyMap<string, readonly string[]> | undefined;
  readonly target: Target | undefined;
  /** Language sections asked of a Narrative. */
  readonly languages: readonly string[] | undefined;
  readonly constraints: readonly Constraint[];
  readonly limits: Limits | undefined;
  /** Undefined where nothing is asked of the children. */
  readonly children: RuleIndex | undefined;
}

/** What a Reference must point to. */
export interface Target {
  readonly profiles: readonly string[];
  readonly aggregation: readonly string[];
  /** Definitions of `profiles`, looked up at first use. */
  definitions: readonly TargetDefinition[] | undefined;
}

export interface TargetDefinition {
  readonly url: string;
  /** Resource type, by the definition or, where that is not held, by the URL. */
  readonly type: string;
  readonly isHeld: boolean;
  /** True where it asks more than the base type. */
  readonly isConstraint: boolean;
}

export interface Limits {
  readonly minValue: { readonly type: string; readonly value: unknown } | undefined;
  readonly maxValue: { readonly type: string; readonly value: unknown } | undefined;
  readonly maxLength: number | undefined;
  readonly minLength: number | undefined;
  /** Digits after the point of a decimal. */
  readonly maxPlaces: number | undefined;
  readonly mustHaveValue: boolean;
  /** Extensions of which one stands where there is no value. */
  readonly alternatives: readonly string[];
  /** Regular expression that a primitive value meets as a whole. */
  readonly format: RegExp | undefined;
}

/** Demands on an element as a whole: how often it occurs, its slices, and each of its values. */
export interface Rule extends Step {
  readonly name: string;
  readonly element: string;
  readonly profile: string;
  /** Type of the values; for a choice the key says. */
  readonly type: string;
  /** True where values may be resources, which name their type themselves. */
  readonly holdsResources: boolean;
  /** Property of the id and extensions, for a primitive. */
  readonly sibling: string;
  /** JSON keys of a choice and the type each stands for. */
  readonly keys: readonly ChoiceKey[] | undefined;
  /** 0 where the base asks as much. */
  readonly min: number;
  /** Infinity where the base allows no more. */
  readonly max: number;
  readonly item: Item | undefined;
  readonly slicing: Slicing | undefined;
}

export interface ChoiceKey extends Step {
  readonly type: string;
  readonly key: string;
  /** Property of the id and extensions, for a primitive. */
  readonly sibling: string;
}

export interface Slicing {
  readonly rules: 'open' | 'closed' | 'openAtEnd';
  readonly ordered: boolean;
  /** True where a slice must be there. */
  readonly demands: boolean;
  /** True where a value cannot belong to two slices, or may: it is not looked for. */
  readonly exclusive: boolean;
  readonly slices: readonly Slice[];
  /** Asked of every value in no slice: the slice named `@default` (R4 profiling.html#default-slice). */
  readonly rest: Item | undefined;
}

export interface Slice {
  readonly name: string;
  readonly element: string;
  readonly profile: string;
  readonly min: number;
  readonly max: number;
  readonly matches: Matcher;
  readonly item: Item | undefined;
  /** Slices of this slice. */
  readonly slicing: Slicing | undefined;
}

/** Whether a value belongs to a slice; undefined where that cannot be decided here. */
export type Matcher = (candidate: Candidate, run: Run) => boolean | undefined;

/** A value as it stands in JSON: primitives have their `_name` beside them. */
export interface Candidate {
  readonly value: unknown;
  readonly sibling: Node | undefined;
  readonly type: string;
  /** True for what lies behind a reference that leads out of the document. */
  readonly outside?: true;
}
