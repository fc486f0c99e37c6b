import { mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Assessment } from '../model/index.js';
import { ReadinessError } from '../model/index.js';
import type { Terminal } from './terminal.js';

/** `name` or `name=file`, as given with --format. */
export interface FormatRequest {
  readonly name: string;
  readonly file?: string;
}

const FORMATS = ['text', 'json', 'html'];

/** Reads a --format value. Throws ReadinessError (exit 2) naming the formats there are. */
export function parseFormat(value: string): FormatRequest {
  const [name = '', ...rest] = value.split('=');
  if (!FORMATS.includes(name))
    throw new ReadinessError('cli.unknown-format', `There is no format "${name}"; there are: ${FORMATS.join(', ')}.`);
  const file = rest.join('=');
  return file === '' ? { name } : { name, file };
}

/** Writes a file by way of a temporary one, so that nobody meets half a report. */
export function writeWhole(path: string, content: string): void {
  try {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(`${path}.part`, content);
    renameSync(`${path}.part`, path);
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? 'failed';
    throw new ReadinessError('output.unwritable', `Cannot write ${path} (${code}).`);
  }
}

/**
 * Renders an assessment in each format asked for: to its file, into the folder, or to standard output.
 * Each is scanned for patient data first, and nothing is written where any is found (exit 5).
 */
export async function writeOutputs(
  assessment: Assessment,
  requests: readonly FormatRequest[],
  folder: string | undefined,
  terminal: Terminal,
): Promise<readonly string[]> {
  const { REPORTERS, render } = await import('../report/index.js');
  const rendered = requests.map((request) => {
    const plain = request.file !== undefined || folder !== undefined;
    return { ...request, text: render(assessment, request.name, { colour: !plain && terminal.colour('out') }) };
  });
  const written: string[] = [];
  for (const { name, file, text } of rendered) {
    const path =
      file ??
      (folder === undefined ? undefined : join(folder, REPORTERS.find(({ format }) => format === name)?.file ?? name));
    if (path === undefined) {
      terminal.out(text.endsWith('\n') ? text : `${text}\n`);
      continue;
    }
    writeWhole(path, text);
    written.push(path);
  }
  return written;
}
