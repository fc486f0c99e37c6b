import { readFileSync } from 'node:fs';
import { ReadinessError } from '../model/index.js';
import type { ExitCode } from '../model/index.js';

/** A document format that the project has a JSON Schema for: `profiles/schemas/<name>.schema.json`. */
export type SchemaName = 'framework' | 'answers' | 'assessment' | 'config' | 'requirements';

export interface SchemaProblem {
  /** JSON Pointer into the document; empty for its root. */
  readonly at: string;
  readonly problem: string;
}

/** Parsed JSON of a file shipped under `profiles/`. */
export const readShipped = (path: string): unknown =>
  JSON.parse(readFileSync(new URL(`../../profiles/${path}`, import.meta.url), 'utf8'));

/** Keywords whose errors only repeat that another one failed. */
const SUMMING_UP = new Set(['if', 'propertyNames']);

/**
 * Holds a parsed document against a schema of the project, and says what is wrong with it in words that name the place.
 * ajv is loaded on first use. Values of the document are never repeated.
 */
export async function schemaProblems(name: SchemaName, document: unknown): Promise<readonly SchemaProblem[]> {
  const [{ Ajv }, formats] = await Promise.all([import('ajv'), import('ajv-formats')]);
  const ajv = new Ajv({ allErrors: true, strict: true, strictRequired: false, allowUnionTypes: true, verbose: true });
  formats.default.default(ajv);
  const validate = ajv.compile(readShipped(`schemas/${name}.schema.json`) as object);
  if (validate(document)) return [];
  const seen = new Map<string, SchemaProblem>();
  for (const error of validate.errors ?? []) {
    if (SUMMING_UP.has(error.keyword)) continue;
    const params = error.params as Record<string, unknown>;
    const named = params['additionalProperty'] ?? params['unevaluatedProperty'];
    const allowed = params['allowedValues'] ?? params['allowedValue'];
    const wanted = (error.parentSchema as { readonly description?: string } | undefined)?.description;
    const problem =
      typeof named === 'string'
        ? `"${named}" is not a property this version knows`
        : error.keyword === 'not' && wanted !== undefined
          ? `has to be ${wanted}`
          : `${error.message ?? error.keyword}${allowed === undefined ? '' : `: ${JSON.stringify(allowed)}`}`;
    const { propertyName, instancePath: at } = error;
    const told = propertyName === undefined ? problem : `"${propertyName}" ${problem}`;
    seen.set(`${at} ${told}`, { at, problem: told });
  }
  return [...seen.values()];
}

/** Up to this many problems are named in an error, one a line. */
const NAMED = 20;

/**
 * As `schemaProblems`, but throws where there are any.
 * @throws ReadinessError `<name>.invalid` naming the first problems and their places
 */
export async function requireValid(
  name: SchemaName,
  document: unknown,
  what: string,
  exitCode?: ExitCode,
): Promise<void> {
  const problems = await schemaProblems(name, document);
  if (problems.length === 0) return;
  const named = problems.slice(0, NAMED).map(({ at, problem }) => `\n  ${at === '' ? '(root)' : at} ${problem}`);
  const more = problems.length > NAMED ? [`\n  and ${problems.length - NAMED} more`] : [];
  throw new ReadinessError(
    `${name}.invalid`,
    `${what} does not fit its schema:${[...named, ...more].join('')}`,
    exitCode,
    `The schema is exported as fhir-readiness/schema/${name}.`,
  );
}
