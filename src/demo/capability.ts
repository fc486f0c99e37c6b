import type { ServerContext } from './context.js';
import { personas } from './personas/index.js';
import type { Parameter } from './search/parameters.js';

const UK_CORE = 'https://fhir.hl7.org.uk/StructureDefinition/UKCore-';
/** Profiles of a part of a type that the exemplar's records also follow. */
const PARTIAL: Readonly<Record<string, readonly string[]>> = {
  Observation: [`${UK_CORE}Observation-Lab`],
  DiagnosticReport: [`${UK_CORE}DiagnosticReport-Lab`],
};

/** The server's CapabilityStatement: what it serves and, for personas that overclaim, what they say they serve. */
export function capabilityStatement(context: ServerContext): object {
  const { persona, base, startedAt } = context;
  return {
    resourceType: 'CapabilityStatement',
    name: 'RestServer',
    status: 'active',
    date: startedAt.toISOString(),
    publisher: 'Synthetic trust, no real organisation',
    kind: 'instance',
    software: persona.software,
    implementation: { description: persona.title, url: base },
    fhirVersion: '4.0.1',
    format: ['application/fhir+json', 'json'],
    rest: [
      {
        mode: 'server',
        documentation: `Documentation: ${new URL('/docs', base).href}`,
        ...security(context),
        resource: [...context.types].sort().map((type) => resourceStatement(context, type)),
      },
    ],
  };
}

function security({ behaviour }: ServerContext): object {
  if (behaviour.authorisation !== 'bearer') return {};
  if (!behaviour.discovery) return { security: { cors: false } };
  const code = { system: 'http://terminology.hl7.org/CodeSystem/restful-security-service', code: 'SMART-on-FHIR' };
  return {
    security: { cors: false, service: [{ coding: [code], text: 'OAuth 2.0 client credentials, bearer tokens' }] },
  };
}

function resourceStatement(context: ServerContext, type: string): object {
  const { behaviour } = context;
  const parameters = [...context.parameters.of(type).values()];
  const profiles = supportedProfiles(context, type);
  return {
    type,
    ...(profiles.length > 0 ? { supportedProfile: profiles } : {}),
    interaction: behaviour.interactions.map((code) => ({ code })),
    versioning: behaviour.interactions.includes('vread') ? 'versioned' : 'no-version',
    readHistory: behaviour.interactions.includes('vread'),
    conditionalRead: behaviour.versionHeaders ? 'full-support' : 'not-supported',
    ...(behaviour.includes ? includesOf(context, type, parameters) : {}),
    ...(parameters.length > 0
      ? { searchParam: parameters.map(({ name, definition, type: kind }) => ({ name, definition, type: kind })) }
      : {}),
  };
}

function includesOf(context: ServerContext, type: string, parameters: readonly Parameter[]): object {
  const forward = parameters.filter((each) => each.type === 'reference').map((each) => `${type}:${each.name}`);
  const backward = [...context.types]
    .sort()
    .flatMap((source) =>
      [...context.parameters.of(source).values()]
        .filter((each) => each.type === 'reference' && each.targets.includes(type))
        .map((each) => `${source}:${each.name}`),
    );
  return {
    ...(forward.length > 0 ? { searchInclude: forward } : {}),
    ...(backward.length > 0 ? { searchRevInclude: backward } : {}),
  };
}

function supportedProfiles(context: ServerContext, type: string): readonly string[] {
  if (context.behaviour.supportedProfiles === 'none' || context.store.all(type).length === 0) return [];
  const main = context.definitions.ukCoreProfile(type);
  if (main === undefined) return [];
  const partial = context.persona === personas.exemplar ? (PARTIAL[type] ?? []) : [];
  return [main, ...partial].map((profile) => {
    const version = context.definitions.structure(profile)?.version;
    return context.behaviour.supportedProfiles === 'versioned' && version !== undefined
      ? `${profile}|${version}`
      : profile;
  });
}
