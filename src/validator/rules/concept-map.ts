import type { ResourceRule, RuleContext } from './rule.js';
import { isTree, list, text, type Tree } from './tree.js';

/** The codes that a ConceptMap maps are codes of their systems and of the value sets it maps between, where those are held (R4 conceptmap.html). */
export const conceptMap: ResourceRule = (resource, at, context) => {
  if (resource['resourceType'] !== 'ConceptMap') return;
  list(resource['group']).forEach((group, index) => {
    if (!isTree(group)) return;
    const source = sideOf(resource, group, 'source');
    const target = sideOf(resource, group, 'target');
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

interface Side {
  readonly system: string | undefined;
  readonly version: string | undefined;
  readonly valueSet: string | undefined;
}

function sideOf(resource: Tree, group: Tree, side: 'source' | 'target'): Side {
  const [system, written] = text(group[side])?.split('|', 2) ?? [];
  return {
    system,
    version: text(group[`${side}Version`]) ?? written,
    valueSet: text(resource[`${side}Canonical`]) ?? text(resource[`${side}Uri`]),
  };
}

function check({ system, version, valueSet }: Side, code: unknown, at: string, context: RuleContext): void {
  if (system === undefined || typeof code !== 'string') return;
  const { result } = context.terminology.lookup(system, code, version);
  if (result === 'unknown')
    context.report('code-unknown', 'error', at, { system, code: code.slice(0, 64) }, { rule: system });
  if (result !== 'known' || valueSet === undefined) return;
  if (context.terminology.member(valueSet, { system, code }).result === 'out')
    context.report('concept-map-code', 'error', at, { code: code.slice(0, 64), valueSet });
}
