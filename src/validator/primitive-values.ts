import { checkCodeBinding } from './binding.js';
import { CanonicalTargets } from './canonical-target.js';
import type { Run } from './run.js';
import type { Schemas } from './schemas.js';
import { isNode, maskOf, type Node } from './shape.js';
import { empty, noObject, nullInList, unsound } from './structure-faults.js';
import type { TextPolicy } from './text-policy.js';
import type { Prop, TypeSchema } from './type-schema.js';
import { checkWriting } from './writing.js';

type Walk = (schema: TypeSchema, node: Node, prop: Prop, run: Run) => boolean;

/** Judges primitive values, and the ids and extensions beside them. */
export class PrimitiveValues {
  readonly #canonicals: CanonicalTargets;

  constructor(
    readonly schemas: Schemas,
    readonly text: TextPolicy | undefined,
    readonly walk: Walk,
  ) {
    this.#canonicals = new CanonicalTargets((canonical) => schemas.definitions.resource(canonical));
  }

  /** The value of a property of `node`. */
  value(prop: Prop, value: unknown, index: number, node: Node, run: Run): void {
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

  /** The `_name` object of a primitive: its id and extensions. */
  sibling(prop: Prop, value: unknown, index: number, node: Node, run: Run): void {
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
