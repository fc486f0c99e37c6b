import { createRequire } from 'node:module';

interface Engine {
  evaluate(
    resource: unknown,
    expression: string | { readonly base: string; readonly expression: string },
    variables: Readonly<Record<string, unknown>>,
    model: unknown,
    options: { readonly traceFn: () => void },
  ): readonly unknown[];
}

/**
 * What a FHIRPath expression selects from a resource, or from a node of the type or path `base`; undefined where it cannot be
 * evaluated. fhirpath.js is loaded at the first call.
 */
export function selectByFhirPath(
  node: unknown,
  expression: string,
  variables: Readonly<Record<string, unknown>> = { resource: node },
  base?: string,
): readonly unknown[] | undefined {
  const require = createRequire(import.meta.url);
  try {
    const engine = require('fhirpath') as Engine;
    const model: unknown = require('fhirpath/fhir-context/r4');
    const asked = base === undefined ? expression : { base, expression };
    return engine.evaluate(node, asked, variables, model, { traceFn: () => undefined });
  } catch {
    return undefined;
  }
}
