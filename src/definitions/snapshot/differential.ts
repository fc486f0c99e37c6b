import type { ElementDefinition } from 'fhir/r4.js';
import { isElement } from './well-formed.js';

/** What a differential says about one element; elements it only passes through have no `element`. */
export interface DiffNode {
  readonly name: string;
  readonly sliceName?: string;
  element?: ElementDefinition;
  readonly children: DiffNode[];
  /** Id as the differential writes it, for problems. */
  id: string;
}

export interface Differential {
  readonly root: DiffNode;
  /** Ids, or positions from 0, of elements without a usable path. */
  readonly unreadable: readonly string[];
}

interface Step {
  readonly name: string;
  readonly sliceName?: string;
}

/** The nodes from the root to an element, both included. */
type Line = readonly DiffNode[];

/** Children by name and slice: a differential can have thousands under one element. */
type ChildIndex = Map<DiffNode, Map<string, DiffNode>>;

const MOST_LEVELS = 100;

/**
 * A differential as a tree. Sparse paths are filled in. What lies under a slice finds it by its id, or, without ids, by
 * standing after it.
 */
export function readDifferential(type: string, elements: readonly unknown[]): Differential {
  const root: DiffNode = { name: type, children: [], id: type };
  const start: Line = [root];
  const lines = new Map<string, Line>([[type, start]]);
  const children: ChildIndex = new Map();
  const unreadable: string[] = [];
  let previous = start;
  elements.forEach((element, index) => {
    const parts = isElement(element) ? element.path.split('.') : [];
    if (!isElement(element) || parts[0] !== type || parts.length > MOST_LEVELS || parts.includes('')) {
      unreadable.push(isElement(element) ? element.path.slice(0, 200) : String(index));
      return;
    }
    const idParts = typeof element.id === 'string' ? element.id.split('.') : [];
    const withIds = idParts.length === parts.length;
    const steps = stepsOf(parts, withIds ? idParts : [], element.sliceName);
    const above = withIds ? (knownLine(lines, idParts) ?? start) : commonStart(previous, steps);
    previous = walk(above, steps.slice(above.length - 1), children);
    const node = previous.at(-1) ?? root;
    node.element = { ...node.element, ...element };
    node.id = withIds ? idParts.join('.') : node.id;
    lines.set(node.id, previous);
  });
  return { root, unreadable };
}

/** The steps below the root. Slices on the way come from the id; the last one's name is `sliceName`, whatever the id says. */
function stepsOf(parts: readonly string[], idParts: readonly string[], sliceName: string | undefined): readonly Step[] {
  return parts.slice(1).map((part, index): Step => {
    const [idName = part, idSlice] = (idParts[index + 1] ?? part).split(':', 2);
    const shortcut = idSlice === part && idName.endsWith('[x]');
    const slice = index === parts.length - 2 ? (sliceName ?? idSlice) : idSlice;
    const name = shortcut ? idName : part;
    return slice === undefined ? { name } : { name, sliceName: slice };
  });
}

/** The line to the nearest ancestor that the differential has named by id. */
function knownLine(lines: ReadonlyMap<string, Line>, idParts: readonly string[]): Line | undefined {
  for (let length = idParts.length - 1; length > 1; length--) {
    const line = lines.get(idParts.slice(0, length).join('.'));
    if (line?.length === length) return line;
  }
  return undefined;
}

/** As much of the line to the element before as lies above this one. */
function commonStart(previous: Line, steps: readonly Step[]): Line {
  let length = 1;
  while (length < steps.length && previous[length]?.name === steps[length - 1]?.name) length++;
  return previous.slice(0, length);
}

function walk(start: Line, steps: readonly Step[], children: ChildIndex): Line {
  const line = [...start];
  for (const step of steps) {
    const parent = line.at(-1);
    if (parent) line.push(childOf(parent, step, children));
  }
  return line;
}

function childOf(parent: DiffNode, step: Step, children: ChildIndex): DiffNode {
  const suffix = step.sliceName === undefined ? '' : `:${step.sliceName}`;
  const key = step.name + suffix;
  let held = children.get(parent);
  if (held === undefined) children.set(parent, (held = new Map<string, DiffNode>()));
  const known = held.get(key);
  if (known) return known;
  const made: DiffNode = { ...step, children: [], id: `${parent.id}.${step.name}${suffix}` };
  parent.children.push(made);
  held.set(key, made);
  return made;
}
