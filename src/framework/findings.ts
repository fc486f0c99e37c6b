import { createHash } from 'node:crypto';
import type {
  CheckResult,
  CodingFinding,
  EndpointAssessment,
  Finding,
  IssueGroup,
  Severity,
  TypeConformance,
} from '../model/index.js';
import { adviceFor } from './advice.js';
import type { Criterion, Framework } from './framework.js';

/** Stable id of a finding over runs and endpoints: from rule and place alone, never from values or counts. */
export const fingerprint = (id: string, rule: string | undefined, path: string | undefined): string =>
  createHash('sha256')
    .update(JSON.stringify([id, rule ?? '', path ?? '']))
    .digest('hex')
    .slice(0, 16);

const CHECK_SEVERITY: Readonly<Record<CheckResult['severity'], { readonly fail: Severity; readonly warn: Severity }>> =
  {
    critical: { fail: 'error', warn: 'warning' },
    high: { fail: 'error', warn: 'warning' },
    medium: { fail: 'warning', warn: 'warning' },
    low: { fail: 'warning', warn: 'information' },
  };

const citing = (framework: Framework, fact: string): readonly Criterion[] =>
  framework.criteria.filter(({ facts }) => facts.includes(fact));

const summed = (parts: readonly (string | undefined)[]): string => parts.filter((part) => part !== undefined).join(' ');

const times = (count: number): string => (count === 1 ? 'Once' : `${count} times`);

function ofCheck(framework: Framework, endpoint: EndpointAssessment, check: CheckResult): Finding | undefined {
  if (check.outcome !== 'fail' && check.outcome !== 'warn') return undefined;
  const criteria = citing(framework, check.id);
  return {
    id: check.id,
    fingerprint: fingerprint(check.id, undefined, undefined),
    severity: check.unsafe === true ? 'fatal' : CHECK_SEVERITY[check.severity][check.outcome],
    title: check.title,
    what: summed([
      check.summary,
      check.expected === undefined ? undefined : `Expected: ${check.expected}.`,
      check.actual === undefined ? undefined : `Seen: ${check.actual}.`,
    ]),
    why: check.why,
    remedy: check.remedy,
    retest: `Assess the endpoint again (fhir-readiness assess <url>) and look at check ${check.id}.`,
    owner: check.owner,
    count: 1,
    criteria: criteria.map(({ id }) => id),
    safety: check.unsafe === true || (check.outcome === 'fail' && criteria.some(({ safety }) => safety === true)),
    endpoint: endpoint.id,
  };
}

/** Criteria that the conformance of a type bears on, through the facts they cite. */
function conformanceCriteria(framework: Framework, type: string, base: boolean): readonly Criterion[] {
  const clinical = type !== 'Patient';
  return [
    ...(base ? citing(framework, 'PROF01') : []),
    ...citing(framework, 'PROF02').filter(({ parts }) => (parts !== undefined) === clinical),
  ];
}

const BASE_DEFINITION = 'http://hl7.org/fhir/StructureDefinition/';

function ofIssues(
  framework: Framework,
  endpoint: EndpointAssessment,
  type: TypeConformance,
  group: IssueGroup,
): Finding | undefined {
  if (group.undecided) return undefined;
  const advice = adviceFor(group.code);
  const base = group.profile === undefined || group.profile.startsWith(BASE_DEFINITION);
  const cited = citing(framework, group.code);
  const byFamily =
    advice.fact === undefined ? conformanceCriteria(framework, type.type, base) : citing(framework, advice.fact);
  const criteria = cited.length > 0 ? cited : byFamily;
  return {
    id: group.code,
    fingerprint: fingerprint(group.code, group.rule, group.path),
    severity: group.severity,
    title: group.message,
    what: `${times(group.count)} at ${group.path}, in ${group.resources} of ${type.n} ${type.type} records.`,
    why: advice.why,
    remedy: advice.remedy,
    retest: `Validate the records again (fhir-readiness validate <files>) and look for ${group.code} at ${group.path}.`,
    owner: advice.owner,
    path: group.path,
    ...(group.profile !== undefined && { profile: group.profile }),
    count: group.count,
    criteria: group.severity === 'error' || advice.fact !== undefined ? criteria.map(({ id }) => id) : [],
    safety: advice.fact !== undefined && criteria.some(({ safety }) => safety === true),
    endpoint: endpoint.id,
  };
}

function ofCoding(framework: Framework, endpoint: EndpointAssessment, found: CodingFinding): Finding {
  const advice = adviceFor(found.id);
  const direct = citing(framework, found.id);
  const criteria = direct.length > 0 || advice.fact === undefined ? direct : citing(framework, advice.fact);
  const codes = found.codes.length === 0 ? undefined : `For example: ${found.codes.join(', ')}.`;
  return {
    id: found.id,
    fingerprint: fingerprint(found.id, undefined, found.path),
    severity: found.severity,
    title: found.message,
    what: summed([
      `${times(found.count)} at ${found.path}, in ${found.resources} ${found.resources === 1 ? 'record' : 'records'}.`,
      codes,
    ]),
    why: advice.why,
    remedy: advice.remedy,
    retest: `Assess the endpoint again (fhir-readiness assess <url>) and look for ${found.id}.`,
    owner: advice.owner,
    path: found.path,
    count: found.count,
    criteria: criteria.map(({ id }) => id),
    safety: found.severity === 'error' && direct.some(({ safety }) => safety === true),
    endpoint: endpoint.id,
  };
}

function together(findings: readonly Finding[]): readonly Finding[] {
  const bySignature = new Map<string, Finding>();
  for (const finding of findings) {
    const key = `${finding.fingerprint} ${finding.endpoint ?? ''}`;
    const held = bySignature.get(key);
    bySignature.set(
      key,
      held === undefined
        ? finding
        : {
            ...(SEVERITIES.indexOf(finding.severity) < SEVERITIES.indexOf(held.severity) ? finding : held),
            what: held.what === finding.what ? held.what : `${held.what} ${finding.what}`,
            count: held.count + finding.count,
            criteria: [...new Set([...held.criteria, ...finding.criteria])],
            safety: held.safety || finding.safety,
          },
    );
  }
  return [...bySignature.values()];
}

const SEVERITIES: readonly Severity[] = ['fatal', 'error', 'warning', 'information'];

const byUrgency = (a: Finding, b: Finding): number =>
  Number(b.safety) - Number(a.safety) ||
  SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity) ||
  b.count - a.count ||
  (a.id < b.id ? -1 : a.id > b.id ? 1 : 0) ||
  ((a.path ?? '') < (b.path ?? '') ? -1 : (a.path ?? '') > (b.path ?? '') ? 1 : 0) ||
  ((a.endpoint ?? '') < (b.endpoint ?? '') ? -1 : 1);

/**
 * Everything to be fixed at the endpoints, one finding for each signature (rule and path) and endpoint: failed checks,
 * validator issues that were decided, coding findings. Most urgent first; the same evidence gives the same list.
 */
export function collectFindings(framework: Framework, endpoints: readonly EndpointAssessment[]): readonly Finding[] {
  const all = endpoints.flatMap((endpoint) => {
    const { conformance, coding } = endpoint.evidence;
    const checks = endpoint.checks.map((check) => ofCheck(framework, endpoint, check));
    const issues =
      conformance?.state === 'seen'
        ? conformance.value.types.flatMap((type) =>
            type.groups.map((group) => ofIssues(framework, endpoint, type, group)),
          )
        : [];
    const codes =
      coding?.state === 'seen' ? coding.value.findings.map((one) => ofCoding(framework, endpoint, one)) : [];
    return [...checks, ...issues, ...codes].filter((finding) => finding !== undefined);
  });
  return [...together(all)].sort(byUrgency);
}
