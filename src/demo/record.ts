/** A resource as the server holds it: plain FHIR JSON with an id and server-kept meta. */
export interface FhirRecord {
  readonly resourceType: string;
  readonly id: string;
  readonly meta: RecordMeta;
  readonly [element: string]: unknown;
}

export interface RecordMeta {
  readonly versionId: string;
  /** ISO 8601 instant. */
  readonly lastUpdated: string;
  readonly [element: string]: unknown;
}

export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Where a resource is read, below the base. */
export function addressOf(base: string, record: FhirRecord): string {
  return `${base}/${record.resourceType}/${encodeURIComponent(record.id)}`;
}
