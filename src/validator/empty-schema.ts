import { Recall } from './recall.js';
import type { Followed, Prop, TypeSchema } from './type-schema.js';

/** Where a type comes from. */
export interface Origin {
  readonly url: string;
  readonly ancestry: readonly string[];
}

/** Where nothing followed yet. */
export class Following implements Followed {
  next: Prop | undefined = undefined;
  nextKey = '';
  other: Prop | undefined = undefined;
  otherKey = '';
}

/** A schema not yet filled. Many are named and never met, so that even their origin is looked up only when it is asked for. */
export class EmptySchema implements TypeSchema {
  ready = false;
  readonly start = new Following();
  props: ReadonlyMap<string, Prop> = new Map();
  readonly near = new Recall<string>(200, 8);
  requiredMask = 0;
  required: readonly Prop[] = [];
  constraints: TypeSchema['constraints'] = [];
  facts = 0;
  plain: TypeSchema['plain'] = undefined;
  look: TypeSchema['look'] = undefined;
  after: TypeSchema['after'] = undefined;
  #origin: Origin | undefined;
  readonly #lookUp: () => Origin;

  constructor(
    readonly name: string,
    readonly isResource: boolean,
    lookUp: () => Origin,
  ) {
    this.#lookUp = lookUp;
  }

  get url(): string {
    return (this.#origin ??= this.#lookUp()).url;
  }

  get ancestry(): readonly string[] {
    return (this.#origin ??= this.#lookUp()).ancestry;
  }
}
