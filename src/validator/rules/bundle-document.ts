import { placeOf, type BundleEntry, type BundleIndex, type Link } from './bundle-links.js';
import type { RuleContext } from './rule.js';
import { isTree, list, trees, type Tree } from './tree.js';
import { visitTree } from '../visit.js';
import { youngList } from '../young-list.js';

/** What an entry leads to. */
type Leading = Pick<Link, 'targets'>;

/** A document holds what its Composition refers to, and nothing it does not lead to (R4 documents.html); `linked` is what the Bundle itself links to. */
export function documentRules(
  links: readonly (readonly Link[])[],
  linked: readonly BundleEntry[],
  index: BundleIndex,
  at: string,
  context: RuleContext,
): void {
  const { entries } = index;
  const [first] = entries;
  if (first?.type !== 'Composition' || first.resource === undefined) return;
  mustResolve(required(first.resource), links[0] ?? [], index, at, context);
  if (areAll(entries, reach(links, linked, false))) return;
  const known = withUrls(entries, links);
  const forward = reach(known, linked, false);
  if (areAll(entries, forward)) return;
  const either = reach(known, linked, true);
  for (const { index: position, type } of entries) {
    const place = `${at}.entry[${position}]`;
    if (!either.has(position)) context.report('bundle-entry-unreachable', 'error', place, { from: 'Composition' });
    else if (!forward.has(position) && type !== 'Provenance' && type !== 'Binary') {
      context.report('bundle-entry-backward-only', 'warning', place, { from: 'Composition' });
    }
  }
}

/** A message holds the focus of its header; what the header does not lead to should be looked at (R4 messaging.html). */
export function messageRules(
  links: readonly (readonly Link[])[],
  index: BundleIndex,
  at: string,
  context: RuleContext,
): void {
  const { entries } = index;
  const [first] = entries;
  if (first?.type !== 'MessageHeader' || first.resource === undefined) return;
  mustResolve(new Set(list(first.resource['focus'])), links[0] ?? [], index, at, context);
  if (areAll(entries, reach(links, [], true))) return;
  const either = reach(withUrls(entries, links), [], true);
  for (const { index: position } of entries) {
    if (!either.has(position)) {
      context.report('bundle-entry-unreachable', 'warning', `${at}.entry[${position}]`, { from: 'MessageHeader' });
    }
  }
}

/** The references of a Composition whose targets belong into the document. */
function required(composition: Tree): ReadonlySet<unknown> {
  const found = new Set<unknown>([
    composition['subject'],
    composition['encounter'],
    composition['custodian'],
    ...list(composition['author']),
  ]);
  for (const attester of trees(composition['attester'])) found.add(attester['party']);
  for (const event of trees(composition['event'])) for (const detail of list(event['detail'])) found.add(detail);
  let open = trees(composition['section']);
  for (let depth = 0; open.length > 0 && depth < 50; depth += 1) {
    for (const section of open) {
      found.add(section['focus']);
      for (const one of [...list(section['author']), ...list(section['entry'])]) found.add(one);
    }
    open = open.flatMap((section) => trees(section['section']));
  }
  return found;
}

function mustResolve(
  wanted: ReadonlySet<unknown>,
  links: readonly Link[],
  index: BundleIndex,
  at: string,
  context: RuleContext,
): void {
  for (const link of links) {
    if (!wanted.has(link.node) || link.targets.length > 0) continue;
    const identified = isTree(link.node['identifier']);
    context.report('bundle-reference-missing', identified ? 'warning' : 'error', placeOf(link, at, context), {
      namesakes: index.namesakes(link.reference).length,
    });
  }
}

const areAll = (entries: readonly BundleEntry[], reached: ReadonlySet<number>): boolean =>
  entries.every(({ index }) => reached.has(index));

/** Properties with URLs that name something else than a resource here. */
const NAMES: ReadonlySet<string> = new Set(['system', 'profile', 'reference', 'div', 'data', 'resourceType', 'id']);
const MAY_LEAD = /^(?:urn:|https?:|[A-Z][A-Za-z]+\/)\S+$/;

/** The links, with URLs that lead to entries: an Attachment names a Binary by its url. */
const withUrls = (
  entries: readonly BundleEntry[],
  links: readonly (readonly Link[])[],
): readonly (readonly Leading[])[] => entries.map((entry, i) => [...(links[i] ?? []), ...byUrl(entry)]);

function byUrl(entry: BundleEntry): readonly Leading[] {
  const found = new Set<string>();
  visitTree(entry.resource, (value) => {
    if (!isTree(value)) return;
    for (const key in value) {
      const url = value[key];
      if (typeof url === 'string' && !NAMES.has(key) && MAY_LEAD.test(url)) found.add(url);
    }
  });
  return [...found].map((url) => ({ targets: entry.within.targets(url, entry) }));
}

/** Entries that can be reached from the first and `linked`, along references and, where asked, against them. */
function reach(
  links: readonly (readonly Leading[])[],
  linked: readonly BundleEntry[],
  backward: boolean,
): ReadonlySet<number> {
  // a list for each entry that leads somewhere
  const next: (number[] | undefined)[] = links.map(() => undefined);
  const lead = (from: number, to: number): void => {
    const known = next[from];
    if (known === undefined) next[from] = youngList([to]);
    else if (known[known.length - 1] !== to) known.push(to);
  };
  const add = (): number => next.push(undefined) - 1;
  // what leads to many entries goes by a place between, for thousands of references can lead to the same thousands
  const between = new Map<readonly BundleEntry[], { readonly there: number; readonly back: number }>();
  const placeBetween = (targets: readonly BundleEntry[]): { readonly there: number; readonly back: number } => {
    const known = between.get(targets);
    if (known !== undefined) return known;
    const made = { there: add(), back: add() };
    between.set(targets, made);
    for (const { index } of targets) {
      lead(made.there, index);
      lead(index, made.back);
    }
    return made;
  };
  links.forEach((own, from) => {
    for (const { targets } of own) {
      const [only] = targets;
      if (only === undefined) continue;
      const place = targets.length === 1 ? undefined : placeBetween(targets);
      lead(from, place?.there ?? only.index);
      if (backward) lead(place?.back ?? only.index, from);
    }
  });
  const seen = new Set([0, ...linked.map(({ index }) => index)]);
  for (const position of seen) for (const target of next[position] ?? []) seen.add(target);
  return seen;
}
