import type { Shapes } from '../invariant/shapes.js';
import { checkContextInvariants } from './structure-constraints.js';
import { typesAt } from './structure-paths.js';
import type { RuleContext } from './rule.js';
import { list, text, trees, type Tree } from './tree.js';

/** Patterns of resources that R4 names without defining them. */
const PATTERNS = new Set(['CanonicalResource', 'MetadataResource', 'Definition', 'Event', 'Request']);

/** Only extensions have contexts, and those of elements name elements that there are (R4 defining-extensions.html#context). */
export function checkContexts(resource: Tree, shapes: Shapes, at: string, context: RuleContext): void {
  const extension = resource['type'] === 'Extension';
  list(resource['context']).forEach((one, index) => {
    const [given] = trees([one]);
    const place = `${at}.context[${index}]`;
    if (!extension) context.report('structure-context', 'error', place, { problem: 'no-extension' });
    const expression = text(given?.['expression']);
    // an element of a profile, or of another version of FHIR, is not looked for
    if (given?.['type'] !== 'element' || expression === undefined || given['extension'] !== undefined) return;
    const [type = ''] = expression.split('.', 1);
    if (/[#:/]/.test(expression) || PATTERNS.has(type)) return;
    if (!shapes.knows(type) || typesAt(expression, shapes) === undefined)
      context.report('structure-context', 'error', place, { problem: 'no-element', element: expression.slice(0, 120) });
  });
  checkContextInvariants(resource, shapes, at, context);
}
