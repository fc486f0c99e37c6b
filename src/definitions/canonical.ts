/** Whether a resource of version `held` is what `asked` names: the same, or asked by its leading parts (`4.0` for `4.0.1`). */
export const matchesVersion = (held: string | undefined, asked: string): boolean =>
  held === asked || (held?.startsWith(`${asked}.`) ?? false);

const NUMBER = /^\d+$/;

/** Order of business versions, oldest first: numeric parts by value, a pre-release before its release, none at all first. */
export function compareVersions(a: string | undefined, b: string | undefined): number {
  if (a === b) return 0;
  if (a === undefined) return -1;
  if (b === undefined) return 1;
  const [left, leftLabel] = splitLabel(a);
  const [right, rightLabel] = splitLabel(b);
  const byParts = compareParts(left, right);
  if (byParts !== 0) return byParts;
  if (leftLabel === '' || rightLabel === '') return leftLabel === '' ? 1 : -1;
  return compareParts(leftLabel, rightLabel);
}

function splitLabel(version: string): readonly [string, string] {
  const dash = /^\d+(?:\.\d+)+-/.exec(version);
  return dash ? [version.slice(0, dash[0].length - 1), version.slice(dash[0].length)] : [version, ''];
}

function compareParts(a: string, b: string): number {
  const left = a.split(/[.-]/);
  const right = b.split(/[.-]/);
  for (let i = 0; i < Math.max(left.length, right.length); i++) {
    const [x, y] = [left[i], right[i]];
    if (x === y) continue;
    if (x === undefined) return -1;
    if (y === undefined) return 1;
    if (NUMBER.test(x) && NUMBER.test(y)) {
      const difference = Number(x) - Number(y);
      if (difference !== 0) return difference;
    } else return x < y ? -1 : 1;
  }
  return 0;
}
