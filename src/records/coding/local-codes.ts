import type { CodingFact } from '../../model/index.js';
import type { Node } from '../node.js';
import { textAt } from '../node.js';
import { codingsOf, familyOfCoding, isStandardCoded } from './classify.js';
import { safeCode, safeUrl } from '../printable.js';
import { Seen } from '../seen.js';

const SHOWN = 20;

/** Counts local and Read codes that stand without a standard coding beside them, most frequent first. */
export class LocalCodes {
  readonly #codes = new Map<string, { system: string; code: string; count: number; clusters: Set<string> }>();

  readonly #seen = new Seen();

  add(concept: Node, cluster: string): void {
    if (isStandardCoded(concept)) return;
    for (const coding of codingsOf(concept)) {
      const code = textAt(coding, 'code');
      const family = familyOfCoding(coding);
      if (code === undefined || (family !== 'local' && family !== 'read')) continue;
      const system = textAt(coding, 'system') ?? '';
      const key = `${system}\n${code}`;
      const entry = this.#codes.get(key) ?? { system, code, count: 0, clusters: new Set<string>() };
      this.#seen.add(system, cluster);
      entry.count++;
      entry.clusters.add(cluster);
      this.#codes.set(key, entry);
    }
  }

  top(): CodingFact['topLocal'] {
    const shown = new Map<string, { system: string; code: string; count: number }>();
    for (const { system, code, count, clusters } of this.#codes.values()) {
      const safe = { system: safeUrl(system, this.#seen.subjects(system)), code: safeCode(code, clusters.size), count };
      const key = `${safe.system}\n${safe.code}`;
      const known = shown.get(key);
      if (known === undefined) shown.set(key, safe);
      else known.count += count;
    }
    return [...shown.values()]
      .sort((a, b) => b.count - a.count || (a.system + a.code < b.system + b.code ? -1 : 1))
      .slice(0, SHOWN);
  }
}
