import { accessSync, constants, existsSync, mkdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import type { Assessment } from '../model/index.js';
import { EXIT, ReadinessError } from '../model/index.js';
import { nearest } from './nearest.js';
import type { Terminal } from './terminal.js';

/** One result to write: to a file, or to standard output. */
export interface OutputRequest {
  readonly name: string;
  readonly file?: string;
}

/** The formats, and the file each goes to in a folder. */
const FILES: Readonly<Record<string, string>> = { text: 'summary.txt', json: 'assessment.json', html: 'report.html' };

/** Reads a --format value. Throws ReadinessError (exit 2) naming the formats there are. */
function parseFormat(value: string): OutputRequest {
  const [name = '', ...rest] = value.split('=');
  const formats = Object.keys(FILES);
  if (!Object.hasOwn(FILES, name)) {
    const [near] = nearest(name, formats, 1);
    throw new ReadinessError(
      'cli.unknown-format',
      `There is no format "${name}"; there are: ${formats.join(', ')}.`,
      EXIT.usage,
      near === undefined ? undefined : `Did you mean ${near}?`,
    );
  }
  if (rest.length === 0) return { name };
  const file = rest.join('=');
  if (file === '') throw new ReadinessError('cli.no-file', `--format ${name}= names no file.`);
  return { name, file };
}

/**
 * What --format and --out-dir ask for, and the room for it made, before anything else is done: a run of minutes must not end without
 * a place to put its result. With a folder alone: the data and the report.
 * @throws ReadinessError (exit 2) for unknown formats, two results in one place, and places that cannot be written
 */
export function openOutputs(formats: readonly string[] = [], folder?: string): readonly OutputRequest[] {
  const named = formats.map(parseFormat);
  const asked =
    named.length > 0 ? named : folder === undefined ? [{ name: 'text' }] : [{ name: 'json' }, { name: 'html' }];
  const requests = asked.map(({ name, file }: OutputRequest): OutputRequest => {
    const path = file ?? (folder === undefined ? undefined : join(folder, FILES[name] ?? name));
    return path === undefined ? { name } : { name, file: path };
  });
  const places = requests.map(({ file }) => (file === undefined ? 'standard output' : resolve(file)));
  const twice = places.find((place, index) => places.indexOf(place) !== index);
  if (twice !== undefined)
    throw new ReadinessError(
      'cli.output-twice',
      `Two results would go to ${twice}.`,
      EXIT.usage,
      'Give each format a file of its own, e.g. --format json=assessment.json.',
    );
  for (const { file } of requests) if (file !== undefined) makeRoom(file);
  return requests;
}

const unwritable = (path: string, error: unknown): ReadinessError =>
  new ReadinessError(
    'output.unwritable',
    `Cannot write ${path} (${(error as NodeJS.ErrnoException).code ?? 'failed'}).`,
  );

/** Creates the folder of a file, one step at a time: Node's own recursive way never ends where a step cannot be made. */
function makeFolder(folder: string): void {
  if (existsSync(folder)) return;
  const above = dirname(folder);
  if (above !== folder) makeFolder(above);
  mkdirSync(folder);
}

function makeRoom(path: string): void {
  const folder = dirname(resolve(path));
  try {
    makeFolder(folder);
    if (!statSync(folder).isDirectory()) throw Object.assign(new Error(), { code: 'ENOTDIR' });
    accessSync(folder, constants.W_OK);
    if (!existsSync(path)) return;
    if (statSync(path).isDirectory()) throw Object.assign(new Error(), { code: 'EISDIR' });
    accessSync(path, constants.W_OK);
  } catch (error) {
    throw unwritable(path, error);
  }
}

/** Writes a file by way of a temporary one, so that nobody meets half a report. */
function writeWhole(path: string, content: string): void {
  const part = `${path}.part`;
  try {
    if (existsSync(path) && !statSync(path).isFile()) {
      writeFileSync(path, content);
      return;
    }
    writeFileSync(part, content);
    renameSync(part, path);
  } catch (error) {
    if (existsSync(part)) rmSync(part);
    throw unwritable(path, error);
  }
}

/**
 * Renders an assessment in each format asked for: to its file, or to standard output. Returns the files.
 * Each is scanned for patient data first, and nothing is written where any is found (exit 5).
 */
export async function writeOutputs(
  assessment: Assessment,
  requests: readonly OutputRequest[],
  terminal: Terminal,
): Promise<readonly string[]> {
  const { render } = await import('../report/index.js');
  const rendered = requests.map(({ name, file }) => ({
    file,
    text: `${render(assessment, name, { colour: file === undefined && terminal.colour('out') }).trimEnd()}\n`,
  }));
  for (const { file, text } of rendered) {
    if (file === undefined) terminal.out(text);
    else writeWhole(file, text);
  }
  return rendered.flatMap(({ file }) => (file === undefined ? [] : [file]));
}
