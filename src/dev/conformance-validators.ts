import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { FhirResource } from 'fhir/r4.js';
import { openDefinitions } from '../definitions/index.js';
import { createXmlTypes } from '../definitions/xml-types.js';
import { readDocument } from '../fhir/index.js';
import { createValidator, type Validator, type ValidatorOptions } from '../validator/index.js';
import type { Case } from './conformance-cases.js';

let shared: { key: string; validator: Validator } | undefined;

/** The validator a case asks for; cases without settings or resources of their own share one. */
export function validatorFor(item: Case, folder: string): Validator {
  const { ukCore, unknownExtensions } = item;
  const own = item.supporting.length > 0 || Object.keys(item.settings).length > 0;
  const key = `${ukCore} ${unknownExtensions}`;
  if (!own && shared?.key === key) return shared.validator;
  const definitions = openDefinitions({ ukCore });
  const types = createXmlTypes(definitions);
  const load = (file: string): unknown => {
    const text = readFileSync(path.join(folder, file), 'utf8');
    return readDocument(text, { types }).resource;
  };
  const resources = item.supporting.map(load).filter(isResource);
  const validator = createValidator({
    definitions: resources.length === 0 ? definitions : openDefinitions({ ukCore, resources }),
    unknownExtensions,
    defaultProfiles: 'none',
    ukRules: ukCore !== 'none',
    ...settings(item, folder, load),
  });
  if (!own) shared = { key, validator };
  return validator;
}

const isResource = (value: unknown): value is FhirResource =>
  typeof value === 'object' && value !== null && 'resourceType' in value;

/** The profiles a case asks for: by canonical, or the one its profile file holds where the canonical names something within it. */
export function profilesOf({ profiles, profileFile, ukCore }: Case, folder: string): readonly string[] {
  if (profileFile === undefined) return profiles;
  const types = createXmlTypes(openDefinitions({ ukCore }));
  const { resource } = readDocument(readFileSync(path.join(folder, profileFile), 'utf8'), { types });
  return isResource(resource) && resource.resourceType === 'StructureDefinition' ? [resource.url] : profiles;
}

/** Settings of a case as validator options. */
function settings(
  { settings: given, fetchable, supporting, ukCore }: Case,
  folder: string,
  load: (file: string) => unknown,
): ValidatorOptions {
  const text = (name: string): string | undefined => {
    const value = given[name];
    return typeof value === 'string' ? value : undefined;
  };
  const domain = text('allowed-extension-domain');
  const references = text('validateReference');
  const contained = text('validateContains');
  const languages = text('language');
  const best = text('best-practice')?.toLowerCase();
  return {
    ...(domain === undefined ? {} : { allowedExtensionDomains: [domain] }),
    ...(given['examples'] === false ? { examples: false } : {}),
    ...(given['fetcher'] === undefined && Object.keys(fetchable).length === 0
      ? {}
      : { resolve: resolver(fetchable, supporting, folder, load) }),
    ...(references === 'CHECK_VALID' ? { externalReferences: 'valid' } : {}),
    ...(references === 'CHECK_EXISTS_AND_TYPE' ? { externalReferences: 'exists-and-type' } : {}),
    ...(given['assumeValidRestReferences'] === true ? { assumeValidRestReferences: true } : {}),
    ...(contained === 'IGNORE' ? { contained: 'ignore' } : {}),
    ...(given['enforceAggregationOutsideBundles'] === false ? { aggregationOutsideBundles: false } : {}),
    ...(given['security-checks'] === true ? { securityChecks: true } : {}),
    ...(given['noHtmlInMarkdown'] === true ? { htmlInMarkdown: 'error' } : {}),
    ...(best === 'warning' || best === 'error' ? { bestPractice: best } : {}),
    ...(given['allow-comments'] === true ? { allowJsonComments: true } : {}),
    // the suite's runs judge displays in English where they say nothing; those over UK data only warn
    ...(languages === undefined && ukCore !== 'none' ? {} : { displayLanguages: (languages ?? 'en').split(/,\s*/) }),
    ...(given['no-experimental-content'] === true ? { experimentalContent: 'error' } : {}),
  };
}

function resolver(
  fetchable: Readonly<Record<string, string>>,
  supporting: readonly string[],
  folder: string,
  load: (file: string) => unknown,
): (reference: string) => unknown {
  const held = new Map<string, unknown>();
  for (const file of supporting) {
    const resource = load(file);
    if (isResource(resource) && resource.id !== undefined)
      held.set(`${resource.resourceType}/${resource.id}`, resource);
  }
  return (reference) => {
    const file = fetchable[reference];
    if (file === undefined) return held.get(reference);
    return existsSync(path.join(folder, file)) ? load(file) : undefined;
  };
}
