import type { ProbeFacts } from '../../model/index.js';
import { level, missing, seen, unknown } from './probe-observing.js';
import type { Observing } from './probe-observing.js';

type Releases = ProbeFacts['ruleset']['releases'];
type Claim = ProbeFacts['profileClaims']['claims'][number];

const numbers = (version: string): readonly number[] =>
  version.split(/[.-]/).map((part) => Number.parseInt(part, 10) || 0);

/** Negative where `a` is the older. */
const compare = (a: string, b: string): number => {
  const [left, right] = [numbers(a), numbers(b)];
  for (let at = 0; at < 3; at += 1) {
    const difference = (left[at] ?? 0) - (right[at] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
};

const CURRENT = 5;
const BEFORE = 4;
const OLDER = 2;

/** A profile's own version against the one in the pinned release: the same or newer, one minor step behind, or more. */
const levelOfProfile = (stated: string, pinned: string): number => {
  if (compare(stated, pinned) >= 0) return CURRENT;
  const [[major = 0, minor = 0], [pinnedMajor = 0, pinnedMinor = 0]] = [numbers(stated), numbers(pinned)];
  return major === pinnedMajor && pinnedMinor - minor <= 1 ? BEFORE : OLDER;
};

/** Place of a release in the list; by package name where the version is a preview of none listed. */
const placeOf = (releases: Releases, named: string): number => {
  const [canonical = '', version = ''] = named.split('|');
  return releases.findLastIndex(
    (one) =>
      (canonical.includes(one.package) || canonical === '') &&
      version !== '' &&
      `${version}.`.startsWith(`${one.version}.`),
  );
};

const levelOfGuide = (releases: Releases, guide: string, pinned: string): number | undefined => {
  const stated = placeOf(releases, guide);
  const current = placeOf(releases, `|${pinned}`);
  if (stated < 0) return undefined;
  if (current < 0 || stated >= current) return CURRENT;
  return stated === current - 1 ? BEFORE : OLDER;
};

const versioned = (claim: Claim): claim is Claim & { version: string; pinnedVersion: string } =>
  claim.ukCore && claim.version !== undefined && claim.pinnedVersion !== undefined;

/** S11: the UK Core version stated by implementation guide or supported profile; the oldest stated counts. */
export const profileVersion: Observing = ({ evidence }) => {
  const capability = seen(evidence, 'capability');
  const claims = seen(evidence, 'profileClaims');
  const ruleset = seen(evidence, 'ruleset');
  if (capability === undefined || claims === undefined || ruleset === undefined) return missing(evidence, 'capability');
  const guides =
    ruleset.pinned === undefined
      ? []
      : capability.implementationGuides.flatMap(
          (guide) => levelOfGuide(ruleset.releases, guide, ruleset.pinned ?? '') ?? [],
        );
  const profiles = claims.claims.filter(versioned).map((one) => levelOfProfile(one.version, one.pinnedVersion));
  const levels = [...guides, ...profiles];
  if (levels.length > 0)
    return level(Math.min(...levels), `Stated ${guides.length > 0 ? 'by implementation guide' : 'by profile version'}`);
  const stated = claims.claims.some((one) => one.ukCore && one.version !== undefined);
  if (stated) return unknown('error', 'A version of UK Core is stated for profiles that are not known here');
  return level(0, 'No version of UK Core is stated');
};
