import type { ExtensionsFact } from '../model/index.js';
import { safeUrl } from './printable.js';
import { Seen } from './seen.js';
import type { RecordInput } from './input.js';
import { textAt, walk } from './node.js';
import { withPopulation } from './sample.js';
import type { SampledType } from './sample.js';
import { Tally } from './tally.js';

const SHOWN = 50;

/** Parts of a complex extension have relative URLs: their definition is the whole's. */
const isPart = (path: string): boolean => /\.(?:modifierE|e)xtension\.extension$/.test(path);

const isAbsolute = (url: string): boolean => /^[a-z][a-z0-9+.-]*:/i.test(url);

/** Counts extension instances and those whose URL has a definition held here. */
export function deriveExtensions(types: readonly SampledType[], { definitions }: RecordInput): ExtensionsFact {
  const instances = new Tally();
  const unknown = new Map<string, number>();
  const seen = new Seen();
  let unknownModifiers = 0;
  const known = new Map<string, boolean>();
  const isKnown = (url: string): boolean => {
    const answer = known.get(url) ?? definitions.structure(url) !== undefined;
    known.set(url, answer);
    return answer;
  };
  for (const { resource, cluster } of types.flatMap(({ records }) => records)) {
    for (const { node, name, path } of walk(resource)) {
      if (name !== 'extension' && name !== 'modifierExtension') continue;
      const url = textAt(node, 'url') ?? '';
      if (isPart(path) && !isAbsolute(url)) continue;
      instances.add(isKnown(url), cluster);
      if (isKnown(url)) continue;
      seen.add(url, cluster);
      unknown.set(url, (unknown.get(url) ?? 0) + 1);
      if (name === 'modifierExtension') unknownModifiers++;
    }
  }
  const shown = new Map<string, number>();
  for (const [url, count] of unknown) {
    const printed = safeUrl(url, seen.subjects(url));
    shown.set(printed, (shown.get(printed) ?? 0) + count);
  }
  const unknownUrls = [...shown]
    .map(([url, count]) => ({ url, count }))
    .sort((a, b) => b.count - a.count || (a.url < b.url ? -1 : 1))
    .slice(0, SHOWN);
  return { instances: withPopulation(instances.share(), types), unknownUrls, unknownModifiers };
}
