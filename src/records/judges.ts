import type { Definitions } from '../definitions/definitions.js';
import type { Issue } from '../model/index.js';
import { createValidator } from '../validator/index.js';
import type { Judges } from './input.js';
import type { Node } from './node.js';
import { isNode, textAt } from './node.js';

const UK_CORE = /^https:\/\/fhir\.hl7\.org\.uk\/StructureDefinition\/UKCore-/;

/** The resource with those of its declared profiles that are asked for. */
function declaring(resource: unknown, keep: (url: string) => boolean): unknown {
  if (!isNode(resource) || !isNode(resource['meta'])) return resource;
  const { profile, ...meta } = resource['meta'];
  const kept = Array.isArray(profile) ? profile.filter((url) => typeof url === 'string' && keep(url)) : [];
  if (kept.length > 0) return { ...resource, meta: { ...meta, profile: kept } };
  const { meta: _meta, ...rest } = resource;
  return profile !== undefined && Object.keys(meta).length === 0 ? rest : { ...resource, meta };
}

/**
 * Judges by the validator: base R4 alone, UK Core (by type and as declared), and what a record declares.
 * All three see the same definitions; unknown extensions count in the second only.
 */
export function openJudge(definitions: Definitions, describe: (issue: Issue) => string): Judges {
  const plain = createValidator({ definitions, defaultProfiles: 'none', unknownExtensions: 'ignore', ukRules: false });
  const full = createValidator({ definitions, defaultProfiles: 'none' });
  const profileOf = (resource: Node): readonly string[] => {
    const profile = definitions.ukCoreProfile(textAt(resource, 'resourceType') ?? '');
    return profile === undefined ? [] : [profile];
  };
  return {
    base: (resource) => plain.validate(declaring(resource, () => false)),
    profiles: (resource) =>
      full.validate(
        declaring(resource, (url) => UK_CORE.test(url)),
        { profiles: isNode(resource) ? profileOf(resource) : [] },
      ),
    declared: (resource) => full.validate(resource),
    describe,
  };
}
