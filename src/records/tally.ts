import type { Share } from '../model/index.js';

/** Counts k of n over distinct subjects. */
export class Tally {
  #k = 0;
  #n = 0;
  readonly #clusters = new Set<string>();

  add(passes: boolean, cluster: string): void {
    this.#n++;
    if (passes) this.#k++;
    this.#clusters.add(cluster);
  }

  share(population?: number): Share {
    return {
      k: this.#k,
      n: this.#n,
      clusters: this.#clusters.size,
      ...(population === undefined ? {} : { population }),
    };
  }
}
