import type { Page } from '../bundle.js';
import { metaOf } from '../json.js';
import type { WireResource } from '../json.js';

/** Records drawn of one type: each id once, in its newest version. */
export class Draw {
  readonly #byId = new Map<string, WireResource>();
  #anonymous = 0;

  constructor(
    readonly type: string,
    readonly want: number,
  ) {}

  get size(): number {
    return this.#byId.size;
  }

  get enough(): boolean {
    return this.size >= this.want;
  }

  get resources(): readonly WireResource[] {
    return [...this.#byId.values()];
  }

  /** Takes the matches of a page, at most `cap` new ones; tells how many were new. */
  take(page: Page, cap = Infinity): number {
    let fresh = 0;
    for (const resource of page.matches) {
      const key = resource.id ?? `#${(this.#anonymous += 1)}`;
      const held = this.#byId.get(key);
      if (held === undefined) {
        if (fresh >= cap || this.enough) continue;
        fresh += 1;
        this.#byId.set(key, resource);
      } else if ((metaOf(resource).lastUpdated ?? '') > (metaOf(held).lastUpdated ?? '')) this.#byId.set(key, resource);
    }
    return fresh;
  }
}

/** Requests that may be spent on one type. */
export class Quota {
  constructor(private left: number) {}

  /** A method, for its answer changes. */
  has(): boolean {
    return this.left > 0;
  }

  get remaining(): number {
    return this.left;
  }

  spend(requests = 1): void {
    this.left -= requests;
  }
}
