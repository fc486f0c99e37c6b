import { readdirSync, readFileSync } from 'node:fs';
import type { Definitions } from '../../../src/definitions/index.js';
import { sharedPath } from '../../support/shared.js';
import { isTree, Visitor, type Tree } from './visits.js';

export type Random = () => number;

/** A repeatable sequence of numbers in [0, 1). */
export function seeded(seed: number): Random {
  let state = seed;
  return () => {
    state = (state * 1103515245 + 12345) & 0x7fffffff;
    return state / 0x7fffffff;
  };
}

export const pick = <T>(random: Random, from: readonly T[]): T | undefined => from[Math.floor(random() * from.length)];

/** Resources of the official examples and the corpus, the largest apart. */
export function realResources(): readonly Tree[] {
  const found: Tree[] = [];
  for (const folder of [sharedPath('uk-core', 'examples', 'json'), sharedPath('corpus')]) {
    for (const file of readdirSync(folder)) {
      if (!file.endsWith('.json') || file === 'index.json') continue;
      const text = readFileSync(`${folder}/${file}`, 'utf8');
      if (text.length > 60_000) continue;
      try {
        const resource: unknown = JSON.parse(text);
        if (isTree(resource) && typeof resource['resourceType'] === 'string') found.push(resource);
      } catch {
        // some of the corpus is broken on purpose
      }
    }
  }
  return found;
}

/** A copy with some elements taken away and some taken over from other nodes of the same type. */
export class Mutator {
  readonly #donors = new Map<string, Tree[]>();

  constructor(
    readonly visitor: Visitor,
    resources: readonly Tree[],
    readonly random: Random,
  ) {
    for (const resource of resources) {
      visitor.resource(resource, resource, ({ type, node }) => {
        const held = this.#donors.get(type) ?? [];
        this.#donors.set(type, held);
        if (isTree(node) && held.length < 300 && held.at(-1) !== node) held.push(node);
      });
    }
  }

  mutate(resource: Tree): Tree {
    const copy = structuredClone(resource);
    const places: [Tree | unknown[], string][] = [];
    const walk = (node: Tree | unknown[]): void => {
      for (const [key, value] of Object.entries(node)) {
        if (key === 'resourceType') continue;
        places.push([node, key]);
        if (isTree(value) || Array.isArray(value)) walk(value as Tree);
      }
    };
    walk(copy);
    for (let i = 0; i < 1 + this.random() * 3; i += 1) {
      const place = pick(this.random, places);
      if (place !== undefined) Reflect.deleteProperty(...place);
    }
    this.#graft(copy);
    return pruned(copy) as Tree;
  }

  #graft(copy: Tree): void {
    const nodes: [string, Tree][] = [];
    this.visitor.resource(copy, copy, ({ type, node }) => {
      if (isTree(node)) nodes.push([type, node]);
    });
    for (let i = 0; i < 2 + this.random() * 4; i += 1) {
      const [type, node] = pick(this.random, nodes) ?? [];
      const donor = type === undefined ? undefined : pick(this.random, this.#donors.get(type) ?? []);
      const key =
        donor &&
        pick(
          this.random,
          Object.keys(donor).filter((name) => name !== 'resourceType' && name !== 'contained'),
        );
      if (node !== undefined && key !== undefined) node[key] = structuredClone(donor?.[key]);
    }
  }
}

/** The same tree without holes, empty objects and empty arrays. */
function pruned(value: unknown): unknown {
  if (Array.isArray(value)) {
    const items = value.map(pruned).filter((item) => item !== undefined);
    return items.length === 0 ? undefined : items;
  }
  if (!isTree(value)) return value === null ? undefined : value;
  const entries = Object.entries(value).flatMap(([key, held]) => {
    const kept = pruned(held);
    return kept === undefined ? [] : [[key, kept] as const];
  });
  return entries.length === 0 ? undefined : Object.fromEntries(entries);
}

/** Random resources of a type, built from its definition with values its invariants speak of. */
export class Generator {
  constructor(
    readonly definitions: Definitions,
    readonly visitor: Visitor,
    readonly random: Random,
  ) {}

  resource(type: string): Tree {
    const words = this.#words(type);
    return { resourceType: type, ...this.#children(type, type, words, 0) };
  }

  /** Literals of the invariants of a type, which make their branches likely. */
  #words(type: string): readonly string[] {
    const words = new Set(['a', 'b', 'x.y', 'http://unitsofmeasure.org']);
    for (const element of this.visitor.elements(type).values()) {
      for (const { expression = '' } of element.constraint ?? []) {
        for (const [, word = ''] of expression.matchAll(/'([^'\\]{1,60})'/g)) words.add(word);
      }
    }
    return [...words];
  }

  #children(definition: string, path: string, words: readonly string[], depth: number): Tree {
    const node: Tree = {};
    for (const [at, element] of this.visitor.elements(definition)) {
      const name = at.slice(path.length + 1);
      if (!at.startsWith(`${path}.`) || name.includes('.') || SKIPPED.has(name)) continue;
      if (this.random() > (element.min === 1 ? 1 : depth > 3 ? 0.1 : 0.35)) continue;
      const code = pick(this.random, element.type ?? [])?.code;
      const key =
        name.endsWith('[x]') && code !== undefined
          ? name.slice(0, -3) + code.charAt(0).toUpperCase() + code.slice(1)
          : name;
      const many = (element.base?.max ?? element.max) !== '1';
      const values = Array.from({ length: many ? 1 + Math.floor(this.random() * 2) : 1 }, () =>
        this.#value(definition, element.path, code, element.contentReference, words, depth + 1),
      ).filter((value) => value !== undefined);
      if (values.length > 0) node[key] = many ? values : values[0];
    }
    return node;
  }

  #value(
    definition: string,
    path: string,
    code: string | undefined,
    reference: string | undefined,
    words: readonly string[],
    depth: number,
  ): unknown {
    if (depth > 5) return undefined;
    if (reference !== undefined)
      return nonEmpty(this.#children(definition, reference.slice(reference.indexOf('#') + 1), words, depth));
    if (code === undefined || code === 'Resource' || code === 'Extension' || code === 'xhtml') return undefined;
    if (code === 'BackboneElement' || code === 'Element')
      return nonEmpty(this.#children(definition, path, words, depth));
    const values = PRIMITIVES[code.replace(/^http.*\./, '').toLowerCase()];
    if (values !== undefined) return pick(this.random, values);
    if (this.definitions.base(code)?.kind === 'primitive-type' || code.startsWith('http'))
      return pick(this.random, words);
    return nonEmpty(this.#children(code, code, words, depth));
  }
}

const SKIPPED = new Set([
  'id',
  'meta',
  'implicitRules',
  'language',
  'text',
  'contained',
  'extension',
  'modifierExtension',
]);
const PRIMITIVES: Readonly<Record<string, readonly unknown[]>> = {
  boolean: [true, false],
  decimal: [0.5, -1, 2, 101],
  integer: [0, 1, -1, 3],
  positiveint: [1, 2, 3],
  unsignedint: [0, 1, 2],
  date: ['2020', '2020-05', '2020-05-06', '2021-01-01'],
  datetime: ['2020', '2020-05-06T10:00:00Z', '2020-05-06T10:00:00+01:00', '2021-01-01'],
  instant: ['2020-05-06T10:00:00Z', '2020-05-06T10:30:00.000+01:00'],
  time: ['10:00:00', '11:30:00'],
};

const nonEmpty = (node: Tree): Tree | undefined => (Object.keys(node).length === 0 ? undefined : node);
