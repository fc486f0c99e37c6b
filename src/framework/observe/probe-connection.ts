import type { ProbeFacts } from '../../model/index.js';
import { level, measured, missing, seen, turnedAway, unknown } from './probe-observing.js';
import type { Observing } from './probe-observing.js';

/** F01: found, and says what it does. An endpoint that does not answer, or only turns away, is unknown. */
export const found: Observing = ({ evidence }) => {
  const metadata = seen(evidence, 'metadata');
  if (metadata === undefined) return missing(evidence, 'metadata');
  const answers = [metadata.open, ...(metadata.authorised === undefined ? [] : [metadata.authorised])];
  if (answers.some((one) => one.status === 200 && one.resourceType === 'CapabilityStatement')) {
    const kind = seen(evidence, 'capability')?.kind;
    return level(
      5,
      kind === 'instance'
        ? 'A CapabilityStatement of this instance'
        : 'A CapabilityStatement, though not of kind "instance"',
    );
  }
  const last = answers.at(-1) ?? metadata.open;
  if (turnedAway(last.status))
    return unknown(
      'not-tested',
      `The statement was refused with status ${last.status}`,
      'Give a credential that may read the CapabilityStatement.',
    );
  if (last.status >= 500) return unknown('error', `The statement gave a server error (${last.status})`);
  return level(0, `No CapabilityStatement: status ${last.status}, ${last.resourceType ?? last.body}`);
};

/** F02: the FHIR version that the statement names. */
export const version: Observing = (probed) => {
  const capability = seen(probed.evidence, 'capability');
  if (capability === undefined) {
    const at = found(probed);
    return at.state === 'measured' ? level(0, 'No statement names a FHIR version') : at;
  }
  const named = capability.fhirVersion;
  if (named === undefined) return level(0, 'The statement names no FHIR version');
  const detail = `FHIR ${named}`;
  if (named.startsWith('4.0.')) return level(5, detail);
  if (/^(4\.[1-9]|5\.|6\.)/.test(named)) return level(3, detail);
  return level(named.startsWith('3.') ? 2 : 0, detail);
};

/** F03: encryption and certificate. */
export const encryption: Observing = ({ evidence }) => {
  const tls = seen(evidence, 'tls');
  if (tls === undefined) return missing(evidence, 'tls');
  if (!tls.secured) return level(0, 'The base URL is plain HTTP');
  if (seen(evidence, 'plainHttp')?.outcome === 'fhir') return level(0, 'FHIR is served over plain HTTP too');
  if (seen(evidence, 'target')?.insecure === true) return level(0, 'Certificates were not checked');
  if (!tls.trusted) return level(0, `The certificate is not valid (${tls.problem ?? 'UNTRUSTED'})`);
  if (tls.protocol !== 'TLSv1.2' && tls.protocol !== 'TLSv1.3')
    return level(0, `The best version on offer is ${tls.protocol}`);
  if (tls.tls10 !== 'refused' || tls.tls11 !== 'refused')
    return level(3, `${tls.protocol}, valid; TLS 1.0 and 1.1 are not shown to be refused`);
  if (tls.protocol === 'TLSv1.3' || tls.mutual === true)
    return level(
      5,
      tls.mutual === true ? `${tls.protocol} with certificates on both sides` : 'TLS 1.3, valid, 1.0 and 1.1 refused',
    );
  return level(4, 'TLS 1.2, valid, 1.0 and 1.1 refused');
};

type OpenProbe = ProbeFacts['unauthorised']['probes'][number];

/** F04: patient data without authorisation. Only records that came back are level 0; only refusals of both searches are level 5. */
export const guarded: Observing = ({ evidence, context }) => {
  const fact = seen(evidence, 'unauthorised');
  const target = seen(evidence, 'target');
  if (fact === undefined || target === undefined) return missing(evidence, 'unauthorised');
  const openByDesign = context.lens === 'synthetic' && target.auth === 'none' && !target.clientCertificate;
  if (openByDesign && fact.probes.some((one) => one.status !== null && one.status >= 200 && one.status < 300))
    return { state: 'notApplicable', reason: 'waiver', detail: 'A sandbox with synthetic data that is open by design' };
  if (fact.probes.some((one) => one.records > 0)) return level(0, 'Patient data was returned without authorisation');
  if ((seen(evidence, 'badToken')?.records ?? 0) > 0)
    return level(0, 'Patient data was returned for an invalid credential');
  const searches = ['patient-search', 'clinical-search'].map((what) =>
    fact.probes.findLast((one) => one.what === what),
  );
  const atTheGate = (one: OpenProbe | undefined): boolean =>
    one !== undefined &&
    (one.handshakeRefused || (one.status !== null && [301, 302, 303, 307, 308, 401, 403].includes(one.status)));
  const refused = (one: OpenProbe | undefined): boolean =>
    atTheGate(one) ||
    (one !== undefined && one.status !== null && one.status >= 400 && one.status < 500 && one.status !== 429);
  // 400 or 404 may be about the search and not the missing credential: then a known record must be refused at the gate.
  const read = fact.probes.find((one) => one.what === 'read');
  if (searches.every(atTheGate) || (searches.every(refused) && atTheGate(read)))
    return level(5, 'A patient search and a clinical search without authorisation were refused');
  if (searches.every(refused))
    return unknown(
      'not-tested',
      'The searches were refused, but not for want of a credential',
      'Give a credential, so that a known record can be asked for without it.',
    );
  if (searches.some((one) => one !== undefined && one.status !== null && one.status < 300))
    return unknown(
      'no-data',
      'A search without authorisation was accepted, but there was nothing to return',
      'Provide records, so that refusing can be told from having none.',
    );
  return unknown('error', 'The searches without authorisation were not answered');
};

/** F05: how authorisation is done and described. A narrow token's limits (level 5) need a second credential, which is not part of a run. */
export const authorisation: Observing = ({ evidence }) => {
  const target = seen(evidence, 'target');
  if (seen(evidence, 'reach')?.answered !== true || target === undefined) return missing(evidence, 'reach');
  const smart = seen(evidence, 'smart');
  const discoverable = smart?.status === 200 && smart.fields.includes('token_endpoint');
  const security = seen(evidence, 'capability')?.security;
  const oauth = security?.oauthUris === true || security?.services.some((one) => /oauth|smart/i.test(one)) === true;
  const certificates = security?.services.some((one) => /certificate|mtls|mutual/i.test(one)) === true;
  const mutual = target.clientCertificate && seen(evidence, 'tls')?.secured === true && mutualOf(evidence);
  if (target.auth === 'basic') return level(0, 'Basic authentication');
  if (target.auth === 'none' && !mutual) {
    const open = seen(evidence, 'unauthorised')?.probes.some((one) => one.records > 0) === true;
    if (open) return level(0, 'No authorisation at all');
    if (!discoverable && !oauth)
      return unknown(
        'not-tested',
        'No credential was given, and none is described',
        'Give the credential that clients use.',
      );
  }
  if (discoverable) return level(4, 'OAuth 2.0 with a discovery document');
  if (oauth) return level(3, 'OAuth 2.0, described in the CapabilityStatement');
  if (mutual)
    return level(
      certificates ? 3 : 2,
      certificates ? 'Mutual TLS, described in the CapabilityStatement' : 'Mutual TLS, not described',
    );
  const bearer = seen(evidence, 'badToken')?.scheme?.toLowerCase() === 'bearer';
  if (target.auth === 'bearer' && bearer) return level(2, 'Bearer tokens (OAuth 2.0), not described');
  return level(1, 'A static key, or a token of which nothing is described');
};

const mutualOf = (evidence: Parameters<typeof seen>[0]): boolean => {
  const tls = seen(evidence, 'tls');
  return tls?.secured === true && tls.mutual === true;
};

const FEWEST_TIMED = 30;

/** F07: 95th percentile of reads and patient-scoped searches, seconds. */
export const speed: Observing = ({ evidence }) => {
  const traffic = seen(evidence, 'traffic');
  if (traffic === undefined) return missing(evidence, 'traffic');
  const clinical = traffic.clinical;
  const n = clinical?.n ?? 0;
  if (clinical === undefined || n < FEWEST_TIMED)
    return unknown('not-tested', `Only ${n} reads and patient searches were timed; ${FEWEST_TIMED} are needed`);
  return measured({ value: clinical.p95 / 1000, detail: `95th percentile of ${n} reads and patient searches` });
};
