import type { FhirDocument } from '../fhir/index.js';
import { countOf, type Issue, type ValidationResult } from '../model/index.js';
import { isNode, shapeOf } from './shape.js';

export function resourceTypeFault(
  type: unknown,
): ['resource-type-missing' | 'resource-type-unknown', 'error', Record<string, string>] {
  return typeof type === 'string'
    ? ['resource-type-unknown', 'error', { type: type.slice(0, 64) }]
    : ['resource-type-missing', 'error', {}];
}

export function notAResource(resource: unknown, type: unknown): Issue {
  if (!isNode(resource)) {
    return { code: 'not-a-resource', severity: 'fatal', params: { found: shapeOf(resource) }, at: { expression: '' } };
  }
  const [code, severity, params] = resourceTypeFault(type);
  return { code, severity, params, at: { expression: '' } };
}

/** Adds places in the source text and counts what is undecided. */
export function finish(
  found: readonly Issue[],
  document: FhirDocument | undefined,
  syntax: readonly Issue[],
): ValidationResult {
  const all = syntax.length === 0 ? found : [...syntax, ...found];
  const issues = document === undefined ? all : all.map((issue) => placed(issue, document));
  let undecided = 0;
  for (const issue of issues) if (issue.undecided === true) undecided += countOf(issue);
  return { issues, undecided };
}

function placed(issue: Issue, document: FhirDocument): Issue {
  if (issue.at.line !== undefined) return issue;
  const { property } = issue.params;
  const below = typeof property === 'string' ? `${issue.at.expression}.${property}` : issue.at.expression;
  const place = document.locate(below);
  return place === undefined ? issue : { ...issue, at: { ...issue.at, ...place } };
}
