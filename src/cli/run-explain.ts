import { checks } from '../checks/index.js';
import { shippedFramework } from '../framework/index.js';
import type { Criterion } from '../framework/index.js';
import type { ExitCode } from '../model/index.js';
import { EXIT, ReadinessError } from '../model/index.js';
import { SNOMED_CHECKS } from '../terminology/snomed/index.js';
import { ISSUE_CODES, explainIssue } from '../validator/messages/index.js';
import { INPUT } from './input-messages.js';
import { nearest } from './nearest.js';
import { openTerminal } from './terminal.js';

/** What is said of an id: a title, then labelled paragraphs. */
interface Explained {
  /** As it is spelt, however it was asked for. */
  readonly id: string;
  readonly kind: string;
  readonly title: string;
  readonly parts: readonly (readonly [label: string, text: string])[];
}

const LEVELS = [0, 1, 2, 3, 4, 5] as const;

function explainCheck(id: string): Explained | undefined {
  const check = checks.find((one) => one.id === id);
  if (check === undefined) return undefined;
  const references = check.references.map(({ title, url }) => (url === undefined ? title : `${title} <${url}>`));
  return {
    id,
    kind: `check, ${check.severity}`,
    title: check.title,
    parts: [
      ['Why', check.why],
      ['Remedy', check.remedy],
      ['Who fixes it', check.owner],
      ['Source', references.join('; ')],
    ],
  };
}

function explainSnomed(id: string): Explained | undefined {
  const rule = SNOMED_CHECKS.find((one) => one.id === id);
  if (rule === undefined) return undefined;
  return {
    id,
    kind: `SNOMED CT rule, ${rule.severity}`,
    title: rule.title,
    parts: [
      ['Why', rule.why],
      ['Remedy', rule.remedy],
      ['Who fixes it', rule.owner],
    ],
  };
}

function explainCriterion(id: string): Explained | undefined {
  const framework = shippedFramework();
  const criterion = framework.criteria.find((one) => one.id === id);
  if (criterion === undefined) return undefined;
  const gates = Object.entries(criterion.gates).map(([stage, level]) => `${stage} needs level ${level}`);
  return {
    id,
    kind: `criterion, ${criterion.dimension}, weight ${criterion.weight}`,
    title: criterion.statement,
    parts: [
      ['Measured by', criterion.measure],
      ['Why', criterion.why],
      ['Levels', levelsOf(criterion, framework.ladders[criterion.ladder ?? ''])],
      ['Gates', gates.length === 0 ? 'none' : gates.join(', ')],
      ['Settled by', criterion.settledBy],
      ['Evidence', criterion.facts.join(', ')],
      ['Source', criterion.sources.map(({ name }) => name).join('; ')],
    ],
  };
}

function levelsOf({ levels, thresholds }: Criterion, ladder: readonly number[] | undefined): string {
  if (levels !== undefined)
    return LEVELS.flatMap((level) => (levels[level] === undefined ? [] : [`${level}: ${levels[level]}`])).join('; ');
  const rungs = ladder?.map((share) => `${(share * 100).toFixed(0)} %`) ?? thresholds?.map(String) ?? [];
  return rungs.map((rung, index) => `${index + 1}: from ${rung}`).join('; ');
}

function explainCode(code: string): Explained | undefined {
  const found = explainIssue(code) ?? (Object.hasOwn(INPUT, code) ? INPUT[code] : undefined);
  if (found === undefined) return undefined;
  return {
    id: code,
    kind: 'validation issue',
    title: found.title,
    parts: [
      ['Rule', found.rule],
      ['Example', found.example],
      ['Remedy', found.fix],
      ['Source', found.reference],
    ],
  };
}

const issueCodes = (): readonly string[] => [...ISSUE_CODES, ...Object.keys(INPUT)];

const allIds = (): readonly (readonly [group: string, ids: readonly string[]])[] => [
  ['Checks', checks.map(({ id }) => id)],
  ['Criteria', shippedFramework().criteria.map(({ id }) => id)],
  ['SNOMED CT and dm+d rules', SNOMED_CHECKS.map(({ id }) => id)],
  ['Validation issues', issueCodes()],
];

/** Prints what an id means, or all ids. Throws ReadinessError (exit 2) with the nearest ids for an unknown one. */
export function runExplain(id: string | undefined): ExitCode {
  const terminal = openTerminal();
  if (id === undefined) {
    for (const [group, ids] of allIds())
      terminal.out(`${terminal.style('bold', group, 'out')}\n  ${wrap(ids.join(' '), 2)}\n`);
    return EXIT.met;
  }
  const upper = id.toUpperCase();
  const explained =
    explainCheck(upper) ??
    explainCriterion(upper) ??
    explainSnomed(upper) ??
    explainCode(issueCodes().find((code) => code.toLowerCase() === id.toLowerCase()) ?? '');
  if (explained === undefined) {
    const near = nearest(
      id,
      allIds().flatMap(([, ids]) => ids),
    );
    throw new ReadinessError(
      'cli.unknown-id',
      `There is no check, criterion, rule or issue "${id}".`,
      EXIT.usage,
      near.length === 0 ? 'Run explain without an id for a list.' : `Did you mean: ${near.join(', ')}?`,
    );
  }
  terminal.out(`${terminal.style('bold', `${explained.id}  ${explained.title}`, 'out')}\n(${explained.kind})\n\n`);
  for (const [label, text] of explained.parts) if (text !== '') terminal.out(`${label.padEnd(14)}${wrap(text, 14)}\n`);
  return EXIT.met;
}

/** Breaks a text at spaces to 100 columns, following lines indented. */
function wrap(text: string, indent: number): string {
  const lines: string[] = [''];
  for (const word of text.split(' ')) {
    const last = lines.at(-1) ?? '';
    if (last !== '' && last.length + word.length + 1 > 100 - indent) lines.push(word);
    else lines[lines.length - 1] = last === '' ? word : `${last} ${word}`;
  }
  return lines.join(`\n${' '.repeat(indent)}`);
}
