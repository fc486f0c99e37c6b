import { isNode } from './shape.js';

/** Trees of more values than this are watched for parts that hold themselves, which no JSON text can have but an object can. */
const UNWATCHED = 50_000;

/** Shows every value of a tree, itself included; strings and objects alike, in no order. */
export function visitTree(root: unknown, visit: (value: unknown) => void): void {
  const open: unknown[] = [root];
  let seen: Set<unknown> | undefined;
  for (let count = 0; open.length > 0; count++) {
    const value = open.pop();
    visit(value);
    if (typeof value !== 'object' || value === null) continue;
    if (count > UNWATCHED) {
      seen ??= new Set();
      if (seen.has(value)) continue;
      seen.add(value);
    }
    if (Array.isArray(value)) for (const item of value as readonly unknown[]) open.push(item);
    else if (isNode(value)) for (const key in value) open.push(value[key]);
  }
}
