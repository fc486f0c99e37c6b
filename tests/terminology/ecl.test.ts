import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Ecl, HierarchyOperator } from '../../src/terminology/snomed/index.js';
import { EclError, membershipWithoutRelease, parseEcl, printEcl, sctid } from '../../src/terminology/snomed/index.js';
import { describeWithShared } from '../support/shared.js';
import { ukCoreResources } from './held.js';

const [a, b, c] = [1001, 1002, 1003].map((item) => sctid.make(item, 'concept', '9999999')) as [string, string, string];

/** A small release: `child parent` pairs and reference set members. */
function evaluate(
  tree: Ecl,
  parents: readonly string[],
  members: Readonly<Record<string, readonly string[]>>,
): ReadonlySet<string> {
  const inner = (node: Ecl) => evaluate(node, parents, members);
  const closure = (start: string, step: (code: string) => readonly string[]): readonly string[] => {
    const reached = new Set(step(start));
    for (const code of reached) for (const next of step(code)) reached.add(next);
    return [...reached];
  };
  const up = (code: string) => parents.filter((pair) => pair.startsWith(`${code} `)).map((pair) => pair.split(' ')[1]!);
  const down = (code: string) => parents.filter((pair) => pair.endsWith(` ${code}`)).map((pair) => pair.split(' ')[0]!);
  switch (tree.kind) {
    case 'concept':
      return new Set([tree.id]);
    case 'any':
      return new Set([a, b, c]);
    case 'memberOf':
      return new Set([...inner(tree.of)].flatMap((id) => members[id] ?? []));
    case 'and':
      return tree.operands.map(inner).reduce((left, right) => new Set([...left].filter((id) => right.has(id))));
    case 'or':
      return new Set(tree.operands.flatMap((operand) => [...inner(operand)]));
    case 'minus': {
      const right = inner(tree.right);
      return new Set([...inner(tree.left)].filter((id) => !right.has(id)));
    }
    case 'hierarchy': {
      const step = tree.operator.startsWith('<') ? down : up;
      const start = [...inner(tree.of)];
      const found = start.flatMap((id) => (tree.operator.endsWith('!') ? step(id) : closure(id, step)));
      return new Set(tree.operator.replace('!', '').length === 2 ? [...start, ...found] : found);
    }
  }
}

describe('expression constraints', () => {
  it.each([
    [a, a],
    [`<<${a}`, `<< ${a}`],
    [`<< ${a} |Blorb disorder|`, `<< ${a}`],
    [`descendantOrSelfOf ${a}`, `<< ${a}`],
    [`DescendantOf ${a}`, `< ${a}`],
    [`memberOf ${a} or ${b}`, `^ ${a} OR ${b}`],
    [`^${a}`, `^ ${a}`],
    [`(${a} OR ${b}) MINUS <<${c}`, `(${a} OR ${b}) MINUS << ${c}`],
    [`${a} minus (descendantOrSelfOf ${b} OR ${c})`, `${a} MINUS (<< ${b} OR ${c})`],
    [`childOf ${a} AND parentOf ${b}`, `<! ${a} AND >! ${b}`],
    [`<< (${a} OR ${b})`, `<< (${a} OR ${b})`],
    [`${a}, ${b}`, `${a} AND ${b}`],
    [` * /* all */`, '*'],
    [`((${a}))`, a],
  ])('%s reads as %s', (text, brief) => {
    expect(printEcl(parseEcl(text))).toBe(brief);
  });

  it.each([
    ['', false],
    ['<<', false],
    [`${a} OR`, false],
    [`${a} AND ${b} OR ${c}`, false],
    [`${a} MINUS ${b} MINUS ${c}`, false],
    [`(${a}`, false],
    [`${a} ${b}`, false],
    [`|term| ${a}`, false],
    ['12', false],
    [`something ${a}`, false],
    [`constructor ${a}`, false],
    [`<< ${a} : ${b} = ${c}`, true],
    [`<< ${a} {{ term = "x" }}`, true],
    [`<< ${a} . ${b}`, true],
  ])('%s is refused', (text, unsupported) => {
    expect(() => parseEcl(text)).toThrow(EclError);
    try {
      parseEcl(text);
    } catch (error) {
      expect((error as EclError).unsupported).toBe(unsupported);
    }
  });

  it('survives deep nesting', () => {
    expect(() => parseEcl('('.repeat(100_000) + a + ')'.repeat(100_000))).toThrow(EclError);
  });

  const operators: readonly HierarchyOperator[] = ['<', '<<', '<!', '<<!', '>', '>>', '>!', '>>!'];
  const trees = fc.letrec<{ tree: Ecl }>((tie) => ({
    tree: fc.oneof(
      { depthSize: 'small' },
      fc.constantFrom(a, b, c).map((id): Ecl => ({ kind: 'concept', id })),
      fc.constant<Ecl>({ kind: 'any' }),
      fc
        .tuple(fc.constantFrom(...operators), tie('tree'))
        .map(([operator, of]): Ecl => ({ kind: 'hierarchy', operator, of })),
      tie('tree').map((of): Ecl => ({ kind: 'memberOf', of })),
      fc
        .tuple(fc.constantFrom('and' as const, 'or' as const), fc.array(tie('tree'), { minLength: 2, maxLength: 3 }))
        .map(([kind, operands]): Ecl => ({ kind, operands })),
      fc.tuple(tie('tree'), tie('tree')).map(([left, right]): Ecl => ({ kind: 'minus', left, right })),
    ),
  })).tree;

  it('prints what it reads and reads what it prints', () => {
    fc.assert(
      fc.property(trees, (tree) => {
        expect(parseEcl(printEcl(tree))).toEqual(tree);
      }),
    );
  });

  it('is never certain of what some release denies', () => {
    const release = fc.record({
      parents: fc.subarray([`${b} ${a}`, `${c} ${a}`, `${c} ${b}`]),
      members: fc.dictionary(fc.constantFrom(a, b, c), fc.subarray([a, b, c])),
    });
    fc.assert(
      fc.property(trees, release, fc.constantFrom(a, b, c), (tree, { parents, members }, code) => {
        const verdict = membershipWithoutRelease(tree, code);
        const isIn = evaluate(tree, parents, members).has(code);
        expect(verdict === 'unknown' || (verdict === 'in') === isIn).toBe(true);
      }),
      { numRuns: 2000 },
    );
  });

  it.each([
    [a, 'in'],
    [b, 'out'],
    [`<< ${a}`, 'in'],
    [`<< ${b}`, 'unknown'],
    [`< ${a}`, 'out'],
    [`< ${b}`, 'unknown'],
    [`^ ${a}`, 'unknown'],
    [`${a} OR << ${b}`, 'in'],
    [`${b} OR << ${c}`, 'unknown'],
    [`<< ${b} MINUS ${a}`, 'out'],
    [`<< ${a} MINUS ${b}`, 'in'],
    [`<< ${a} MINUS << ${b}`, 'unknown'],
    ['*', 'in'],
  ])('without a release, membership of %s is %s', (constraint, verdict) => {
    expect(membershipWithoutRelease(parseEcl(constraint), a)).toBe(verdict);
  });
});

describeWithShared('constraints of UK Core', () => {
  it.each([
    ['2.0.2', 32],
    ['stu3-preview-20250620', 86],
  ])('%s: all of them are read, and come back the same', (version, count) => {
    const filters = ukCoreResources(version)
      .flatMap((resource) => (resource.resourceType === 'ValueSet' ? (resource.compose?.include ?? []) : []))
      .filter(({ system }) => system === 'http://snomed.info/sct')
      .flatMap(({ filter }) => filter ?? []);
    expect(filters).toHaveLength(count);
    for (const { value } of filters) {
      const tree = parseEcl(value);
      expect(parseEcl(printEcl(tree))).toEqual(tree);
    }
  });
});
