import type { StructureDefinition } from 'fhir/r4.js';
import { parseExpression, UnsupportedExpression } from '../invariant/syntax.js';
import type { RuleContext } from './rule.js';
import { isTree, list, text, trees, type Tree } from './tree.js';

/** True for text that is FHIRPath, whether or not it can be compiled here. */
export function isFhirPath(expression: string): boolean {
  try {
    parseExpression(expression);
    return true;
  } catch (error) {
    return error instanceof UnsupportedExpression;
  }
}

/** Expressions of constraints are FHIRPath, and a key stands for one rule (R4 elementdefinition.html, constraint). */
export class ConstraintCheck {
  readonly #known = new Map<string, string>();

  constructor(
    readonly url: string | undefined,
    base: StructureDefinition | undefined,
    readonly context: RuleContext,
  ) {
    for (const { constraint = [] } of base?.snapshot?.element ?? [])
      for (const { key, expression } of constraint) if (expression !== undefined) this.#known.set(key, expression);
  }

  check(element: Tree, at: string): void {
    trees(element['constraint']).forEach((constraint, index) => {
      const [key, expression] = [text(constraint['key']) ?? '', text(constraint['expression'])];
      const source = text(constraint['source']);
      // what comes from elsewhere is judged there
      if (expression === undefined || (source !== undefined && source.split('|', 1)[0] !== this.url)) return;
      const place = `${at}.constraint[${index}]`;
      if (!isFhirPath(expression)) this.context.report('fhirpath-syntax', 'error', `${place}.expression`, { key });
      const known = this.#known.get(key);
      if (known === undefined) this.#known.set(key, expression);
      else if (known !== expression) this.context.report('structure-constraint-key', 'error', place, { key });
    });
  }
}

/** The conditions under which an extension may be used are FHIRPath (R4 StructureDefinition.contextInvariant). */
export function checkContextInvariants(resource: Tree, at: string, context: RuleContext): void {
  list(resource['contextInvariant']).forEach((expression, index) => {
    if (typeof expression === 'string' && !isFhirPath(expression))
      context.report('fhirpath-syntax', 'error', `${at}.contextInvariant[${index}]`, { key: 'contextInvariant' });
  });
}

export const isElementList = (value: unknown): readonly unknown[] => (isTree(value) ? list(value['element']) : []);
