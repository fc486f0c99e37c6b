import type { CapabilityFact, CapabilityType, ProfileClaimsFact } from '../model/index.js';
import { isObject, objects, strings, text } from './json.js';
import type { JsonObject } from './json.js';
import type { ProbeRun } from './run.js';
import { statementFaults } from './statement-faults.js';

/** Names of search parameters are words; anything else is not repeated. */
const isParameterName = (name: string): boolean => /^[_a-z][\w.:-]{0,60}$/.test(name);

const readType = (resource: JsonObject): CapabilityType => {
  const profile = text(resource, 'profile');
  const versioning = text(resource, 'versioning');
  return {
    type: text(resource, 'type') ?? '',
    interactions: objects(resource, 'interaction').flatMap((one) => text(one, 'code') ?? []),
    searchParams: objects(resource, 'searchParam').flatMap((one) => {
      const name = text(one, 'name');
      return name === undefined
        ? []
        : [{ name: isParameterName(name) ? name : '(no name)', type: text(one, 'type') ?? '' }];
    }),
    ...(profile === undefined ? {} : { profile }),
    supportedProfiles: strings(resource, 'supportedProfile'),
    ...(versioning === undefined ? {} : { versioning }),
  };
};

const implementationUrl = (statement: JsonObject, base: URL): CapabilityFact['implementationUrl'] => {
  const url = text(statement['implementation'], 'url');
  if (url === undefined) return 'absent';
  return url.replace(/\/+$/, '') === base.href.replace(/\/+$/, '') ? 'same' : 'different';
};

const OAUTH_URIS = 'http://fhir-registry.smarthealthit.org/StructureDefinition/oauth-uris';

const securityOf = (rests: readonly JsonObject[]): CapabilityFact['security'] => {
  const securities = rests.flatMap((rest) => objects(rest, 'security'));
  const services = securities.flatMap((one) =>
    objects(one, 'service').flatMap((service) =>
      objects(service, 'coding').flatMap((coding) => text(coding, 'code') ?? []),
    ),
  );
  const oauthUris = securities.some((one) =>
    objects(one, 'extension').some((extension) => text(extension, 'url') === OAUTH_URIS),
  );
  const cors = securities.map((one) => one['cors']).find((value) => typeof value === 'boolean');
  return { declared: securities.length > 0, services, oauthUris, ...(cors === undefined ? {} : { cors }) };
};

const UK_CORE = 'https://fhir.hl7.org.uk/StructureDefinition/UKCore-';

const profileClaims = (run: ProbeRun, types: readonly CapabilityType[]): ProfileClaimsFact => ({
  claims: types.flatMap((one) =>
    [
      ...(one.profile === undefined ? [] : [{ url: one.profile, via: 'profile' as const }]),
      ...one.supportedProfiles.map((url) => ({ url, via: 'supportedProfile' as const })),
    ].map(({ url, via }) => {
      const [canonical = '', version] = url.split('|');
      const found = run.options.definitions.structure(canonical);
      return {
        type: one.type,
        canonical,
        via,
        ukCore: canonical.startsWith(UK_CORE),
        known: found !== undefined,
        ...(version === undefined ? {} : { version }),
        ...(found?.version === undefined ? {} : { pinnedVersion: found.version }),
      };
    }),
  ),
});

/** Reads the CapabilityStatement into facts. */
export function gatherCapability(run: ProbeRun, statement: unknown): void {
  const exchanges = run.evidence.metadata?.state === 'seen' ? run.evidence.metadata.exchanges : [];
  if (!isObject(statement)) {
    run.skip('capability', 'depends', 'There is no CapabilityStatement');
    run.skip('profileClaims', 'depends', 'There is no CapabilityStatement');
    return;
  }
  const rests = objects(statement, 'rest');
  const servers = rests.filter((rest) => text(rest, 'mode') === 'server');
  const types = servers.flatMap((rest) => objects(rest, 'resource').map(readType));
  const names = types.map((one) => one.type);
  const optional = (name: string): Readonly<Record<string, string>> => {
    const value = text(statement, name);
    return value === undefined ? {} : { [name]: /^[a-z0-9.-]{1,20}$/.test(value) ? value : '(no code)' };
  };
  const software = text(statement['software'], 'name');
  run.see(
    'capability',
    {
      ...optional('fhirVersion'),
      ...optional('kind'),
      ...optional('status'),
      ...(software === undefined ? {} : { software }),
      date: statement['date'] !== undefined,
      implementation: statement['implementation'] !== undefined,
      implementationUrl: implementationUrl(statement, run.base),
      formats: strings(statement, 'format'),
      implementationGuides: strings(statement, 'implementationGuide'),
      serverRest: servers.length > 0,
      types,
      duplicateTypes: [...new Set(names.filter((name, index) => names.indexOf(name) !== index))],
      faults: statementFaults(statement, run.options.definitions),
      security: securityOf(servers),
    },
    exchanges,
  );
  run.see('profileClaims', profileClaims(run, types), exchanges);
}
