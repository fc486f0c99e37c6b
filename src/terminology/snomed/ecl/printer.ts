import type { Ecl } from './ast.js';

const grouped = (tree: Ecl): string =>
  tree.kind === 'and' || tree.kind === 'or' || tree.kind === 'minus' ? `(${printEcl(tree)})` : printEcl(tree);

/** The constraint in brief syntax, without terms: one text for equal trees, fit as a cache key. */
export function printEcl(tree: Ecl): string {
  switch (tree.kind) {
    case 'concept':
      return tree.id;
    case 'any':
      return '*';
    case 'hierarchy':
      return `${tree.operator} ${grouped(tree.of)}`;
    case 'memberOf':
      return `^ ${grouped(tree.of)}`;
    case 'minus':
      return `${grouped(tree.left)} MINUS ${grouped(tree.right)}`;
    case 'and':
    case 'or':
      return tree.operands.map(grouped).join(tree.kind === 'and' ? ' AND ' : ' OR ');
  }
}
