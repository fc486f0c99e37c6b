import type { ResourceRule, RuleContext } from './rule.js';
import { isTree, list, text } from './tree.js';

/** The codes that a ConceptMap maps are codes of their systems, where those are held complete (R4 conceptmap.html). */
export const conceptMap: ResourceRule = (resource, at, context) => {
  if (resource['resourceType'] !== 'ConceptMap') return;
  list(resource['group']).forEach((group, index) => {
    if (!isTree(group)) return;
    const source = text(group['source']);
    const target = text(group['target']);
    const place = `${at}.group[${index}]`;
    list(group['element']).forEach((element, position) => {
      if (!isTree(element)) return;
      const here = `${place}.element[${position}]`;
      check(source, element['code'], `${here}.code`, context);
      list(element['target']).forEach((one, i) => {
        if (isTree(one)) check(target, one['code'], `${here}.target[${i}].code`, context);
      });
    });
  });
};

function check(system: string | undefined, code: unknown, at: string, context: RuleContext): void {
  if (system === undefined || typeof code !== 'string') return;
  if (context.terminology.lookup(system, code).result !== 'unknown') return;
  context.report('code-unknown', 'error', at, { system, code: code.slice(0, 64) }, { rule: system });
}
