import type { Definitions } from '../definitions/index.js';
import type { Authority } from './authority.js';
import type { Behaviour, Persona } from './personas/index.js';
import type { Pages } from './search/pages.js';
import type { Parameters } from './search/parameters.js';
import type { Search } from './search/search.js';
import type { Store } from './store.js';

/** What the handlers share: fixed once the server listens. */
export interface ServerContext {
  /** Base URL without a trailing slash. */
  readonly base: string;
  readonly persona: Persona;
  readonly behaviour: Behaviour;
  readonly store: Store;
  readonly definitions: Definitions;
  readonly parameters: Parameters;
  readonly search: Search;
  readonly pages: Pages;
  readonly authority: Authority;
  readonly startedAt: Date;
  /** Types served: those with records and those declared without any. */
  readonly types: ReadonlySet<string>;
}
