import { checkItem } from './apply-profile.js';
import type { Candidate, Item, Rule, Slice, Slicing } from './profile.js';
import type { Run, Step } from './run.js';
import type { Schemas } from './schemas.js';
import type { Node } from './shape.js';

/** A value with its place below the current node. */
export class Placed implements Candidate {
  constructor(
    readonly value: unknown,
    readonly sibling: Node | undefined,
    readonly type: string,
    readonly step: Step,
    readonly index: number,
  ) {}
}

type Sliced = Pick<Rule, 'name' | 'element' | 'profile'>;

/** Assigns values to slices and judges each by its slice; the element that holds the values is the current node. */
export function checkSlices(
  rule: Sliced,
  slicing: Slicing,
  values: readonly Placed[],
  schemas: Schemas,
  run: Run,
): void {
  const { slices } = slicing;
  let counts: number[] | undefined;
  let inside: Map<Slice, Placed[]> | undefined;
  let last = -1;
  let loose = false;
  let open = 0;
  for (let v = 0; v < values.length; v++) {
    const placed = values[v];
    if (placed === undefined) continue;
    const found = find(slices, placed, rule, run);
    if (found < 0) {
      loose = true;
      if (found === OPEN) open += 1;
      if (slicing.rest !== undefined && found === NONE) checkAt(placed, slicing.rest, schemas, run);
      else if (slicing.rules === 'closed' && found === NONE) {
        atValue(placed, run, () => {
          run.report(
            'slice-closed',
            'error',
            { element: rule.element, profile: rule.profile, slices: slices.map((s) => s.name) },
            { rule: rule.element, profile: rule.profile },
          );
        });
      }
      continue;
    }
    const slice = slices[found];
    if (slice === undefined) continue;
    if (!slicing.exclusive) checkOnly(slices, found, placed, rule, run);
    counts ??= slices.map(() => 0);
    counts[found] = (counts[found] ?? 0) + 1;
    if ((slicing.ordered && found < last) || (slicing.rules === 'openAtEnd' && loose)) {
      atValue(placed, run, () => {
        run.report(
          'slice-order',
          'error',
          { slice: slice.name, element: rule.element, profile: rule.profile },
          { rule: slice.element, profile: rule.profile },
        );
      });
    }
    last = Math.max(last, found);
    const { item } = slice;
    if (item !== undefined) checkAt(placed, item, schemas, run);
    if (slice.slicing !== undefined) {
      inside ??= new Map();
      const list = inside.get(slice);
      if (list === undefined) inside.set(slice, [placed]);
      else list.push(placed);
    }
  }
  for (let i = 0; i < slices.length; i++) {
    const slice = slices[i];
    if (slice === undefined) continue;
    const count = counts?.[i] ?? 0;
    if (count < slice.min && open === 0) countFault(slice, 'slice-min', { min: slice.min, found: count }, run);
    if (count > slice.max) countFault(slice, 'slice-max', { max: slice.max, found: count }, run);
    if (slice.slicing !== undefined && count > 0)
      checkSlices(slice, slice.slicing, inside?.get(slice) ?? [], schemas, run);
  }
}

function checkAt({ step, index, value, sibling, type }: Placed, item: Item, schemas: Schemas, run: Run): void {
  run.enter(step, index);
  checkItem(item, value, sibling, type, schemas, run);
  run.depth -= 1;
}

function countFault(slice: Slice, code: string, counts: Readonly<Record<string, number>>, run: Run): void {
  const { name, element, profile } = slice;
  run.report(code, 'error', { slice: name, element, profile, ...counts }, { rule: element, profile });
}

const NONE = -1;
const OPEN = -2;

/** Index of the slice a value belongs to; NONE, or OPEN where that cannot be decided. */
function find(slices: readonly Slice[], placed: Placed, rule: Sliced, run: Run): number {
  let open = false;
  for (let i = 0; i < slices.length; i++) {
    const answer = slices[i]?.matches(placed, run);
    if (answer === true) return i;
    if (answer === undefined) open = true;
  }
  if (!open) return NONE;
  atValue(placed, run, () => {
    run.report(
      'slice-undecided',
      'information',
      { element: rule.element, profile: rule.profile },
      { rule: rule.element, profile: rule.profile, undecided: true },
    );
  });
  return OPEN;
}

/** Discriminators tell slices apart: a value that the first slice takes belongs to no other (R4 ElementDefinition.slicing.discriminator). */
function checkOnly(slices: readonly Slice[], first: number, placed: Placed, rule: Sliced, run: Run): void {
  for (let i = first + 1; i < slices.length; i++) {
    if (slices[i]?.matches(placed, run) !== true) continue;
    atValue(placed, run, () => {
      run.report(
        'slice-several',
        'error',
        { element: rule.element, profile: rule.profile, slices: [slices[first]?.name ?? '', slices[i]?.name ?? ''] },
        { rule: rule.element, profile: rule.profile },
      );
    });
    return;
  }
}

function atValue(placed: Placed, run: Run, act: () => void): void {
  run.enter(placed.step, placed.index);
  act();
  run.depth -= 1;
}
