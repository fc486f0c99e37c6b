import type { Issue } from '../../model/index.js';

/** Codes of R4 `issue-type` by how our issue codes begin; the first that fits. */
const TYPES: readonly (readonly [RegExp, string])[] = [
  [/^no-issue$/, 'informational'],
  [/^tool-fault$/, 'exception'],
  [/^issues-left-out$/, 'too-costly'],
  [/^(cardinality-min|value-required|extension-url-missing|resource-type-missing)/, 'required'],
  [/^(invariant|slic|profile)/, 'invariant'],
  [/^(binding|code|coding|terminology|display|ucum|SCT-|DMD-)/, 'code-invalid'],
  [/^(bundle-)?reference-(syntax|type|ambiguous)/, 'value'],
  [/^(bundle-)?reference|narrative-link/, 'not-found'],
  [/^extension/, 'extension'],
  [/^duplicate/, 'duplicate'],
  [
    /^(json|xml|encoding|gzip|nest|object|type-not|cardinality-max|unknown|empty|null|array|not-a-|no-resource|resource-type|file|line)/,
    'structure',
  ],
  [/^(value|fixed|pattern|primitive|max-length|date|decimal|id|html|example|NHS|ODS)/, 'value'],
];

/** The R4 `issue-type` an issue falls under. */
export function issueTypeOf(issue: Issue): string {
  if (issue.undecided === true) return 'incomplete';
  return TYPES.find(([pattern]) => pattern.test(issue.code))?.[1] ?? 'processing';
}
