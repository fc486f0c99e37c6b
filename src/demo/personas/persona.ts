import type { ErrorStyle } from '../fault.js';

/** How a server treats something it should refuse: with a 4xx, by carrying on without it, or with no results. */
export type Reaction = 'refuse' | 'ignore' | 'nothing';

/** Switches a persona is made of. Every value of every switch is seen on real servers. */
export interface Behaviour {
  /** `unchecked`: a token is handed out, and records are given without it. */
  readonly authorisation: 'bearer' | 'unchecked' | 'none';
  /** `401` where false; some servers answer 403 without a challenge. */
  readonly plainForbidden: boolean;
  /** `/.well-known/smart-configuration` and a token endpoint. */
  readonly discovery: boolean;
  readonly metadataNeedsToken: boolean;
  readonly supportedProfiles: 'versioned' | 'unversioned' | 'none';
  /** Parameters declared in the CapabilityStatement and ignored in searches, as `Type.param`. */
  readonly ignoredParameters: readonly string[];
  /** Parameters declared that the server knows nothing of, as `Type.param`: searching by them finds nothing. */
  readonly deadParameters: readonly string[];
  /** Types declared without a single resource. */
  readonly emptyTypes: readonly string[];
  /** Interactions declared for every type. */
  readonly interactions: readonly Interaction[];
  readonly unknownParameter: Reaction;
  readonly honoursPrefer: boolean;
  readonly unknownModifier: Reaction;
  readonly malformedValue: Reaction;
  readonly malformedCount: Exclude<Reaction, 'nothing'>;
  readonly unacceptable: Exclude<Reaction, 'nothing'>;
  readonly unknownType: Exclude<Reaction, 'ignore'>;
  readonly malformedId: 400 | 404;
  /** Status for operations and paths the server does not have. */
  readonly notOffered: 400 | 404;
  /** An HTML view of the answer for clients that ask for text/html. */
  readonly browserView: boolean;
  /** Ids and reference values are compared without regard to the identifier's system. */
  readonly identifierSystemIgnored: boolean;
  readonly errors: ErrorStyle;
  readonly total: 'always' | 'asked' | 'never';
  /** Types whose result pages carry no `next`, though there is more. */
  readonly noNextFor: readonly string[];
  /** Shape of page links: the token alone, or with offset and count beside it. */
  readonly pageLinks: 'token' | 'token-and-offset';
  /** Links beside a count without entries. */
  readonly linksOnCount: boolean;
  readonly includes: boolean;
  readonly postSearch: boolean;
  readonly pageSize: number;
  readonly maxPageSize: number;
  readonly versionHeaders: boolean;
  readonly mirrorsRequestId: boolean;
  readonly gzip: boolean;
  /** Milliseconds before each answer. */
  readonly delay: number;
  readonly misbehaviour: Misbehaviour | undefined;
}

export type Interaction = 'read' | 'vread' | 'history-instance' | 'search-type';

/** Faults of transport and paging, from the nth request on (counted from 0). */
export interface Misbehaviour {
  readonly after: number;
  readonly how:
    | 'hang'
    | 'reset'
    | 'html'
    | 'truncated'
    | 'huge'
    | 'throttled'
    | 'unavailable'
    | 'endless-next'
    | 'foreign-next'
    | 'repeated-page'
    | 'wrong-patient';
}

export interface Persona {
  readonly title: string;
  readonly software: { readonly name: string; readonly version: string };
  readonly behaviour: Behaviour;
  /** Search parameters offered by type; a type that is absent offers all that the server can evaluate. */
  readonly searchParameters: Readonly<Record<string, readonly string[]>>;
  readonly trust: 'exemplar' | 'developing' | 'silo';
}
