import type { CodeEntry } from '../fhir/index.js';
import type { Issue } from '../model/index.js';

const DOCS = 'docs/cli.md';

/** Every issue that `validate` itself reports about its inputs. */
export const INPUT: Readonly<Record<string, CodeEntry>> = {
  'no-resource': {
    title: 'No FHIR resource',
    say: () => 'This holds no FHIR resource: there is no "resourceType"',
    rule: 'A file named by itself, and every line of NDJSON, holds a FHIR resource. Files found below a folder that hold none are only named.',
    reference: 'https://hl7.org/fhir/R4/json.html',
    example: '{"files": []}',
    fix: 'Name the file that holds the resource; a list of resources is NDJSON or a Bundle.',
  },
  'file-too-large': {
    title: 'File too large',
    say: ({ limit }) => `The file is larger than ${String(limit)}: split it, or write its resources as NDJSON`,
    rule: 'A JSON or XML file is read as one text, which has a limit. NDJSON is read line by line and has none.',
    reference: DOCS,
    example: 'one Bundle of a whole export',
    fix: 'Export as NDJSON, or split the Bundle.',
  },
  'line-too-long': {
    title: 'Line too long',
    say: ({ limit }) => `The line is longer than ${String(limit)}`,
    rule: 'A line of NDJSON holds one resource.',
    reference: DOCS,
    example: 'an NDJSON file without line ends',
    fix: 'Check that each resource stands on a line of its own.',
  },
  'gzip-damaged': {
    title: 'Damaged archive',
    say: () => 'The gzip archive is damaged or cut off: what stands behind this line was not read',
    rule: 'A file whose name ends in .gz is unpacked while it is read.',
    reference: DOCS,
    example: 'a download that broke off',
    fix: 'Fetch or pack the file again.',
  },
  'tool-fault': {
    title: 'Fault of fhir-readiness',
    say: ({ fault, where }) =>
      `fhir-readiness failed on this resource, so it was not judged: ${String(fault)} at ${String(where)}. Please report it`,
    rule: 'A fault of this tool is never counted against the data: the resource is undecided and the run ends with exit code 5.',
    reference: DOCS,
    example: '',
    fix: 'Report the fault with the place it names; the report holds no patient data.',
  },
};

/** The words of an issue about an input; undefined for other issues. */
export function describeInput(issue: Issue): string | undefined {
  return Object.hasOwn(INPUT, issue.code) ? INPUT[issue.code]?.say(issue.params) : undefined;
}
