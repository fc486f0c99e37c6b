import { isObject } from '../json.js';
import type { JsonObject, WireResource } from '../json.js';

/** A value that a search parameter's expression selects. */
export interface Selected {
  readonly value: unknown;
  /** Data type as the choice element's name tells it, e.g. `Quantity`, `DateTime`. */
  readonly type?: string;
  /** True where a filter of the expression could not be decided, e.g. what a logical reference refers to. */
  readonly uncertain?: boolean;
}

const choiceTypes =
  /^(Quantity|CodeableConcept|Coding|String|Boolean|Integer|Decimal|Range|Ratio|SampledData|Time|DateTime|Date|Instant|Period|Timing|Age|Duration|Reference|Identifier|Attachment|Uri|Code|Markdown)$/;

const children = (parent: JsonObject, name: string): Selected[] => {
  const direct = parent[name];
  if (direct !== undefined)
    return (Array.isArray(direct) ? (direct as unknown[]) : [direct]).map((value) => ({ value }));
  return Object.entries(parent)
    .filter(([key]) => key.startsWith(name) && choiceTypes.test(key.slice(name.length)))
    .map(([key, value]) => ({ value, type: key.slice(name.length) }));
};

const step = (items: readonly Selected[], name: string): Selected[] =>
  items.flatMap((item) =>
    isObject(item.value)
      ? children(item.value, name).map((child) => (item.uncertain === true ? { ...child, uncertain: true } : child))
      : [],
  );

const ofType = (items: readonly Selected[], type: string): Selected[] =>
  items.filter((item) => item.type?.toLowerCase() === type.toLowerCase());

const refersTo = (items: readonly Selected[], type: string): Selected[] =>
  items.flatMap((item) => {
    if (!isObject(item.value)) return [];
    const stated = item.value['type'];
    const reference = item.value['reference'];
    const named =
      typeof reference === 'string'
        ? /(?:^|\/)([A-Z][A-Za-z]+)\/[^/]+(?:\/_history\/[^/]+)?$/.exec(reference)?.[1]
        : undefined;
    const actual = named ?? (typeof stated === 'string' ? stated : undefined);
    if (actual === undefined) return [{ ...item, uncertain: true }];
    return actual === type ? [item] : [];
  });

const splitUnion = (expression: string): string[] => {
  const parts: string[] = [];
  let depth = 0;
  let from = 0;
  for (let at = 0; at < expression.length; at += 1) {
    const c = expression.charAt(at);
    if (c === '(') depth += 1;
    else if (c === ')') depth -= 1;
    else if (c === '|' && depth === 0) {
      parts.push(expression.slice(from, at));
      from = at + 1;
    }
  }
  return [...parts, expression.slice(from)].map((part) => part.trim());
};

type Operation = (items: readonly Selected[]) => Selected[];

const operation = (source: string): Operation | undefined => {
  const cast = /^as\((\w+)\)$/.exec(source)?.[1];
  if (cast !== undefined) return (items) => ofType(items, cast);
  const target = /^where\(resolve\(\) is (\w+)\)$/.exec(source)?.[1];
  if (target !== undefined) return (items) => refersTo(items, target);
  const [, name, literal] = /^where\((\w+)\s*=\s*'([^']*)'\)$/.exec(source) ?? [];
  if (name !== undefined)
    return (items) => items.filter((item) => isObject(item.value) && item.value[name] === literal);
  return /^[a-zA-Z]\w*$/.test(source) ? (items) => step(items, source) : undefined;
};

const segmentsOf = (path: string): string[] => path.match(/[A-Za-z]\w*(?:\((?:[^()]|\([^()]*\))*\))?/g) ?? [];

interface Part {
  readonly root: string;
  readonly operations: readonly Operation[];
}

const parsePart = (source: string): Part | undefined => {
  const cast = /^\(([\w.]+) as (\w+)\)(?:\.([\w.]+))?$/.exec(source) ?? /^([\w.]+) as (\w+)$/.exec(source);
  const path =
    cast === null ? source : `${cast[1] ?? ''}.as(${cast[2] ?? ''})${cast[3] === undefined ? '' : `.${cast[3]}`}`;
  const [root, ...rest] = segmentsOf(path);
  if (root === undefined || [root, ...rest].join('.') !== path) return undefined;
  const operations = rest.map(operation);
  return operations.every((one) => one !== undefined) ? { root, operations } : undefined;
};

/** A search parameter's expression, read once. */
export interface Expression {
  /** The values it selects; undefined when a part that concerns this resource's type goes beyond what is understood. */
  select(resource: WireResource): readonly Selected[] | undefined;
}

const general = new Set(['Resource', 'DomainResource']);

/**
 * Reads the subset of FHIRPath that R4's search parameters use: paths, choice casts, `where(resolve() is T)`,
 * `where(name='x')` and unions.
 */
export function readExpression(source: string): Expression {
  const parts = splitUnion(source).map((text) => ({ text, part: parsePart(text) }));
  return {
    select(resource) {
      const selected: Selected[] = [];
      for (const { text, part } of parts) {
        const root = part?.root ?? /^\(?(\w+)/.exec(text)?.[1] ?? '';
        if (root !== resource.resourceType && !general.has(root)) continue;
        if (part === undefined) return undefined;
        let items: Selected[] = [{ value: resource }];
        for (const apply of part.operations) items = apply(items);
        selected.push(...items);
      }
      return selected;
    },
  };
}
