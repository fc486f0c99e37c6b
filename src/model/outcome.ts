/** What a check can say. Unknown is neither a pass nor a fail: a tool fault is `unknown`, never the server's failure. */
export type Outcome = 'pass' | 'warn' | 'fail' | 'notApplicable' | 'manual' | 'unknown';

/** OperationOutcome severities (FHIR R4 valueset-issue-severity). */
export type Severity = 'fatal' | 'error' | 'warning' | 'information';

/** How much a failed check matters; weights 10, 7, 3 and 1. */
export type Priority = 'critical' | 'high' | 'medium' | 'low';

/** Who can fix a finding. */
export type Owner = 'supplier' | 'trust-config' | 'trust-data' | 'national';

export type Audience = 'trust' | 'supplier';
export type TrustType = 'acute' | 'mental-health' | 'community' | 'ambulance';
export type Lens = 'live' | 'synthetic';
