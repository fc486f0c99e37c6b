import { readBytes, type FhirDocument, type XmlTypes } from '../fhir/index.js';
import { ReadinessError, type Issue } from '../model/index.js';
import type { ReportedIssue, ValidatedItem } from '../report/outcome/items.js';
import type { ValidateOptions, Validator } from '../validator/api.js';
import { describeInput } from './input-messages.js';
import type { InputRecord } from './input-records.js';
import type { Input } from './inputs.js';

/** What a record is judged by. */
export interface Judge {
  readonly validator: Validator;
  readonly options: ValidateOptions;
  readonly types: XmlTypes;
  /** The words of an issue that a reader or the validator reported. */
  describe(issue: Issue): string;
}

/** Validates one record. Undefined for a file found below a folder that holds no FHIR resource. */
export function validateRecord(record: InputRecord, input: Input, judge: Judge): ValidatedItem | undefined {
  const { line } = record;
  const format = formatByName(input.name);
  const place = { file: input.name, ...(line !== undefined && { line }), format: format ?? 'json' };
  const report = (issues: readonly Issue[]): ReportedIssue[] => issues.map((issue) => reported(issue, line, judge));
  if ('issue' in record) return { ...place, state: 'unreadable', issues: report([record.issue]) };

  let document: FhirDocument | undefined;
  try {
    document = readBytes(record.bytes, { types: judge.types, ...(format !== undefined && { format }) });
    const described = { ...place, format: document.format };
    if (!holdsResource(document)) {
      if (!input.explicit && line === undefined) return undefined;
      return {
        ...described,
        state: 'no-resource',
        issues: report(document.resource === undefined ? document.issues : [NO_RESOURCE]),
      };
    }
    const { issues } = judge.validator.validateDocument(document, judge.options);
    return {
      ...described,
      ...typeOf(document, judge.types),
      state: document.resource === undefined ? 'unreadable' : issues.some(isUnfinished) ? 'fault' : 'validated',
      issues: report(issues),
    };
  } catch (error) {
    if (error instanceof ReadinessError) throw error;
    const resourceType = document === undefined ? {} : typeOf(document, judge.types);
    return { ...place, ...resourceType, state: 'fault', issues: report([faultOf(error)]) };
  }
}

const NO_RESOURCE: Issue = {
  code: 'no-resource',
  severity: 'error',
  params: {},
  at: { expression: '', line: 1, column: 1 },
};

/** The validator broke on the record: whatever it found before, the rest was not judged. */
const isUnfinished = ({ code }: Issue): boolean => code === 'not-completed';

/** The format a file's ending promises; standard input and other endings go by the first character. */
function formatByName(name: string): 'json' | 'xml' | undefined {
  if (/\.(json|ndjson|jsonl)(\.gz)?$/i.test(name)) return 'json';
  return /\.xml$/i.test(name) ? 'xml' : undefined;
}

/** False where the text can be read but is something else: JSON without a resourceType, XML of another standard. */
function holdsResource({ resource, issues }: FhirDocument): boolean {
  if (resource === undefined) return !issues.some(({ code }) => code === 'xml-namespace');
  return typeof resource === 'object' && resource !== null && 'resourceType' in resource;
}

/** The resource's type where R4 knows it: any other text could be anything. */
function typeOf({ resource }: FhirDocument, types: XmlTypes): { readonly resourceType?: string } {
  if (typeof resource !== 'object' || resource === null || !('resourceType' in resource)) return {};
  const { resourceType } = resource;
  return typeof resourceType === 'string' && types.isResource(resourceType) ? { resourceType } : {};
}

/** An issue with its words; its line counted within the file. */
function reported(issue: Issue, line: number | undefined, judge: Judge): ReportedIssue {
  const message = describeInput(issue) ?? judge.describe(issue);
  if (line === undefined || line === 1) return { ...issue, message };
  return { ...issue, at: { ...issue.at, line: line + (issue.at.line ?? 1) - 1 }, message };
}

/** A fault of our own: the kind of error and where it was thrown, for its message could quote the record. */
function faultOf(error: unknown): Issue {
  const fault = error instanceof Error ? error.constructor.name : typeof error;
  const frame =
    error instanceof Error ? /\bat .*?((?:[\w-]+\/)?[\w-]+\.[jt]s:\d+:\d+)/.exec(error.stack ?? '')?.[1] : undefined;
  return {
    code: 'tool-fault',
    severity: 'information',
    params: { fault, where: frame ?? 'an unknown place' },
    at: { expression: '', line: 1, column: 1 },
    undecided: true,
  };
}
