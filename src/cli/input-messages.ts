import type { Issue, Params } from '../model/index.js';

const WORDS: Readonly<Record<string, (params: Params) => string>> = {
  'no-resource': () => 'This holds no FHIR resource: there is no "resourceType"',
  'file-too-large': ({ limit }) =>
    `The file is larger than ${String(limit)}: split it, or write its resources as NDJSON`,
  'line-too-long': ({ limit }) => `The line is longer than ${String(limit)}`,
  'gzip-damaged': () => 'The gzip archive is damaged or cut off: what stands behind this line was not read',
  'tool-fault': ({ fault, where }) =>
    `fhir-readiness failed on this resource, so it was not judged: ${String(fault)} at ${String(where)}. Please report it`,
};

/** Codes of all issues that reading inputs reports. */
export const INPUT_CODES: readonly string[] = Object.keys(WORDS);

/** The words of an issue about an input; undefined for other issues. */
export function describeInput(issue: Issue): string | undefined {
  return Object.hasOwn(WORDS, issue.code) ? WORDS[issue.code]?.(issue.params) : undefined;
}
