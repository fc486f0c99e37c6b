import { isObject } from '../record.js';

type Step =
  | { readonly kind: 'child'; readonly name: string; readonly as?: string }
  | { readonly kind: 'where'; readonly field: string; readonly value: string }
  | { readonly kind: 'refersTo'; readonly type: string };

/** A compiled search expression: the values it finds in a resource. */
export type Extract = (resource: Readonly<Record<string, unknown>>) => readonly unknown[];

const TOKEN =
  /^\.where\(resolve\(\) is (?<target>\w+)\)|^\.where\((?<field>\w+)\s*=\s*'(?<value>[^']*)'\)|^\.as\((?<call>\w+)\)|^ as (?<cast>\w+)|^\.(?<name>\w+)(?!\()/;

/**
 * Compiles the FHIRPath of a SearchParameter for one type. Only paths made of child steps, `as`, `where(x = 'y')` and
 * `where(resolve() is T)` are taken; undefined where no alternative of the expression is such a path for this type.
 */
export function compileExpression(expression: string, type: string): Extract | undefined {
  const paths: (readonly Step[])[] = [];
  for (const alternative of expression.split('|')) {
    const text = unwrap(alternative.trim());
    const root = /^(\w+)/.exec(text)?.[1];
    if (root !== type && root !== 'Resource' && root !== 'DomainResource') continue;
    const steps = parseSteps(text.slice(root.length));
    if (!steps) return undefined;
    paths.push(steps);
  }
  if (paths.length === 0) return undefined;
  return (resource) => paths.flatMap((steps) => walk(resource, steps));
}

function unwrap(text: string): string {
  return text.startsWith('(') && text.endsWith(')') ? text.slice(1, -1).trim() : text;
}

function parseSteps(path: string): readonly Step[] | undefined {
  const steps: Step[] = [];
  let rest = path;
  while (rest !== '') {
    const groups = TOKEN.exec(rest);
    if (!groups?.groups) return undefined;
    const { target, field, value, call, cast, name } = groups.groups;
    const as = call ?? cast;
    const last = steps.at(-1);
    if (name !== undefined) steps.push({ kind: 'child', name });
    else if (target !== undefined) steps.push({ kind: 'refersTo', type: target });
    else if (field !== undefined && value !== undefined) steps.push({ kind: 'where', field, value });
    else if (as !== undefined && last?.kind === 'child') steps[steps.length - 1] = { ...last, as };
    else return undefined;
    rest = rest.slice(groups[0].length);
  }
  return steps.length > 0 ? steps : undefined;
}

function walk(resource: Readonly<Record<string, unknown>>, steps: readonly Step[]): readonly unknown[] {
  let nodes: readonly unknown[] = [resource];
  for (const step of steps) {
    if (step.kind === 'child') nodes = nodes.flatMap((node) => children(node, step.name, step.as));
    else if (step.kind === 'where') nodes = nodes.filter((node) => isObject(node) && node[step.field] === step.value);
    else nodes = nodes.filter((node) => refersTo(node, step.type));
  }
  return nodes;
}

const CHOICE_SUFFIX =
  /^(Boolean|Integer|Decimal|String|Code|Uri|Canonical|Date|DateTime|Instant|Time|Age|Annotation|CodeableConcept|Coding|Duration|Identifier|Period|Quantity|Range|Ratio|Reference|SampledData|Timing|Dosage)$/;

/** Values of an element; for a choice (`value[x]`) of whatever type is there, or of the type asked for. */
function children(node: unknown, name: string, as: string | undefined): readonly unknown[] {
  if (!isObject(node)) return [];
  if (as !== undefined) {
    const key = `${name}${as.charAt(0).toUpperCase()}${as.slice(1)}`;
    return listed(Object.hasOwn(node, key) ? node[key] : own(node, name));
  }
  if (Object.hasOwn(node, name)) return listed(node[name]);
  const key = Object.keys(node).find((each) => each.startsWith(name) && CHOICE_SUFFIX.test(each.slice(name.length)));
  return key === undefined ? [] : listed(node[key]);
}

function own(node: Readonly<Record<string, unknown>>, name: string): unknown {
  return Object.hasOwn(node, name) ? node[name] : undefined;
}

function listed(value: unknown): readonly unknown[] {
  if (value === undefined || value === null) return [];
  return Array.isArray(value) ? (value as readonly unknown[]) : [value];
}

function refersTo(node: unknown, type: string): boolean {
  if (!isObject(node)) return false;
  if (typeof node['reference'] !== 'string') return node['type'] === type;
  return new RegExp(`(^|/)${type}/[^/]+(/_history/[^/]+)?$`).test(node['reference']);
}
