import { parseReference } from './references.js';

type Node = Readonly<Record<string, unknown>>;

export interface BundleEntry {
  readonly index: number;
  readonly fullUrl?: string;
  readonly resource?: Node;
}

/** The entries of a Bundle by fullUrl. */
export interface BundleIndex {
  readonly entries: readonly BundleEntry[];
  /** Entries with exactly this fullUrl: several where they are versions of one resource (or the Bundle is wrong). */
  byFullUrl(fullUrl: string): readonly BundleEntry[];
  /**
   * The entries a reference means when it stands in the entry with `fullUrl` (R4 bundle.html, "Resolving references in Bundles"): a
   * relative one is read against the service root of that fullUrl, a versioned one against `meta.versionId`.
   */
  resolve(reference: string, fullUrl: string | undefined): readonly BundleEntry[];
}

/** Reads the entries of a Bundle once; anything that is no entry is passed over. */
export function indexBundle(bundle: Node): BundleIndex {
  const list: readonly unknown[] = Array.isArray(bundle['entry']) ? bundle['entry'] : [];
  const entries = list.map((item, index): BundleEntry => {
    const entry = isNode(item) ? item : {};
    return {
      index,
      ...(typeof entry['fullUrl'] === 'string' && { fullUrl: entry['fullUrl'] }),
      ...(isNode(entry['resource']) && { resource: entry['resource'] }),
    };
  });
  const byUrl = new Map<string, BundleEntry[]>();
  for (const entry of entries) {
    if (entry.fullUrl === undefined) continue;
    const same = byUrl.get(entry.fullUrl);
    if (same === undefined) byUrl.set(entry.fullUrl, [entry]);
    else same.push(entry);
  }
  const byFullUrl = (fullUrl: string): readonly BundleEntry[] => byUrl.get(fullUrl) ?? [];
  return {
    entries,
    byFullUrl,
    resolve(reference, fullUrl) {
      const parsed = parseReference(reference);
      if (parsed.kind === 'urn') return byFullUrl(parsed.urn);
      if (parsed.kind === 'absolute') return byFullUrl(parsed.url);
      if (parsed.kind !== 'rest') return [];
      const base = parsed.base ?? serviceRoot(fullUrl);
      if (base === undefined) return [];
      const found = byFullUrl(`${base}${parsed.type}/${parsed.id}`);
      return parsed.version === undefined ? found : found.filter((entry) => versionOf(entry) === parsed.version);
    },
  };
}

/** The service root of a RESTful fullUrl, ending in `/`; undefined for any other. */
export function serviceRoot(fullUrl: string | undefined): string | undefined {
  const parsed = fullUrl === undefined ? undefined : parseReference(fullUrl);
  return parsed?.kind === 'rest' ? parsed.base : undefined;
}

function versionOf(entry: BundleEntry): unknown {
  const meta = entry.resource?.['meta'];
  return isNode(meta) ? meta['versionId'] : undefined;
}

const isNode = (value: unknown): value is Node => typeof value === 'object' && value !== null && !Array.isArray(value);
