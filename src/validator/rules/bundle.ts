import type { Params } from '../../model/index.js';
import { isUuidAt } from '../id.js';
import { documentRules, messageRules } from './bundle-document.js';
import { Link, placeOf, type BundleEntry, type BundleIndex } from './bundle-links.js';
import { narrativeLinkRules } from './bundle-narrative-links.js';
import { linkRules } from './bundle-relations.js';
import { searchRules } from './bundle-search.js';
import { CONDITIONAL, hasRelativeForm } from './reference.js';
import type { ResourceRule, RuleContext } from './rule.js';
import { isTree, text, trees, type Tree } from './tree.js';
import { ABSOLUTE } from '../urls.js';

/** Types whose entries need no fullUrl: what they hold may not exist yet, or is an answer to a request. */
const WITHOUT_URL = new Set(['transaction', 'transaction-response', 'batch', 'batch-response']);
/** What a server answers stands at its own base. */
const ANSWERS = new Set(['transaction-response', 'batch-response']);
const URN_UUID = 'urn:uuid:';
const FULL_URL = { property: 'fullUrl' };
/** Code systems of HL7 v2 and v3 as they stood in R4's own Bundles. */
const ONCE_CANONICAL = /^http:\/\/hl7\.org\/fhir\/v[23]\//;

/** Rules of Bundle beside its invariants (R4 bundle.html, documents.html, messaging.html, http.html). */
export const bundle: ResourceRule = (resource, at, context) => {
  if (resource['resourceType'] !== 'Bundle') return;
  const type = text(resource['type']);
  const index = context.bundleIndex(resource);
  const { entries } = index;
  const linked = linkRules(trees(resource['link']), type, index, at, context);
  if (entries.length === 0) return;
  for (const entry of entries) checkEntry(entry, type, at, context);
  const links = entries.map((entry) => context.referencesIn(entry.index).map((node) => new Link(entry, node, index)));
  for (const own of links) for (const link of own) checkLink(link, index, type, at, context);
  if (type === 'document') documentRules(links, linked, index, at, context);
  if (type === 'message') messageRules(links, index, at, context);
  if (type === 'document' || type === 'message') narrativeLinkRules(index, at, context);
  if (type === 'searchset') searchRules(resource, entries, at, context);
};

function checkEntry(
  { index, entry, fullUrl, named, resource, type, id }: BundleEntry,
  bundleType: string | undefined,
  at: string,
  context: RuleContext,
): void {
  const tell = (code: string, severity: 'error' | 'warning', params: Params): void => {
    context.report(code, severity, `${at}.entry[${index}]`, params);
  };
  if (bundleType === 'transaction' || bundleType === 'batch')
    checkRequest(entry, type, `${at}.entry[${index}]`, context);
  if (fullUrl === undefined) {
    if (bundleType !== undefined && !WITHOUT_URL.has(bundleType))
      tell('bundle-full-url-missing', 'error', { type: bundleType });
    return;
  }
  if (!ABSOLUTE.test(fullUrl)) tell('bundle-full-url-relative', 'error', FULL_URL);
  else if (fullUrl.startsWith(URN_UUID) && !(fullUrl.length === 45 && isUuidAt(fullUrl, URN_UUID.length, true)))
    tell('bundle-full-url-uuid', 'warning', FULL_URL);
  if (!fullUrl.startsWith('urn:') && named?.id !== id && resource?.['url'] === fullUrl && !ONCE_CANONICAL.test(fullUrl))
    tell('bundle-full-url-canonical', 'error', FULL_URL);
  if (named === undefined || resource === undefined || (named.id === id && named.type === type)) return;
  if (!context.definitions.isResource(named.type)) return;
  if (id !== undefined) tell('bundle-full-url-mismatch', 'error', { ...FULL_URL, type: type ?? '' });
  else tell('bundle-full-url-without-id', 'error', FULL_URL);
}

/** A create or update names the type of what it carries (R4 http.html). */
function checkRequest(entry: Tree, type: string | undefined, at: string, context: RuleContext): void {
  const request = entry['request'];
  const url = isTree(request) ? text(request['url']) : undefined;
  const method = isTree(request) ? request['method'] : undefined;
  if (url === undefined || type === undefined || (method !== 'POST' && method !== 'PUT')) return;
  const [first = ''] = url.split(/[/?]/, 1);
  if (first !== type && !url.includes('$') && context.definitions.isResource(first)) {
    context.report('bundle-request-type', 'error', `${at}.request.url`, { found: first, type });
  }
}

function checkLink(link: Link, index: BundleIndex, type: string | undefined, at: string, context: RuleContext): void {
  const { reference, from, named, targets } = link;
  if (targets.length === 1) return;
  const place = (): string => placeOf(link, at, context);
  if (targets.length > 1) {
    // A history holds several versions of one resource.
    if (type !== 'history') context.report('bundle-reference-ambiguous', 'error', place(), { matches: targets.length });
    return;
  }
  if (reference.startsWith('urn:uuid:') || reference.startsWith('urn:oid:')) {
    context.report('bundle-reference-urn-missing', 'warning', place());
    return;
  }
  if (named === undefined) {
    if (!isUrl(reference, type)) context.report('reference-syntax', 'error', place());
    return;
  }
  if (from.fullUrl === undefined) {
    if (!ANSWERS.has(type ?? '')) context.report('bundle-reference-without-base', 'error', place());
    return;
  }
  const other = index.byUuid(named);
  if (other !== undefined && other.type !== named.type) {
    context.report('reference-type', 'error', place(), { type: named.type, found: other.type ?? '' });
    return;
  }
  const namesakes = index.namesakes(reference);
  if (namesakes.length > 0) {
    const severity = type === 'document' || type === 'message' ? 'error' : 'warning';
    context.report('bundle-reference-full-url', severity, place(), { matches: namesakes.length });
  }
}

/** Absolute, or `[type]/[id]` with or without a version; what a transaction looks up is a search (R4 http.html#trules). */
function isUrl(reference: string, type: string | undefined): boolean {
  if (ABSOLUTE.test(reference)) return true;
  if ((type === 'transaction' || type === 'batch') && CONDITIONAL.test(reference)) return true;
  return hasRelativeForm(reference);
}
