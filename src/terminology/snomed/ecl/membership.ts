import type { Ecl } from './ast.js';

export type Verdict = 'in' | 'out' | 'unknown';

const negate = (verdict: Verdict): Verdict => (verdict === 'in' ? 'out' : verdict === 'out' ? 'in' : 'unknown');

const all = (verdicts: readonly Verdict[]): Verdict =>
  verdicts.includes('out') ? 'out' : verdicts.includes('unknown') ? 'unknown' : 'in';

const some = (verdicts: readonly Verdict[]): Verdict =>
  verdicts.includes('in') ? 'in' : verdicts.includes('unknown') ? 'unknown' : 'out';

/**
 * Is the concept `code` in the constraint, as far as ids alone can tell: a concept is its own descendant-or-self and never its own
 * descendant; anything that needs the hierarchy or a reference set is `unknown`.
 */
export function membershipWithoutRelease(tree: Ecl, code: string): Verdict {
  switch (tree.kind) {
    case 'any':
      return 'in';
    case 'concept':
      return tree.id === code ? 'in' : 'out';
    case 'memberOf':
      return 'unknown';
    case 'hierarchy':
      return hierarchy(tree.operator, tree.of, code);
    case 'and':
      return all(tree.operands.map((operand) => membershipWithoutRelease(operand, code)));
    case 'or':
      return some(tree.operands.map((operand) => membershipWithoutRelease(operand, code)));
    case 'minus':
      return all([membershipWithoutRelease(tree.left, code), negate(membershipWithoutRelease(tree.right, code))]);
  }
}

const isReflexive = (operator: string): boolean => operator.startsWith('<<') || operator.startsWith('>>');

function hierarchy(operator: string, of: Ecl, code: string): Verdict {
  if (isReflexive(operator)) return membershipWithoutRelease(of, code) === 'in' ? 'in' : 'unknown';
  return of.kind === 'concept' && of.id === code ? 'out' : 'unknown';
}

/** The ids of a constraint that is nothing but a list of them; undefined where it needs more. */
export function listedIds(tree: Ecl): readonly string[] | undefined {
  if (tree.kind === 'concept') return [tree.id];
  if (tree.kind === 'minus') {
    const left = listedIds(tree.left);
    const right = listedIds(tree.right);
    return left && right ? left.filter((id) => !right.includes(id)) : undefined;
  }
  if (tree.kind !== 'or') return undefined;
  const ids: string[] = [];
  for (const operand of tree.operands) {
    const inner = listedIds(operand);
    if (inner === undefined) return undefined;
    ids.push(...inner);
  }
  return [...new Set(ids)];
}
