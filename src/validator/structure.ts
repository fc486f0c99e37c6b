import { applyProfile } from './apply-profile.js';
import { checkCodeBinding, checkCodedBinding } from './binding.js';
import { CanonicalTargets } from './canonical-target.js';
import { checkConstraints } from './constraint.js';
import { SURELY_SHORT } from './primitive.js';
import { MAX_DEPTH, type Run } from './run.js';
import type { Schemas } from './schemas.js';
import { isNode, maskOf, type Node } from './shape.js';
import {
  chosenTwice,
  countFault,
  empty,
  missing,
  noList,
  noObject,
  nullInList,
  repeated,
  unknown,
  unsound,
} from './structure-faults.js';
import type { TextPolicy } from './text-policy.js';
import {
  COMPLEX,
  FORMAT,
  HELD,
  LOOKED_UP,
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
  type Prop,
  type TypeSchema,
} from './type-schema.js';
import { checkWriting } from './writing.js';

const HASH = 35;

/** Where what a plain value holds is not too deep either. */
const MAX_PLAIN_DEPTH = MAX_DEPTH - 3;

/** Whether the text may show of a value what the tree does not: how a number is written, and control characters. */
const showsInText = (value: unknown, { source, escapes }: Run): boolean =>
  source !== undefined && (escapes || typeof value === 'number');

/** As many texts as there may be, none empty and none too long. */
function areTexts(value: unknown, { min, max }: Prop): boolean {
  if (!Array.isArray(value) || value.length === 0 || value.length < min || value.length > max) return false;
  for (let i = 0; i < value.length; i++) {
    const item: unknown = value[i];
    if (typeof item !== 'string' || item.length === 0 || item.length >= SURELY_SHORT) return false;
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
  readonly #canonicals: CanonicalTargets;

  constructor(
    readonly schemas: Schemas,
    /** Judges a resource met on the way (contained, entry of a Bundle, parameter). */
    readonly nested: (resource: Node, prop: Prop, run: Run) => void,
    readonly text: TextPolicy | undefined,
  ) {
    this.#canonicals = new CanonicalTargets((canonical) => schemas.definitions.resource(canonical));
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
        this.#primitive(prop, value, index, node, run);
        return;
      case SIBLING:
        this.#sibling(prop, value, index, node, run);
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
      if (prop.profiles.length > 0 && !(isPlain && prop.isPlainEnough)) this.#profiles(prop, value, run);
    }
    run.depth -= 1;
  }

  /** What holds itself, or nests without end, is not looked into further. */
  tooDeep(run: Run): void {
    run.broken += 1;
    run.endless = true;
    run.report('nested-too-deep', 'error', { limit: MAX_DEPTH });
  }

  /** Profiles that a base definition puts on a type: one of them must be met. */
  #profiles(prop: Prop, value: Node, run: Run): void {
    const [url] = prop.profiles;
    const profile = url === undefined ? undefined : this.schemas.profile(url);
    if (profile === undefined) return;
    if (prop.profiles.length === 1) applyProfile(profile, value, prop.type, this.schemas, run);
    else if (
      !prop.profiles.some((other) => {
        const known = this.schemas.profile(other);
        return known === undefined || run.conforms(value, known);
      })
    ) {
      run.report(
        'profile-none-met',
        'error',
        { profiles: prop.profiles, type: prop.type },
        { rule: prop.profiles.join(' ') },
      );
    }
  }

  #primitive(prop: Prop, value: unknown, index: number, node: Node, run: Run): void {
    const fault = prop.check?.(value);
    if (fault === undefined) {
      if (prop.binding !== undefined) {
        run.enter(prop, index);
        const sound = checkCodeBinding(prop.binding, value as string, this.schemas.terminology, run);
        run.depth -= 1;
        if (sound && !run.escapes) prop.sound?.set(value as string, true);
      } else if (prop.sound !== undefined && !run.escapes) prop.sound.set(value as string, true);
      if (prop.type === 'canonical') this.#canonicals.check(value as string, prop, index, run);
      if (run.escapes || typeof value === 'number') checkWriting(prop, value, index, run);
      if (prop.name === 'id' && prop.type !== 'id' && !prop.array && prop.host.name !== 'ElementDefinition')
        this.#elementId(value as string, run);
      if (this.text !== undefined) {
        run.enter(prop, index);
        this.text(value, prop.type, run);
        run.depth -= 1;
      }
      return;
    }
    if (value === null && prop.array && this.#hasSibling(prop, index, node)) return;
    if (value === null && prop.array) {
      nullInList(prop, run);
      return;
    }
    run.enter(prop, index);
    unsound(prop, fault, value, run);
    run.depth -= 1;
  }

  #hasSibling(prop: Prop, index: number, node: Node): boolean {
    const siblings = node[`_${prop.key}`];
    return Array.isArray(siblings) && isNode(siblings[index]);
  }

  #sibling(prop: Prop, value: unknown, index: number, node: Node, run: Run): void {
    if (value === null && prop.array) {
      const values = node[prop.key.slice(1)];
      if (!Array.isArray(values) || values[index] === null || values[index] === undefined) nullInList(prop, run);
      return;
    }
    run.enter(prop, index);
    if (!isNode(value)) {
      noObject(prop, 'Element', value, run);
    } else {
      run.nodes[run.depth] = value;
      const held = this.walk(prop.schema, value, prop, run);
      if (!held && (value['id'] === undefined || !this.#hasValue(prop, index, node))) empty(prop, run);
    }
    run.depth -= 1;
  }

  #hasValue(prop: Prop, index: number, node: Node): boolean {
    const value = node[prop.key.slice(1)];
    const own: unknown = prop.array && Array.isArray(value) ? value[index] : value;
    return own !== undefined && own !== null;
  }

  #elementId(id: string, run: Run): void {
    run.elementIds ??= new Set();
    const { elementIds } = run;
    if (elementIds.has(id)) run.report('duplicate-element-id', 'error', { id: maskOf(id) }, { rule: 'id' });
    else elementIds.add(id);
  }
}
