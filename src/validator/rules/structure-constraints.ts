import type { StructureDefinition } from 'fhir/r4.js';
import type { Shapes } from '../invariant/shapes.js';
import { pathFaults } from './fhirpath-names.js';
import type { RuleContext } from './rule.js';
import type { ElementSite } from './structure-elements.js';
import { isTree, list, text, trees, type Tree } from './tree.js';

/** Expressions of constraints are FHIRPath, and a key stands for one rule (R4 elementdefinition.html, constraint). */
export class ConstraintCheck {
  readonly #known = new Map<string, string>();

  constructor(
    readonly url: string | undefined,
    base: StructureDefinition | undefined,
    /** How an element that is not there is told: of a differential, what an expression is applied to is not always known. */
    readonly severity: 'error' | 'warning',
    readonly context: RuleContext,
  ) {
    for (const { constraint = [] } of base?.snapshot?.element ?? [])
      for (const { key, expression } of constraint) if (expression !== undefined) this.#known.set(key, expression);
  }

  check({ element, at, types, shapes }: ElementSite): void {
    trees(element['constraint']).forEach((constraint, index) => {
      const [key, expression] = [text(constraint['key']) ?? '', text(constraint['expression'])];
      const source = text(constraint['source']);
      // what comes from elsewhere is judged there
      if (expression === undefined || (source !== undefined && source.split('|', 1)[0] !== this.url)) return;
      const place = `${at}.constraint[${index}]`;
      for (const { code, name } of pathFaults(expression, types, shapes)) {
        const severity = code === 'fhirpath-element' ? this.severity : 'error';
        this.context.report(code, severity, `${place}.expression`, { key, name });
      }
      const known = this.#known.get(key);
      if (known === undefined) this.#known.set(key, expression);
      else if (known !== expression) this.context.report('structure-constraint-key', 'error', place, { key });
    });
  }
}

/** The conditions under which an extension may be used are FHIRPath (R4 StructureDefinition.contextInvariant). */
export function checkContextInvariants(resource: Tree, shapes: Shapes, at: string, context: RuleContext): void {
  list(resource['contextInvariant']).forEach((expression, index) => {
    for (const { code, name } of typeof expression === 'string' ? pathFaults(expression, undefined, shapes) : [])
      context.report(code, 'error', `${at}.contextInvariant[${index}]`, { key: 'contextInvariant', name });
  });
}

export const isElementList = (value: unknown): readonly unknown[] => (isTree(value) ? list(value['element']) : []);
