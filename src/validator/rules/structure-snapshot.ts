import { valueOf } from '../value.js';
import type { RuleContext } from './rule.js';
import { text, type Tree } from './tree.js';

const ROOT = ['slicing', 'sliceName', 'requirements', 'meaningWhenMissing', 'example', 'maxLength'] as const;
const VALUES = ['fixed', 'pattern', 'minValue', 'maxValue'] as const;

/** What an element of a snapshot has and does not have, by where it stands (R4 elementdefinition.html#interpretation). */
export function checkSnapshotElement(element: Tree, constraint: boolean, at: string, context: RuleContext): void {
  const path = text(element['path']);
  if (path === undefined) return;
  const tell = (problem: string): void => {
    context.report('structure-snapshot-element', 'error', at, { problem, element: path.slice(0, 120) });
  };
  const hasValue = VALUES.some((name) => valueOf(element, name) !== undefined);
  if (!path.includes('.')) {
    for (const name of ROOT)
      if (element[name] !== undefined && (constraint || (name !== 'meaningWhenMissing' && name !== 'maxLength')))
        tell(`${name} at the root`);
    if (hasValue) tell('a value at the root');
    return;
  }
  if (element['type'] === undefined && element['contentReference'] === undefined) tell('no type');
  if (constraint) return;
  if (element['sliceName'] !== undefined) tell('a slice where a type is defined');
  // the limits of integer are those of 32 bits
  if (hasValue && path !== 'integer.value') tell('a value where a type is defined');
}
