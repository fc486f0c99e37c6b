import type { Binding } from './binding.js';
import type { Constraint } from './constraint.js';
import type { PrimitiveCheck } from './primitive.js';
import type { Run, Step } from './run.js';
import type { Node } from './shape.js';

export const PRIMITIVE = 0;
export const COMPLEX = 1;
export const RESOURCE = 2;
/** `_birthDate`: id and extensions of a primitive. */
export const SIBLING = 3;
export type Kind = 0 | 1 | 2 | 3;

/** A JSON property of a type: one per type of a choice, and one more for the `_name` of a primitive. */
export interface Prop extends Step {
  readonly key: string;
  /** The schema it belongs to. */
  readonly host: TypeSchema;
  /** True for a single primitive that asks for nothing but its format. */
  readonly plain: boolean;
  /** Values of a primitive found to ask for nothing, where they come back often; undefined where they do not. */
  readonly sound: Set<unknown> | undefined;
  /** Element name without the type of a choice. */
  readonly name: string;
  readonly kind: Kind;
  /** FHIR type: `code`, `HumanName`, `Patient.contact`. */
  readonly type: string;
  /** Bit of an element that is required, or without which a constraint is met; 0 for others. */
  readonly required: number;
  /** Bit of a choice; 0 for others. */
  readonly choice: number;
  readonly min: number;
  readonly max: number;
  readonly check: PrimitiveCheck | undefined;
  /** Of the value for complex types, of the `_name` object for primitives. */
  readonly schema: TypeSchema;
  readonly binding: Binding | undefined;
  readonly constraints: readonly Constraint[];
  /** Profiles that the base definition itself puts on the type, e.g. SimpleQuantity. */
  readonly profiles: readonly string[];
  /** Resource types a Reference may point to; empty: any. */
  readonly targets: readonly string[];
}

/** A FHIR type or backbone element, ready to walk. Filled when it is first met. */
export interface TypeSchema {
  /** `Patient`, `HumanName`, `Patient.contact`. */
  readonly name: string;
  /** Canonical of the definition it comes from. */
  readonly url: string;
  /** The type and those it derives from, for extension contexts. */
  readonly ancestry: readonly string[];
  readonly isResource: boolean;
  ready: boolean;
  props: ReadonlyMap<string, Prop>;
  requiredMask: number;
  required: readonly Prop[];
  constraints: readonly Constraint[];
  /** What the type asks for beyond its structure; runs with the node on the stack, told which of its choices are made. */
  after: ((node: Node, prop: Prop | undefined, run: Run, chosen: number) => void) | undefined;
}
