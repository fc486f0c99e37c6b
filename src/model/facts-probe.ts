import type {
  BadTokenFact,
  BaseUrlFact,
  DocumentationFact,
  PlainHttpFact,
  ReachFact,
  RulesetFact,
  TargetFact,
  TlsFact,
  TrafficFact,
  UnauthorisedFact,
} from './facts-endpoint.js';
import type {
  BundlesFact,
  ClaimsFact,
  CountsFact,
  DatePrefixesFact,
  HitsFact,
  IdSearchesFact,
  NegativesFact,
  NhsNumberFact,
  NoMatchFact,
  OdsSearchFact,
  PagingFact,
  PersonSearchFact,
  ReadsFact,
  ReferenceFormsFact,
  TypeSearchesFact,
} from './facts-searches.js';
import type { CapabilityFact, FormatsFact, MetadataFact, ProfileClaimsFact, SmartFact } from './facts-statement.js';

/** Facts gathered by probing an endpoint (folder `probe/`). Shapes, codes and counts only. */
export interface ProbeFacts {
  readonly target: TargetFact;
  readonly ruleset: RulesetFact;
  readonly reach: ReachFact;
  readonly baseUrl: BaseUrlFact;
  readonly plainHttp: PlainHttpFact;
  readonly tls: TlsFact;
  readonly metadata: MetadataFact;
  readonly capability: CapabilityFact;
  readonly profileClaims: ProfileClaimsFact;
  readonly formats: FormatsFact;
  readonly smart: SmartFact;
  readonly unauthorised: UnauthorisedFact;
  readonly badToken: BadTokenFact;
  readonly typeSearches: TypeSearchesFact;
  readonly reads: ReadsFact;
  readonly idSearches: IdSearchesFact;
  readonly claims: ClaimsFact;
  readonly noMatch: NoMatchFact;
  readonly nhsNumber: NhsNumberFact;
  readonly personSearch: PersonSearchFact;
  readonly odsSearch: OdsSearchFact;
  readonly counts: CountsFact;
  readonly paging: PagingFact;
  readonly negatives: NegativesFact;
  readonly datePrefixes: DatePrefixesFact;
  readonly referenceForms: ReferenceFormsFact;
  readonly hits: HitsFact;
  readonly bundles: BundlesFact;
  readonly traffic: TrafficFact;
  readonly documentation: DocumentationFact;
}
