import { defineCheck } from '../define-check.js';
import { count, fail, notApplicable, pass, some, warn } from '../verdict.js';

export const cap08 = defineCheck({
  id: 'CAP08',
  title: 'UK Core profiles are claimed',
  why: 'Stating the profiles tells clients which records they can rely on.',
  remedy: 'List the UK Core profiles that records follow in supportedProfile, with the version of the release in use.',
  owner: 'supplier',
  severity: 'high',
  references: [
    { title: 'UK Core, conformance' },
    { title: 'FHIR R4 profiling', url: 'https://hl7.org/fhir/R4/profiling.html#CapabilityStatement' },
  ],
  needs: ['profileClaims', 'ruleset'],
  examine({ profileClaims, ruleset }) {
    if (ruleset.profiles.length === 0) return notApplicable('The rulesets in use expect no profiles.');
    const claims = profileClaims.claims.filter((one) => one.ukCore);
    const unknownClaims = claims.filter((one) => !one.known).map((one) => one.canonical);
    if (unknownClaims.length > 0)
      return fail(`Claims UK Core profiles that do not exist: ${some([...new Set(unknownClaims)])}.`);
    const supported = new Set(claims.filter((one) => one.via === 'supportedProfile').map((one) => one.canonical));
    const measures = { claimed: supported.size };
    if (claims.length === 0) return warn('No UK Core profile is claimed.', { measures });
    if (supported.size === 0)
      return warn('UK Core profiles stand in `profile` only, not in `supportedProfile`.', { measures });
    const required = ruleset.profiles.flatMap((one) => one.required).filter((canonical) => !supported.has(canonical));
    if (required.length > 0) return warn(`Not claimed: ${some(required)}.`, { measures });
    const minimum = Math.max(...ruleset.profiles.map((one) => one.minimum));
    if (supported.size < minimum)
      return warn(`Only ${count(supported.size, 'profile')} of UK Core claimed.`, { measures });
    const other = claims.filter(
      (one) => one.version !== undefined && one.pinnedVersion !== undefined && one.version !== one.pinnedVersion,
    );
    if (other.length > 0)
      return warn(`${count(other.length, 'claim')} of a profile version that the release in use does not hold.`, {
        measures,
      });
    return pass(`${count(supported.size, 'UK Core profile')} claimed, all known.`, { measures });
  },
});
