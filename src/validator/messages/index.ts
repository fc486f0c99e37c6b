import { SYNTAX } from '../../fhir/messages.js';
import type { Issue } from '../../model/index.js';
import { BUNDLES } from './bundles.js';
import { DEFINITIONS } from './definitions.js';
import type { Entries, Explanation } from './entry.js';
import { EXTENSIONS } from './extensions.js';
import { NARRATIVES } from './narratives.js';
import { PROFILES } from './profiles.js';
import { QUESTIONNAIRES } from './questionnaires.js';
import { REFERENCES } from './references.js';
import { RESPONSES } from './responses.js';
import { STRUCTURE } from './structure.js';
import { STRUCTURES } from './structures.js';
import { TERMINOLOGY } from './terminology.js';
import { UK } from './uk.js';
import { VALUES } from './values.js';

export type { Explanation } from './entry.js';

const ENTRIES: Entries = {
  ...STRUCTURE,
  ...VALUES,
  ...PROFILES,
  ...EXTENSIONS,
  ...TERMINOLOGY,
  ...REFERENCES,
  ...BUNDLES,
  ...NARRATIVES,
  ...QUESTIONNAIRES,
  ...RESPONSES,
  ...DEFINITIONS,
  ...STRUCTURES,
  ...UK,
  ...SYNTAX,
};

/** Codes of all issues that have words. */
export const ISSUE_CODES: readonly string[] = Object.keys(ENTRIES);

/** The English of an issue, on one line: what was found, what is expected, and the profile that asks for it. Never a value of the record. */
export function message(issue: Issue): string {
  const own = Object.hasOwn(ENTRIES, issue.code) ? ENTRIES[issue.code] : undefined;
  return own?.say(issue.params) ?? issue.code;
}

/** What a code means: the rule, where it comes from, an example and the fix; undefined for an unknown code. */
export function explainIssue(code: string): Explanation | undefined {
  const found = Object.hasOwn(ENTRIES, code) ? ENTRIES[code] : undefined;
  if (found === undefined) return undefined;
  const { title, rule, reference, example, fix } = found;
  return { title, rule, reference, example, fix };
}

export { message as describeIssue };
