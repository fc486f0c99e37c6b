import type { Definitions } from '../../definitions/index.js';
import type { FhirRecord } from '../record.js';
import type { Query } from './query.js';

const ALWAYS = ['resourceType', 'id', 'meta'];
const SUBSETTED = { system: 'http://terminology.hl7.org/CodeSystem/v3-ObservationValue', code: 'SUBSETTED' };

/** Cuts a resource down to what `_summary` or `_elements` ask for; whole resources come back as they are. */
export function project(record: FhirRecord, query: Query, definitions: Definitions): FhirRecord {
  const { summary, elements } = query;
  if (elements.length > 0) {
    return cut(record, (name) => elements.includes(name) || mandatory(record.resourceType, definitions).has(name));
  }
  if (summary === 'data') return cut(record, (name) => name !== 'text');
  if (summary === 'text')
    return cut(record, (name) => name === 'text' || mandatory(record.resourceType, definitions).has(name));
  if (summary === 'true') {
    const names = topLevel(record.resourceType, definitions, (element) => element.isSummary === true);
    return cut(record, (name) => names.has(name) || names.has(choiceName(name, names)));
  }
  return record;
}

function cut(record: FhirRecord, keep: (name: string) => boolean): FhirRecord {
  const kept = Object.entries(record).filter(([name]) => ALWAYS.includes(name) || keep(name.replace(/^_/, '')));
  const tags: readonly unknown[] = Array.isArray(record.meta['tag']) ? record.meta['tag'] : [];
  return { ...(Object.fromEntries(kept) as FhirRecord), meta: { ...record.meta, tag: [...tags, SUBSETTED] } };
}

function mandatory(type: string, definitions: Definitions): ReadonlySet<string> {
  return topLevel(type, definitions, (element) => element.min !== undefined && element.min > 0);
}

interface Element {
  readonly path: string;
  readonly min?: number | undefined;
  readonly isSummary?: boolean | undefined;
}

function topLevel(type: string, definitions: Definitions, wanted: (element: Element) => boolean): ReadonlySet<string> {
  const elements: readonly Element[] = definitions.base(type)?.snapshot?.element ?? [];
  return new Set(
    elements
      .filter((each) => each.path.split('.').length === 2 && wanted(each))
      .map((each) => each.path.slice(type.length + 1)),
  );
}

/** `value[x]` for `valueQuantity`, where the type has such a choice. */
function choiceName(name: string, names: ReadonlySet<string>): string {
  return [...names].find((each) => each.endsWith('[x]') && name.startsWith(each.slice(0, -3))) ?? name;
}
