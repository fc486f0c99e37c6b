import type { StructureDefinition } from 'fhir/r4.js';
import type { Definitions } from '../definitions/definitions.js';
import type { LocalTerminology } from '../terminology/terminology.js';
import type { ValidatorOptions } from './api.js';
import { fillSchema, findNode } from './compile-type.js';
import { EmptySchema } from './empty-schema.js';
import { compileProfile } from './compile-profile.js';
import type { InvariantCompiler } from './constraint.js';
import type { TypeRule } from './data-types.js';
import { elementTree, type ElementNode } from './element-tree.js';
import type { Profile } from './profile.js';
import { Recall } from './recall.js';
import { textPolicy } from './text-policy.js';
import type { TypeSchema } from './type-schema.js';

/** Compiled definitions of one validator: types and profiles, each made when first asked for. */
export class Schemas {
  readonly bestPractice: 'ignore' | 'warning' | 'error';
  /** True where no option asks anything of texts. */
  readonly plainText: boolean;
  readonly #types = new Map<string, TypeSchema>();
  readonly #resources = new Recall<TypeSchema>();
  readonly #recalled = new Recall<Profile>();
  readonly #profiles = new Map<string, Profile | undefined>();
  readonly #trees = new Map<StructureDefinition, ElementNode | undefined>();
  readonly #ruleOf: (schema: TypeSchema) => TypeRule;

  constructor(
    readonly definitions: Definitions,
    readonly terminology: LocalTerminology,
    readonly options: ValidatorOptions,
    readonly invariants: InvariantCompiler,
    /** What a type asks for beyond its structure, by type. */
    ruleOf: (schema: TypeSchema) => TypeRule,
  ) {
    this.bestPractice = options.bestPractice ?? 'ignore';
    this.plainText = textPolicy(options) === undefined;
    this.#ruleOf = ruleOf;
  }

  /** The schema of a type, not yet filled. An unknown type gives one that accepts anything. */
  type(name: string): TypeSchema {
    const held = this.#types.get(name);
    if (held !== undefined) return held;
    const schema = new EmptySchema(name, this.definitions.isResource(name), () => {
      const definition = this.definitions.base(name);
      return { url: definition?.url ?? name, ancestry: this.#ancestry(definition) };
    });
    this.#types.set(name, schema);
    return schema;
  }

  /** The schema of a resource type; undefined where there is no such type. */
  resource(name: string): TypeSchema | undefined {
    const held = this.#resources.get(name);
    if (held !== undefined) return held;
    if (!this.definitions.isResource(name)) return undefined;
    const schema = this.type(name);
    this.#resources.set(name, schema);
    return schema;
  }

  /** Fills a schema if that has not been done. */
  open(schema: TypeSchema): TypeSchema {
    if (schema.ready) return schema;
    const dot = schema.name.indexOf('.');
    const definition = this.definitions.base(dot < 0 ? schema.name : schema.name.slice(0, dot));
    const tree = definition === undefined ? undefined : this.tree(definition);
    const node = tree === undefined ? undefined : findNode(tree, schema.name);
    if (definition !== undefined && node !== undefined) fillSchema(schema, node, definition, this);
    schema.ready = true;
    const { plain, look, after } = this.#ruleOf(schema);
    if (this.plainText) schema.plain = plain;
    schema.look = look;
    schema.after = after;
    return schema;
  }

  /** The schema of a backbone element by its path. */
  backbone(definition: StructureDefinition, path: string): TypeSchema | undefined {
    const tree = this.tree(definition);
    const node = tree === undefined ? undefined : findNode(tree, path);
    return node === undefined ? undefined : this.backboneOf(definition, node);
  }

  backboneOf(definition: StructureDefinition, node: ElementNode): TypeSchema {
    const name = node.def.path;
    const held = this.#types.get(name);
    if (held !== undefined) return held;
    const type = node.def.type?.[0]?.code ?? 'BackboneElement';
    const ancestry = [name, type, ...(type === 'Element' ? [] : ['Element'])];
    const schema = new EmptySchema(name, false, () => ({ url: definition.url, ancestry }));
    this.#types.set(name, schema);
    return schema;
  }

  tree(definition: StructureDefinition): ElementNode | undefined {
    if (!this.#trees.has(definition)) this.#trees.set(definition, elementTree(definition));
    return this.#trees.get(definition);
  }

  /** The elements of a profile, or of one of its elements where the canonical names it after a `#`. */
  profileTree(canonical: string): ElementNode | undefined {
    const hash = canonical.indexOf('#');
    const definition = this.definitions.structure(hash < 0 ? canonical : canonical.slice(0, hash));
    const tree = definition === undefined ? undefined : this.tree(definition);
    return hash < 0 || tree === undefined ? tree : findNode(tree, canonical.slice(hash + 1));
  }

  /** A profile by canonical, compiled; undefined where its definition is not held. */
  profile(canonical: string): Profile | undefined {
    const recalled = this.#recalled.get(canonical);
    if (recalled !== undefined) return recalled;
    const profile = this.#profileOf(canonical);
    if (profile !== undefined) this.#recalled.set(canonical, profile);
    return profile;
  }

  #profileOf(canonical: string): Profile | undefined {
    if (this.#profiles.has(canonical)) return this.#profiles.get(canonical);
    const hash = canonical.indexOf('#');
    const definition = this.definitions.structure(hash < 0 ? canonical : canonical.slice(0, hash));
    const profile =
      definition === undefined
        ? undefined
        : compileProfile(definition, this, hash < 0 ? undefined : canonical.slice(hash + 1));
    this.#profiles.set(canonical, profile);
    return profile;
  }

  #ancestry(definition: StructureDefinition | undefined): string[] {
    const line: string[] = [];
    let at = definition;
    while (at !== undefined && !line.includes(at.type)) {
      line.push(at.type);
      at = at.baseDefinition === undefined ? undefined : this.definitions.structure(at.baseDefinition);
    }
    return line;
  }
}
