import { typeNamed } from './literal.js';
import { PRIMITIVES } from './primitive.js';
import type { Candidate } from './profile.js';
import type { Run } from './run.js';
import { isNode, type Node } from './shape.js';

/** A step of the restricted FHIRPath that discriminators are written in (R4 profiling.html, discriminators). */
export type PathStep =
  | { readonly kind: 'this' }
  | { readonly kind: 'name'; readonly name: string }
  | { readonly kind: 'extension'; readonly url: string }
  | { readonly kind: 'ofType'; readonly type: string }
  | { readonly kind: 'resolve' };

const STEP =
  /^(?:\$this|extension\(\s*['"]([^'"]+)['"]\s*\)|(?:ofType|as)\(\s*([\w.]+)\s*\)|(resolve)\(\)|([A-Za-z_]\w*)(?:\[x\])?)(?:\.|$)/;

/** The steps of a discriminator path; undefined where it uses what discriminators may not use. */
export function parsePath(path: string): PathStep[] | undefined {
  const steps: PathStep[] = [];
  let rest = path.trim();
  while (rest !== '') {
    const match = STEP.exec(rest);
    if (match === null) return undefined;
    const [whole, url, type, resolve, name] = match;
    if (url !== undefined) steps.push({ kind: 'extension', url });
    else if (type !== undefined) steps.push({ kind: 'ofType', type });
    else if (resolve !== undefined) steps.push({ kind: 'resolve' });
    else if (name !== undefined) steps.push({ kind: 'name', name });
    rest = rest.slice(whole.length);
  }
  return steps;
}

/** The values a discriminator path leads to from a candidate. */
export function select(candidate: Candidate, steps: readonly PathStep[], run: Run): readonly Candidate[] {
  let current: readonly Candidate[] = [candidate];
  for (const step of steps) {
    const next: Candidate[] = [];
    for (const item of current) advance(item, step, run, next);
    current = next;
  }
  return current;
}

function advance(item: Candidate, step: PathStep, run: Run, into: Candidate[]): void {
  if (item.outside === true && step.kind !== 'ofType') {
    into.push(step.kind === 'this' ? item : OUTSIDE);
    return;
  }
  switch (step.kind) {
    case 'this':
      into.push(item);
      return;
    case 'ofType':
      if (item.outside === true && item.type === '') into.push(item);
      if (item.type === step.type || (isNode(item.value) && item.value['resourceType'] === step.type)) into.push(item);
      return;
    case 'resolve': {
      const target = targetOf(item.value, run);
      if (target !== undefined) into.push(target);
      return;
    }
    case 'extension': {
      const host = isNode(item.value) ? item.value : item.sibling;
      for (const extension of listOf(host?.['extension'])) {
        if (isNode(extension) && extension['url'] === step.url) {
          into.push({ value: extension, sibling: undefined, type: 'Extension' });
        }
      }
      return;
    }
    case 'name':
      children(isNode(item.value) ? item.value : (item.sibling ?? {}), step.name, into);
  }
}

const resourceCandidate = (value: Node): Candidate => ({
  value,
  sibling: undefined,
  type: typeof value['resourceType'] === 'string' ? value['resourceType'] : '',
});

/** Nothing is known of it. */
const OUTSIDE: Candidate = { value: undefined, sibling: undefined, type: '', outside: true };

/** Where a reference leads: a resource, or one outside of which at most the type is known. */
function targetOf(value: unknown, run: Run): Candidate | undefined {
  const reference = isNode(value) ? value['reference'] : value;
  const target = typeof reference === 'string' ? run.resolve(reference) : undefined;
  if (isNode(target)) return resourceCandidate(target);
  if (typeof reference === 'string' && reference.startsWith('#')) return undefined;
  const said = isNode(value) ? value['type'] : undefined;
  const type = typeof reference === 'string' ? typeNamed(reference) : undefined;
  const named = type ?? (typeof said === 'string' ? said.slice(said.lastIndexOf('/') + 1) : '');
  return { value: undefined, sibling: undefined, type: named, outside: true };
}

const listOf = (value: unknown): readonly unknown[] =>
  Array.isArray(value) ? value : value === undefined ? [] : [value];

/** FHIR type named by the end of a choice key: `Quantity`, `dateTime`. */
export function choiceType(suffix: string): string {
  const lower = suffix.charAt(0).toLowerCase() + suffix.slice(1);
  return PRIMITIVES.has(lower) ? lower : suffix;
}

/** Values of an element by name, choice types included, with the `_name` object of primitives. */
function children(node: Node, name: string, into: Candidate[]): void {
  let key = node[name] !== undefined || node[`_${name}`] !== undefined ? name : undefined;
  let type = '';
  if (key === undefined) {
    for (const candidate of Object.keys(node)) {
      const bare = candidate.startsWith('_') ? candidate.slice(1) : candidate;
      if (bare.startsWith(name) && /^[A-Z]/.test(bare.charAt(name.length))) {
        key = bare;
        type = choiceType(bare.slice(name.length));
        break;
      }
    }
    if (key === undefined) return;
  }
  const values = listOf(node[key]);
  const siblings = listOf(node[`_${key}`]);
  for (let i = 0; i < Math.max(values.length, siblings.length); i++) {
    const value = values[i] ?? undefined;
    const sibling = siblings[i];
    const ownType = isNode(value) && typeof value['resourceType'] === 'string' ? value['resourceType'] : type;
    into.push({ value, sibling: isNode(sibling) ? sibling : undefined, type: ownType });
  }
}
