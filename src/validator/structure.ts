import { applyOwnProfiles } from './apply-profile.js';
import { checkCodedBinding } from './binding.js';
import { checkConstraints } from './constraint.js';
import { isPlainText, SURELY_SHORT } from './primitive.js';
import { PrimitiveValues } from './primitive-values.js';
import { MAX_DEPTH, type Run } from './run.js';
import type { Schemas } from './schemas.js';
import { isNode, type Node } from './shape.js';
import { chosenTwice, countFault, empty, missing, noList, noObject, repeated, unknown } from './structure-faults.js';
import type { TextPolicy } from './text-policy.js';
import {
  COMPLEX,
  FORMAT,
  HELD,
  LOOKED_UP,
  META,
  NARRATIVE,
  NO_PART,
  OBJECT,
  OBJECTS,
  POINTER,
  PRIMITIVE,
  RESOURCE,
  SIBLING,
  TEXT,
  TEXTS,
  TOKEN,
  type Followed,
  type Part,
  type Prop,
  type TypeSchema,
} from './type-schema.js';

const HASH = 35;

/** Where what a plain value holds is not too deep either. */
const MAX_PLAIN_DEPTH = MAX_DEPTH - 3;

/** Whether the text may show of a value what the tree does not: how a number is written, and control characters. */
const showsInText = (value: unknown, { source, escapes }: Run): boolean =>
  source !== undefined && (escapes || typeof value === 'number');

function keep(part: Part, value: unknown, run: Run): void {
  if (part === META) run.meta = value;
  else if (part === NARRATIVE) run.text = value;
  else run.contained = value;
}

/** As many texts as there may be, none empty and none too long. */
function areTexts(value: unknown, { min, max }: Prop): boolean {
  if (!Array.isArray(value) || value.length === 0 || value.length < min || value.length > max) return false;
  for (let i = 0; i < value.length; i++) {
    if (!isPlainText(value[i])) return false;
  }
  return true;
}

/** Looks up the property of a name, and keeps that it came after another. */
function follow(last: Followed, key: string, schema: TypeSchema): Prop | undefined {
  const found = schema.props.get(key);
  if (found === undefined) return undefined;
  last.other = last.next;
  last.otherKey = last.nextKey;
  last.next = found;
  last.nextKey = key;
  return found;
}

/** Walks values by the base definitions: one pass over the properties of each object. */
export class Structure {
  readonly #primitives: PrimitiveValues;

  constructor(
    readonly schemas: Schemas,
    /** Judges a resource met on the way (contained, entry of a Bundle, parameter). */
    readonly nested: (resource: Node, prop: Prop, run: Run) => void,
    text: TextPolicy | undefined,
  ) {
    this.#primitives = new PrimitiveValues(schemas, text, (schema, node, prop, run) =>
      this.walk(schema, node, prop, run),
    );
  }

  /** Judges an object by its type; the object is the current node. False where it holds nothing but an id. */
  walk(schema: TypeSchema, node: Node, prop: Prop | undefined, run: Run): boolean {
    if (!schema.ready) this.schemas.open(schema);
    const before = run.broken;
    const { errors } = run;
    let seen = 0;
    let chosen = 0;
    let content = false;
    let last: Followed = schema.start;
    let looked: Followed | undefined;
    for (const key in node) {
      let child: Prop | undefined;
      if (last.nextKey === key) child = last.next;
      else if (last.otherKey === key) child = last.other;
      else if (key !== 'resourceType' || !schema.isResource) child = follow(last, key, schema);
      else continue;
      if (child === undefined) {
        unknown(key, node, schema, run);
        content = true;
        continue;
      }
      last = child;
      if (child.isMarked) {
        if (key !== 'id') content = true;
        seen |= child.required;
        if ((chosen & child.choice) !== 0) chosenTwice(child, node, schema, run);
        chosen |= child.choice;
        if (child.part !== NO_PART) keep(child.part, node[key], run);
      } else content = true;
      const value = node[key];
      switch (child.take) {
        case TEXT:
          if (typeof value === 'string' && value.length > 0 && value.length < SURELY_SHORT && !run.escapes) continue;
          break;
        case POINTER:
          if (typeof value === 'string' && value.length > 0 && value.length < SURELY_SHORT && !run.escapes) {
            if (value.charCodeAt(0) === HASH) seen |= child.pointing;
            continue;
          }
          break;
        case FORMAT:
          if (child.check?.(value) === undefined && !showsInText(value, run)) continue;
          break;
        case LOOKED_UP:
          if (typeof value !== 'string' || value.length === 0) break;
          if (schema.look !== undefined) last = looked = schema.look(value);
          if (!run.escapes) continue;
          break;
        case TOKEN:
          if (typeof value === 'string' && child.sound?.get(value) === true) continue;
          break;
        case OBJECT:
          if (isNode(value) && run.depth < MAX_DEPTH) {
            this.#complex(child, value, 0, run);
            continue;
          }
          break;
        case OBJECTS:
          if (Array.isArray(value) && value.length > 0 && value.length >= child.min && value.length <= child.max) {
            for (let i = 0; i < value.length; i++) {
              const item: unknown = value[i];
              if (isNode(item) && run.depth < MAX_DEPTH) this.#complex(child, item, i, run);
              else this.#object(child, item, i, run);
            }
            continue;
          }
          break;
        case TEXTS:
          if (areTexts(value, child) && !run.escapes) continue;
          break;
        case HELD:
          if (!Array.isArray(value)) {
            this.#object(child, value, 0, run);
            continue;
          }
      }
      seen |= child.pointing;
      this.#any(child, value, node, schema, run);
    }
    if ((seen & schema.requiredMask) !== schema.requiredMask) missing(schema, seen, run);
    if (schema.after !== undefined) schema.after(node, prop, run, chosen, looked);
    if (run.broken === before) {
      if (schema.facts !== 0 && (schema.facts === -1 || (schema.facts & seen) !== 0))
        checkConstraints(
          schema.constraints,
          node,
          this.schemas.invariants,
          run,
          seen,
          run.errors === errors ? seen : 0,
        );
      if (prop?.asksMore === true && prop.constraints.length > 0)
        checkConstraints(prop.constraints, node, this.schemas.invariants, run);
    } else if (!run.endless) {
      run.broken = before; // What holds it is no less sound.
    }
    return content;
  }

  /** A value of any kind, with all that can be wrong about it. */
  #any(prop: Prop, value: unknown, node: Node, schema: TypeSchema, run: Run): void {
    if (prop.array) this.#many(prop, value, node, run);
    else if (Array.isArray(value)) {
      repeated(prop, value, schema, run);
    } else this.#one(prop, value, 0, node, run);
  }

  #many(prop: Prop, value: unknown, node: Node, run: Run): void {
    if (!Array.isArray(value)) {
      noList(prop, value, run);
      if (prop.kind === COMPLEX && isNode(value)) this.#one(prop, value, 0, node, run);
      return;
    }
    const { length } = value;
    if (length === 0) {
      run.reportAt(`${run.path()}.${prop.segment}`, 'empty-array', 'error', { element: prop.name });
      return;
    }
    if (length > prop.max) countFault(prop, 'cardinality-max', length, run);
    else if (length < prop.min) countFault(prop, 'cardinality-min', length, run);
    for (let i = 0; i < length; i++) this.#one(prop, value[i], i, node, run);
  }

  #one(prop: Prop, value: unknown, index: number, node: Node, run: Run): void {
    switch (prop.kind) {
      case PRIMITIVE:
        this.#primitives.value(prop, value, index, node, run);
        return;
      case SIBLING:
        this.#primitives.sibling(prop, value, index, node, run);
        return;
      default:
        this.#object(prop, value, index, run);
    }
  }

  #object(prop: Prop, value: unknown, index: number, run: Run): void {
    run.enter(prop, index);
    if (!isNode(value)) {
      noObject(prop, prop.type, value, run);
    } else if (run.depth > MAX_DEPTH) {
      this.tooDeep(run);
    } else if (prop.kind === RESOURCE) {
      run.nodes[run.depth] = value;
      this.nested(value, prop, run);
    } else {
      run.depth -= 1;
      this.#complex(prop, value, index, run);
      return;
    }
    run.depth -= 1;
  }

  /** An object of a data type or backbone, not too deep. */
  #complex(prop: Prop, value: Node, index: number, run: Run): void {
    const { schema, asksMore } = prop;
    const isPlain =
      schema.plain !== undefined && !run.escapes && run.depth < MAX_PLAIN_DEPTH && schema.plain(value, prop, run);
    if (isPlain && !asksMore) return;
    run.enter(prop, index);
    run.nodes[run.depth] = value;
    if (isPlain) {
      if (prop.constraints.length > 0) checkConstraints(prop.constraints, value, this.schemas.invariants, run);
    } else if (!this.walk(schema, value, prop, run)) empty(prop, run);
    if (asksMore) {
      if (prop.binding !== undefined) checkCodedBinding(prop.binding, prop.type, value, this.schemas.terminology, run);
      if (prop.profiles.length > 0 && !(isPlain && prop.isPlainEnough))
        applyOwnProfiles(prop.profiles, value, prop.type, this.schemas, run);
    }
    run.depth -= 1;
  }

  /** What holds itself, or nests without end, is not looked into further. */
  tooDeep(run: Run): void {
    run.broken += 1;
    run.endless = true;
    run.report('nested-too-deep', 'error', { limit: MAX_DEPTH });
  }
}
