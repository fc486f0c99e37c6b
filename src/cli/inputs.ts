import { accessSync, constants, existsSync, lstatSync, readdirSync, statSync } from 'node:fs';
import { basename, dirname, join, resolve, sep } from 'node:path';
import { ReadinessError } from '../model/index.js';
import { nearest } from './nearest.js';

/** A file to read. */
export interface Input {
  /** Absolute path, or `-` for standard input. */
  readonly path: string;
  /** As shown to people: as it was named, `/` between its parts. */
  readonly name: string;
  /** Named by itself, not found below a folder or by a pattern. */
  readonly explicit: boolean;
}

const BELOW_A_FOLDER = '**/*.{json,xml,ndjson,jsonl,ndjson.gz}';

/**
 * Finds the files that `paths` mean (files, folders with all below them, glob patterns, `-`), each once, those of a folder or pattern
 * in order of their names.
 * @throws ReadinessError `inputs.not-found` with the nearest names, `inputs.none` where nothing is found at all.
 */
export async function findInputs(paths: readonly string[], stdinName: string, cwd = process.cwd()): Promise<Input[]> {
  const found = new Map<string, Input>();
  for (const path of paths) {
    for (const input of await expand(path, stdinName, cwd)) if (!found.has(input.path)) found.set(input.path, input);
  }
  if (found.size === 0) {
    throw new ReadinessError(
      'inputs.none',
      `No JSON, XML or NDJSON file below ${paths.join(', ')}`,
      2,
      'Name files, folders or patterns that hold FHIR resources.',
    );
  }
  return [...found.values()];
}

async function expand(path: string, stdinName: string, cwd: string): Promise<readonly Input[]> {
  if (path === '-') return [{ path, name: stdinName, explicit: true }];
  const absolute = resolve(cwd, path);
  if (existsSync(absolute)) {
    if (!statSync(absolute).isDirectory()) {
      refuseUnreadable(path, absolute);
      return [{ path: absolute, name: slashed(path), explicit: true }];
    }
    const { glob } = await import('tinyglobby');
    const files = await glob(BELOW_A_FOLDER, { cwd: absolute, caseSensitiveMatch: false, onlyFiles: true });
    return files
      .sort()
      .map((file) => ({ path: join(absolute, file), name: slashed(join(path, file)), explicit: false }));
  }
  const { glob, isDynamicPattern } = await import('tinyglobby');
  if (isDynamicPattern(path)) {
    const files = await glob(slashed(path), { cwd, onlyFiles: true });
    if (files.length > 0)
      return files.sort().map((file) => ({ path: resolve(cwd, file), name: slashed(file), explicit: false }));
    throw new ReadinessError('inputs.not-found', `No file matches ${path}`);
  }
  throw notFound(path, absolute);
}

function refuseUnreadable(path: string, absolute: string): void {
  try {
    accessSync(absolute, constants.R_OK);
  } catch (cause) {
    throw new ReadinessError('inputs.unreadable', `${path} cannot be opened`, 2, 'Check who may read it.', { cause });
  }
}

function notFound(path: string, absolute: string): ReadinessError {
  if (lstatSync(absolute, { throwIfNoEntry: false })?.isSymbolicLink() === true)
    return new ReadinessError('inputs.not-found', `${path} is a link that leads nowhere`);
  let parent = dirname(absolute);
  let wanted = basename(absolute);
  while (!existsSync(parent) && dirname(parent) !== parent) {
    wanted = basename(parent);
    parent = dirname(parent);
  }
  const near = nearest(wanted, namesIn(parent));
  const hint =
    near.length === 0 ? undefined : `Did you mean ${near.map((name) => slashed(join(parent, name))).join(' or ')}?`;
  return new ReadinessError('inputs.not-found', `There is no file or folder ${path}`, 2, hint);
}

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

const slashed = (path: string): string => (sep === '/' ? path : path.split(sep).join('/'));
