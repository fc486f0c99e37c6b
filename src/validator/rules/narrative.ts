import type { ResourceRule, RuleContext } from './rule.js';
import { elementIds } from './fragments.js';
import { isTree, list, type Tree } from './tree.js';
import { parseXhtml, type XhtmlFault, type XhtmlFaultKind } from './xhtml-parse.js';
import { quickScan } from './xhtml-scan.js';
import { NO_LINKS } from './xhtml-vocabulary.js';

/** The invariant of Narrative that stands behind each fault. */
const RULES: Readonly<Partial<Record<XhtmlFaultKind, string>>> = {
  root: 'txt-1',
  element: 'txt-1',
  nesting: 'txt-1',
  attribute: 'txt-1',
  active: 'txt-1',
  malformed: 'txt-1',
  entity: 'txt-1',
  empty: 'txt-2',
};

/** Narratives of a resource, of the sections of a Composition and of similar parts (R4 narrative.html; txt-1, txt-2). */
export const narrative: ResourceRule = (resource, at, context) => {
  check(resource, resource['text'], at, context);
  if (resource['resourceType'] === 'Composition') sections(resource, resource, at, context, 0);
};

function sections(resource: Tree, holder: Tree, at: string, context: RuleContext, depth: number): void {
  if (depth > 50) return;
  list(holder['section']).forEach((section, index) => {
    if (!isTree(section)) return;
    const place = `${at}.section[${index}]`;
    check(resource, section['text'], place, context);
    sections(resource, section, place, context, depth + 1);
  });
}

/** The narrative of the resource or section at `at`. */
function check(resource: Tree, text: unknown, at: string, context: RuleContext): void {
  if (typeof text !== 'object' || text === null) return;
  const div = (text as Tree)['div'];
  if (typeof div !== 'string') return;
  const scan = quickScan(div);
  if (scan === 'bare') return;
  if (scan === 'ask') for (const fault of parseXhtml(div).faults) report(fault, `${at}.text.div`, context);
  if (div.includes('#')) unresolved(resource, div, `${at}.text.div`, context);
  if (div.includes('lang=')) languages(resource['language'], div, `${at}.text.div`, context);
}

function report({ kind, element, attribute, detail }: XhtmlFault, at: string, context: RuleContext): void {
  const params = {
    ...(element === undefined ? {} : { element }),
    ...(attribute === undefined ? {} : { attribute }),
    ...(detail === undefined ? {} : { detail }),
  };
  const rule = RULES[kind];
  const advised = kind === 'style' || (kind === 'link' && !(attribute === 'href' && NO_LINKS.has(detail ?? '')));
  context.report(`narrative-${kind}`, advised ? 'warning' : 'error', at, params, rule === undefined ? {} : { rule });
}

/** `#x` leads to an anchor of the narrative, to an element by its id, or to a contained resource; in a Bundle to those of other entries, too. */
function unresolved(resource: Tree, div: string, at: string, context: RuleContext): void {
  if (!/["']\s*#/.test(div)) return;
  const { fragments, anchors } = parseXhtml(div);
  if (fragments.size === 0) return;
  const ids = new Set<string>();
  elementIds(resource, ids);
  const open = [...fragments].filter((fragment) => !anchors.has(fragment) && !ids.has(fragment));
  if (open.length === 0) return;
  const all = context.fragments();
  if (!open.every((fragment) => all.has(fragment))) context.report('narrative-link-unresolved', 'error', at);
}

/** The language of the narrative is that of the resource (R4 narrative.html, language support). */
function languages(language: unknown, div: string, at: string, context: RuleContext): void {
  if (typeof language !== 'string') return;
  const root = /^\s*<div\b[^>]*?\s(?:xml:)?lang\s*=\s*["']([^"']*)["']/.exec(div)?.[1];
  if (root !== undefined && root !== '' && root.toLowerCase() !== language.toLowerCase()) {
    context.report('narrative-language', 'warning', at, { language, found: root.slice(0, 35) });
  }
}
