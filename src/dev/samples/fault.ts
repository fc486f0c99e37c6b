import type { FhirResource } from 'fhir/r4.js';

/** A resource as faults see it: anything may be put anywhere. */
export type Loose = Record<string, unknown>;

/** A defect put into some records of a type on purpose. */
export interface Fault {
  readonly type: FhirResource['resourceType'];
  /** Which records of the type, counted from 0. */
  readonly at: readonly number[];
  /** FHIRPath where it shows. */
  readonly path: string;
  readonly defect: string;
  /** Id of the finding it must lead to: an issue code (with `:rule`), a SNOMED CT or identity check, or a probe check. */
  readonly expects: string;
  readonly apply: (record: Loose, n: number, ofType: readonly FhirResource[]) => void;
}

/** A fault as listed beside the records. */
export interface ListedFault {
  readonly type: string;
  readonly ids: readonly string[];
  readonly path: string;
  readonly defect: string;
  readonly expects: string;
}

/** Puts the faults into the records, in place, and lists them. */
export function applyFaults(records: readonly FhirResource[], faults: readonly Fault[]): readonly ListedFault[] {
  return faults.map(({ type, at, path, defect, expects, apply }) => {
    const ofType = records.filter((record) => record.resourceType === type);
    const ids = at.map((n) => {
      const record = ofType[n];
      if (record?.id === undefined) throw new RangeError(`no ${type} ${n}`);
      apply(record as unknown as Loose, n, ofType);
      return record.id;
    });
    return { type, ids, path, defect, expects };
  });
}

/** Whole numbers from `first`, `count` of them, `step` apart. */
export function range(first: number, count: number, step = 1): readonly number[] {
  return Array.from({ length: count }, (_, index) => first + index * step);
}

/** The object at a path of keys and indexes; it must be there. */
export function at(record: Loose, ...keys: readonly (string | number)[]): Loose {
  let value: unknown = record;
  for (const key of keys) value = (value as Record<string | number, unknown>)[key];
  if (typeof value !== 'object' || value === null) throw new TypeError(`nothing at ${keys.join('.')}`);
  return value as Loose;
}

/** A change that puts a value at a path. */
export function put(value: unknown, ...keys: readonly [string | number, ...(string | number)[]]): (record: Loose) => void {
  return (record) => {
    at(record, ...keys.slice(0, -1))[String(keys.at(-1))] = structuredClone(value);
  };
}

/** A change that takes elements of the root away. */
export function drop(...names: readonly string[]): (record: Loose) => void {
  return (record) => {
    for (const name of names) Reflect.deleteProperty(record, name);
  };
}

/** A code in local or legacy words in place of the whole concept. */
export function coded(system: string, code: string, words = `Synthetic local entry ${code}`): object {
  return { coding: [{ system, code, display: words }], text: words };
}

/** The id with another check digit. */
export function wrongDigit(id: string): string {
  return id.slice(0, -1) + String((Number(id.slice(-1)) + 1) % 10);
}

