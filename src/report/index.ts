import { EXIT, ReadinessError } from '../model/index.js';
import type { Assessment } from '../model/index.js';
import { guardAssessment, guardOutput } from './guard.js';
import { renderHtml } from './html/document.js';
import { renderJson } from './json.js';
import { renderText } from './text.js';

export { guardAssessment, guardOutput } from './guard.js';
export { headline } from './headline.js';
export { parseAssessment } from './json.js';

export interface RenderOptions {
  /** ANSI colours, for the formats that are read on a terminal. */
  readonly colour?: boolean;
  /** Width of the terminal in columns; at most 100 are used, and 100 where none is given. */
  readonly columns?: number;
}

/** A way to write an assessment down: pure, the same assessment gives the same text. */
export interface Reporter {
  readonly format: string;
  readonly mediaType: string;
  /** File name where none is given. */
  readonly file: string;
  render(assessment: Assessment, options?: RenderOptions): string;
}

export const REPORTERS: readonly Reporter[] = [
  { format: 'text', mediaType: 'text/plain; charset=utf-8', file: 'summary.txt', render: renderText },
  { format: 'json', mediaType: 'application/json', file: 'assessment.json', render: renderJson },
  { format: 'html', mediaType: 'text/html; charset=utf-8', file: 'report.html', render: renderHtml },
];

/**
 * Writes an assessment in a format, and looks over both before handing anything out.
 * @throws ReadinessError `report.format` for an unknown format, `report.leak` (exit 5) where the result would show patient data
 */
export function render(assessment: Assessment, format: string, options: RenderOptions = {}): string {
  const reporter = REPORTERS.find((one) => one.format === format);
  if (reporter === undefined)
    throw new ReadinessError(
      'report.format',
      `There is no report format "${format}".`,
      EXIT.usage,
      `Formats: ${REPORTERS.map((one) => one.format).join(', ')}.`,
    );
  guardAssessment(assessment);
  const output = reporter.render(assessment, options);
  guardOutput(output, assessment);
  return output;
}
