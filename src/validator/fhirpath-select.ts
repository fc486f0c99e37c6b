import { createRequire } from 'node:module';

interface Engine {
  evaluate(
    resource: unknown,
    expression: string,
    variables: Readonly<Record<string, unknown>>,
    model: unknown,
    options: { readonly traceFn: () => void },
  ): readonly unknown[];
}

/** What a FHIRPath expression selects from a resource; undefined where it cannot be evaluated. fhirpath.js is loaded at the first call. */
export function selectByFhirPath(resource: unknown, expression: string): readonly unknown[] | undefined {
  const require = createRequire(import.meta.url);
  try {
    const engine = require('fhirpath') as Engine;
    const model: unknown = require('fhirpath/fhir-context/r4');
    return engine.evaluate(resource, expression, { resource }, model, { traceFn: () => undefined });
  } catch {
    return undefined;
  }
}
