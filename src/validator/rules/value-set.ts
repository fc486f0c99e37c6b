import { isConceptId } from '../../terminology/snomed/sctid.js';
import type { ResourceRule, RuleContext } from './rule.js';
import { isTree, list, text, type Tree } from './tree.js';
import { checkFilter } from './value-set-filter.js';
import { SNOMED } from '../systems.js';
import { ABSOLUTE } from '../urls.js';

/** Rules of ValueSet beside its invariants (R4 valueset.html): systems by their URI, codes and filters their systems know. */
export const valueSet: ResourceRule = (resource, at, context) => {
  if (resource['resourceType'] !== 'ValueSet' || !isTree(resource['compose'])) return;
  for (const name of ['include', 'exclude'] as const) {
    list(resource['compose'][name]).forEach((include, index) => {
      if (isTree(include)) checkInclude(include, `${at}.compose.${name}[${index}]`, context);
    });
  }
};

function checkInclude(include: Tree, at: string, context: RuleContext): void {
  const written = text(include['system']);
  if (written === undefined) return;
  const tell = (problem: string): void => {
    context.report('value-set-system', 'error', at, { problem });
  };
  const [system = '', version] = written.split('|', 2);
  if (version !== undefined && version !== '') tell('version');
  if (!ABSOLUTE.test(system)) {
    tell('relative');
    return;
  }
  const held = context.definitions.codeSystem(system) ?? context.definitions.resource(system);
  if (held?.resourceType === 'ValueSet') tell('value-set');
  else if (held?.resourceType === 'CodeSystem' && held.content === 'supplement') tell('supplement');
  const seen = new Set<string>();
  list(include['concept']).forEach((concept, index) => {
    const code = isTree(concept) ? text(concept['code']) : undefined;
    if (code === undefined) return;
    const place = `${at}.concept[${index}]`;
    if (seen.has(code)) context.report('value-set-code-duplicate', 'warning', place, { code });
    seen.add(code);
    if (isUnknown(system, code, context)) context.report('value-set-code', 'error', place, { system, code });
  });
  list(include['filter']).forEach((filter, index) => {
    if (isTree(filter)) checkFilter(filter, system, `${at}.filter[${index}]`, context);
  });
}

/** True where the system is held complete and has no such code; a SNOMED CT id must at least be one. */
function isUnknown(system: string, code: string, context: RuleContext): boolean {
  if (system === SNOMED && !/[:+]/.test(code)) return !isConceptId(code);
  return context.terminology.lookup(system, code).result === 'unknown';
}
