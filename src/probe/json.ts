/** A FHIR resource as it came over the wire: nothing about it is taken for granted. */
export interface WireResource {
  readonly resourceType: string;
  readonly id?: string;
  readonly [name: string]: unknown;
}

export type JsonObject = Readonly<Record<string, unknown>>;

export const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

export const isResource = (value: unknown): value is WireResource =>
  isObject(value) &&
  typeof value['resourceType'] === 'string' &&
  (value['id'] === undefined || typeof value['id'] === 'string');

/** The member as a list of objects; a single object counts as a list of one. */
export function objects(parent: unknown, name: string): readonly JsonObject[] {
  if (!isObject(parent)) return [];
  const value = parent[name];
  return (Array.isArray(value) ? value : [value]).filter(isObject);
}

export function text(parent: unknown, name: string): string | undefined {
  const value = isObject(parent) ? parent[name] : undefined;
  return typeof value === 'string' ? value : undefined;
}

export function strings(parent: unknown, name: string): readonly string[] {
  const value = isObject(parent) ? parent[name] : undefined;
  return (Array.isArray(value) ? (value as unknown[]) : []).filter((item): item is string => typeof item === 'string');
}

/** `meta.versionId` and `meta.lastUpdated`. */
export function metaOf(resource: WireResource): { readonly versionId?: string; readonly lastUpdated?: string } {
  const meta = resource['meta'];
  const versionId = text(meta, 'versionId');
  const lastUpdated = text(meta, 'lastUpdated');
  return { ...(versionId === undefined ? {} : { versionId }), ...(lastUpdated === undefined ? {} : { lastUpdated }) };
}
