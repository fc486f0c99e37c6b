import type { Binding } from './binding.js';
import type { Constraint } from './constraint.js';
import type { PrimitiveCheck } from './primitive.js';
import type { Recall } from './recall.js';
import type { Run, Step } from './run.js';
import type { Node } from './shape.js';

export const PRIMITIVE = 0;
export const COMPLEX = 1;
export const RESOURCE = 2;
/** `_birthDate`: id and extensions of a primitive. */
export const SIBLING = 3;
export type Kind = 0 | 1 | 2 | 3;

/** How a property is taken where nothing is unusual about its value; what is not decided so is looked at in full. */
export const TEXT = 0;
/** A primitive whose format is all that is asked. */
export const FORMAT = 1;
/** A primitive whose values come back often. */
export const TOKEN = 2;
export const OBJECT = 3;
export const OBJECTS = 4;
export const OTHER = 5;
/** A text that begins with `#` where it leads to what is contained. */
export const POINTER = 6;
/** A URI that the rule of its type looks up anyway, and then says what is wrong with it. */
export const LOOKED_UP = 7;
export const TEXTS = 8;
/** A resource. */
export const HELD = 9;
export type Take = 0 | 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9;

/** Values found to ask for nothing. */
export type Recalled = Recall<true>;

/** Parts of a resource that are asked for once it has been walked: `meta`, `text`, `contained`. */
export const NO_PART = 0;
export const META = 1;
export const NARRATIVE = 2;
export const CONTAINED = 3;
export type Part = 0 | 1 | 2 | 3;

/** What came after a property the last times, tried before it is looked up; names as the parser gave them. */
export interface Followed {
  next: Prop | undefined;
  nextKey: string;
  /** What came before `next` did. */
  other: Prop | undefined;
  otherKey: string;
}

/** A JSON property of a type: one per type of a choice, and one more for the `_name` of a primitive. */
export interface Prop extends Step, Followed {
  readonly key: string;
  readonly take: Take;
  /** Values of a `TOKEN` found to ask for nothing. */
  readonly sound: Recalled | undefined;
  /** The schema it belongs to. */
  readonly host: TypeSchema;
  /** Element name without the type of a choice. */
  readonly name: string;
  readonly kind: Kind;
  /** FHIR type: `code`, `HumanName`, `Patient.contact`. */
  readonly type: string;
  /** True where it is more than content: an id, an element with a bit of its own, one of a choice, or a part to keep. */
  readonly isMarked: boolean;
  /** Bit of an element that is required, or without which a constraint is met; 0 for others. */
  readonly required: number;
  /** Bit of a `POINTER` that leads to what is contained; 0 for others. */
  readonly pointing: number;
  /** Bit of a choice; 0 for others. */
  readonly choice: number;
  readonly part: Part;
  readonly min: number;
  readonly max: number;
  readonly check: PrimitiveCheck | undefined;
  /** Of the value for complex types, of the `_name` object for primitives. */
  readonly schema: TypeSchema;
  readonly binding: Binding | undefined;
  /** True where a binding, profiles or constraints stand at the property. */
  readonly asksMore: boolean;
  readonly constraints: readonly Constraint[];
  /** Profiles that the base definition itself puts on the type, e.g. SimpleQuantity. */
  readonly profiles: readonly string[];
  /** True where those ask no more of a plain value. */
  readonly isPlainEnough: boolean;
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
  /** Followed by what comes first. */
  readonly start: Followed;
  props: ReadonlyMap<string, Prop>;
  /** Names met that are none of its properties, and the property nearest to each; empty where none is near. */
  readonly near: Recall<string>;
  requiredMask: number;
  required: readonly Prop[];
  constraints: readonly Constraint[];
  /** Bits of the elements without which all constraints are met; -1 where one is always evaluated. */
  facts: number;
  /**
   * True where a value plainly meets all that the type asks, so that it need not be walked; nothing is said of others. Runs without
   * the node on the stack.
   */
  plain: ((node: Node, prop: Prop, run: Run) => boolean) | undefined;
  /** What is known by a text that is `LOOKED_UP`, and what follows it in values that have it. */
  look: ((text: string) => Followed) | undefined;
  /** What the type asks for beyond its structure; runs with the node on the stack, told which of its choices are made and what was looked up. */
  after:
    ((node: Node, prop: Prop | undefined, run: Run, chosen: number, looked: Followed | undefined) => void) | undefined;
}
