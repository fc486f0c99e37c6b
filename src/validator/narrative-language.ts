import type { ElementDefinition } from 'fhir/r4.js';
import type { Run } from './run.js';
import { isNode, type Node } from './shape.js';

const CONTROL = 'http://hl7.org/fhir/StructureDefinition/narrative-language-control';

/** What a profile asks of the language sections of a narrative: `_no`, `_yes`, `_resource`, or languages by their tag. */
export function languageControl(def: ElementDefinition): readonly string[] | undefined {
  const codes = (def.extension ?? []).flatMap((e) =>
    e.url === CONTROL && e.valueCode !== undefined ? [e.valueCode] : [],
  );
  return codes.length === 0 ? undefined : codes;
}

const SECTION = /<div\b[^>]*?\blang\s*=\s*["']([^"']+)["'][^>]*>/g;

/** Judges the Narrative at the current node: its language sections are the inner `div`s that carry `lang`. */
export function checkLanguageSections(narrative: Node, codes: readonly string[], profile: string, run: Run): void {
  const { div } = narrative;
  if (typeof div !== 'string') return;
  const inner = div.slice(div.indexOf('>') + 1);
  const found = new Set([...inner.matchAll(SECTION)].flatMap(([, language]) => language ?? []));
  const sections = [...found];
  const language = isNode(run.resource) ? run.resource['language'] : undefined;
  for (const code of codes) {
    if (code === '_no') {
      if (found.size > 0) run.report('narrative-languages-prohibited', 'error', { profile, sections }, { profile });
    } else if (code === '_yes') {
      if (found.size === 0) run.report('narrative-languages-required', 'error', { profile }, { profile });
    } else {
      const wanted = code === '_resource' ? language : code;
      if (typeof wanted === 'string' && !found.has(wanted)) {
        run.report(
          'narrative-language-missing',
          'error',
          { profile, language: wanted, sections },
          { rule: wanted, profile },
        );
      }
    }
  }
}
