/** Hierarchy operators of the Expression Constraint Language, in brief syntax. */
export type HierarchyOperator = '<' | '<<' | '<!' | '<<!' | '>' | '>>' | '>!' | '>>!';

/** A parsed expression constraint. Terms are left out: they carry no meaning. */
export type Ecl =
  | { readonly kind: 'concept'; readonly id: string }
  | { readonly kind: 'any' }
  | { readonly kind: 'hierarchy'; readonly operator: HierarchyOperator; readonly of: Ecl }
  | { readonly kind: 'memberOf'; readonly of: Ecl }
  | { readonly kind: 'and' | 'or'; readonly operands: readonly Ecl[] }
  | { readonly kind: 'minus'; readonly left: Ecl; readonly right: Ecl };

/** Thrown by the parser; `offset` is the 0-based place in the text. */
export class EclError extends Error {
  override readonly name = 'EclError';
  constructor(
    message: string,
    readonly offset: number,
    /** The text is ECL, but of a part that is not read here (refinements, filters, dotted paths). */
    readonly unsupported = false,
  ) {
    super(message);
  }
}
