import { MOST_ALIKE } from '../model/index.js';
import { nearest } from './nearest.js';
import { jsonKind, type PrimitiveFault } from './primitive.js';
import type { Run } from './run.js';
import { maskOf, shapeOf, type Node } from './shape.js';
import type { Prop, TypeSchema } from './type-schema.js';

const nameOf = (schema: TypeSchema, prop: Prop): string =>
  `${schema.name}.${prop.name}${prop.choice === 0 ? '' : '[x]'}`;

/** XML repeats the element, JSON gives an array: the first is too many, the second a fault of shape. */
export function repeated(prop: Prop, value: readonly unknown[], schema: TypeSchema, run: Run): void {
  run.broken += 1;
  const element = nameOf(schema, prop);
  if (run.format === 'xml') {
    run.report('cardinality-max', 'error', { element, max: prop.max, found: value.length }, { rule: prop.name });
  } else {
    run.reportAt(`${run.path()}.${prop.segment}`, 'array-unexpected', 'error', { element, found: shapeOf(value) });
  }
}

export function noList(prop: Prop, value: unknown, run: Run): void {
  run.broken += 1;
  const params = { element: prop.name, found: shapeOf(value) };
  run.reportAt(`${run.path()}.${prop.segment}`, 'array-expected', 'error', params);
}

/** A null in a list stands for no element: the list is at fault. */
export function nullInList(prop: Prop, run: Run): void {
  run.broken += 1;
  run.reportAt(`${run.path()}.${prop.segment}`, 'null-value', 'error', { element: prop.name, type: prop.type });
}

export function noObject(prop: Prop, type: string, value: unknown, run: Run): void {
  run.broken += 1;
  const params = { element: prop.name, type, found: shapeOf(value) };
  run.report(value === null ? 'null-value' : 'object-expected', 'error', params);
}

/** A primitive value, the current node, that is none of its type. */
export function unsound(prop: Prop, fault: PrimitiveFault, value: unknown, run: Run): void {
  const { name: element, type } = prop;
  if (value === null) {
    run.broken += 1;
    run.report('null-value', 'error', { element, type });
  } else if (fault === 'json-type') {
    run.broken += 1;
    run.report(fault, 'error', { element, type, expected: jsonKind(type), found: shapeOf(value) });
  } else {
    run.report(fault, 'error', { element, type, found: maskOf(value) });
  }
}

/** The same of a URI that was left to the rule of its type, in the property `element` of the current node. */
export function unsoundUri(element: string, fault: PrimitiveFault, value: string, run: Run): void {
  run.reportAt(`${run.path()}.${element}`, fault, 'error', { element, type: 'uri', found: maskOf(value) });
}

export function countFault(prop: Prop, code: 'cardinality-min' | 'cardinality-max', found: number, run: Run): void {
  const limit = code === 'cardinality-min' ? { min: prop.min } : { max: prop.max };
  run.report(code, 'error', { element: prop.name, found, ...limit }, { rule: prop.name });
}

/** Invariant ele-1: every element has a value or children. */
export function empty(prop: Prop, run: Run): void {
  run.report('empty-object', 'error', { element: prop.name, type: prop.type }, { rule: 'ele-1' });
}

export function unknown(key: string, node: Node, schema: TypeSchema, run: Run): void {
  const near = run.found.listed.length < MOST_ALIKE ? nearestTo(key, schema) : '';
  const property = key.slice(0, 64);
  const params = { property, type: schema.name, found: shapeOf(node[key]), ...(near === '' ? {} : { near }) };
  run.report('unknown-property', 'error', params, { rule: property });
}

function nearestTo(key: string, { near, props }: TypeSchema): string {
  let found = near.get(key);
  if (found === undefined) near.set(key, (found = nearest(key, props) ?? ''));
  return found;
}

export function chosenTwice(prop: Prop, node: Node, schema: TypeSchema, run: Run): void {
  const keys = new Set<string>();
  for (const key of Object.keys(node)) {
    const other = schema.props.get(key);
    if (other?.choice === prop.choice) keys.add(key.startsWith('_') ? key.slice(1) : key);
  }
  if (keys.size < 2) return;
  const params = { element: `${schema.name}.${prop.name}[x]`, found: [...keys] };
  run.report('choice-twice', 'error', params, { rule: prop.name });
}

/** Elements that must be there and were not seen. */
export function missing(schema: TypeSchema, seen: number, run: Run): void {
  for (const prop of schema.required) {
    if ((seen & prop.required) !== 0) continue;
    run.report(
      'cardinality-min',
      'error',
      { element: nameOf(schema, prop), profile: schema.url, min: prop.min, found: 0 },
      { rule: prop.name, profile: schema.url },
    );
  }
}
