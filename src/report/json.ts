import { ASSESSMENT_SCHEMA_VERSION, EXIT, ReadinessError } from '../model/index.js';
import type { Assessment } from '../model/index.js';
import { requireValid } from '../schemas/check.js';

const FIRST = ['schemaVersion', 'tool', 'startedAt', 'finishedAt', 'organisation', 'context', 'score', 'fixes'];

const rank = (key: string): number => (FIRST.includes(key) ? FIRST.indexOf(key) : FIRST.length);

function ordered(value: unknown, top: boolean): unknown {
  if (value === null || typeof value !== 'object') return value;
  if (Array.isArray(value)) return value.map((item: unknown) => ordered(item, false));
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (top ? rank(a) - rank(b) : 0) || (a < b ? -1 : a > b ? 1 : 0))
      .map(([key, inner]) => [key, ordered(inner, false)]),
  );
}

/** The assessment as JSON, its properties in a fixed order: the same assessment gives the same bytes. */
export const renderJson = (assessment: Assessment): string => `${JSON.stringify(ordered(assessment, true), null, 2)}\n`;

const versionOf = (document: unknown): unknown =>
  typeof document === 'object' && document !== null && 'schemaVersion' in document ? document.schemaVersion : undefined;

/**
 * Reads a saved assessment.
 * @throws ReadinessError `assessment.malformed` (no JSON), `assessment.version` (another version), `assessment.invalid` (places named)
 */
export async function parseAssessment(text: string): Promise<Assessment> {
  let document: unknown;
  try {
    document = JSON.parse(text);
  } catch {
    throw new ReadinessError(
      'assessment.malformed',
      'The assessment is not JSON.',
      EXIT.usage,
      'Give the file that assess wrote with --format json.',
    );
  }
  const version = versionOf(document);
  if (version !== ASSESSMENT_SCHEMA_VERSION)
    throw new ReadinessError(
      'assessment.version',
      version === undefined
        ? 'The file is no assessment: it has no schemaVersion.'
        : `The assessment has schema version ${JSON.stringify(version).slice(0, 20)}; this version reads ${ASSESSMENT_SCHEMA_VERSION}.`,
      EXIT.usage,
      'Assess again, or use the version of fhir-readiness that wrote it.',
    );
  await requireValid('assessment', document, 'The assessment');
  return document as Assessment;
}
