/** What an invariant may look at beside its node. */
export interface InvariantContext {
  /** `%resource`: the resource (or contained resource) that holds the node. */
  readonly resource: unknown;
  /** `%rootResource`: the outermost resource that is not contained. */
  readonly rootResource: unknown;
  /** Ids of what `%rootResource` contains, gathered once; without it they are gathered when asked for. */
  readonly containedIds?: () => ReadonlySet<unknown>;
  /** Whether all fullUrls of a Bundle are known to differ; without it they are compared when it is asked. */
  readonly haveOwnUrls?: (bundle: Readonly<Record<string, unknown>>) => boolean;
  /** `resolve()`. */
  readonly resolve?: (reference: string) => unknown;
}

/** True: met. False: broken. Undefined: cannot be evaluated (one finding blamed on the profile). */
export type Invariant = (node: unknown, context: InvariantContext) => boolean | undefined;

/** Where an invariant stands, so that the compiled form knows the shape of its node. */
export interface InvariantSource {
  readonly key: string;
  readonly expression: string;
  /** FHIR type of the node: `Patient`, `HumanName`, `Patient.contact`, `code`. */
  readonly type: string;
}
