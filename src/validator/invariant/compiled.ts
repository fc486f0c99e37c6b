import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import type { Invariant } from './invariant.js';
import type { Operations } from './operations.js';

/** Compiled invariants by the type of their node and their expression. */
export type CompiledTable = Readonly<Record<string, Readonly<Record<string, Invariant>>>>;

const FILE = '../../../dist/data/invariants.cjs';

/** Where the build leaves the compiled invariants; the same place seen from `src` and from `dist`. */
export const compiledFile = (): string => fileURLToPath(new URL(FILE, import.meta.url));

/** Loads what the build compiled; undefined where it has not been run, so that the same expressions are interpreted. */
export function loadCompiled(operations: Operations): CompiledTable | undefined {
  const file = compiledFile();
  if (!existsSync(file)) return undefined;
  const make = createRequire(import.meta.url)(file) as (operations: Operations) => CompiledTable;
  return make(operations);
}
