const SNOMED = 'http://snomed.info/sct';

/** An ECL expression with the terms between bars taken out: `<< 404684003 |Clinical finding|` becomes `<< 404684003`. */
export const stripTerms = (ecl: string): string =>
  ecl
    .replaceAll(/\s*\|[^|]*\|/g, '')
    .replaceAll(/\s+\)/g, ')')
    .trim();

/** Takes the terms of SNOMED CT out of codings, value sets and ECL filters, at any depth. Ids stay. Changes `value`. */
export function dropSnomedTerms(value: unknown): void {
  if (Array.isArray(value)) {
    value.forEach(dropSnomedTerms);
    return;
  }
  if (typeof value !== 'object' || value === null) return;
  const node = value as Record<string, unknown>;
  if (node['system'] === SNOMED || node['url'] === SNOMED) {
    delete node['display'];
    for (const concept of objects(node['concept'])) {
      delete concept['display'];
      delete concept['designation'];
    }
    for (const filter of objects(node['filter'])) {
      if (typeof filter['value'] === 'string') filter['value'] = stripTerms(filter['value']);
    }
  }
  Object.values(node).forEach(dropSnomedTerms);
}

const objects = (value: unknown): Record<string, unknown>[] =>
  Array.isArray(value)
    ? value.filter((item): item is Record<string, unknown> => typeof item === 'object' && item !== null)
    : [];
