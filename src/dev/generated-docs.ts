import { checks } from '../checks/index.js';
import { INPUT } from '../cli/input-messages.js';
import { TOP_LEVEL } from '../framework/framework.js';
import { shippedFramework } from '../framework/index.js';
import type { Criterion, Framework } from '../framework/index.js';
import type { Reference } from '../model/index.js';
import { SNOMED_CHECKS } from '../terminology/snomed/index.js';
import { ISSUE_CODES, explainIssue } from '../validator/messages/index.js';

const NOTE = '<!-- Written by `npm run docs` from the code: change the words there, not here. -->';

const OWNERS = {
  supplier: 'supplier',
  'trust-config': 'trust, set-up',
  'trust-data': 'trust, data',
  national: 'national',
} as const;

/** Text that Markdown must not read as markup. */
const plain = (text: string): string => text.replace(/[\\`*_[\]<>|]/g, (mark) => `\\${mark}`).replace(/\s+/g, ' ');

const code = (text: string): string => (text.includes('`') ? `\`\` ${text} \`\`` : `\`${text}\``);

const link = ({ title, url }: Reference): string => (url === undefined ? plain(title) : `[${plain(title)}](${url})`);

/** A source as `explain` names it: a URL, or a page of these docs. */
const source = (reference: string): string =>
  reference.startsWith('http') ? `<${reference}>` : `[${reference}](${reference.replace(/^docs\//, '')})`;

const bullets = (parts: readonly (readonly [label: string, text: string])[]): string =>
  parts
    .filter(([, text]) => text !== '')
    .map(([label, text]) => `- **${label}:** ${text}`)
    .join('\n');

const section = (id: string, title: string, parts: readonly (readonly [string, string])[]): string =>
  `### ${id}\n\n**${plain(title)}**\n\n${bullets(parts)}`;

const page = (title: string, intro: string, sections: readonly string[]): string =>
  `${NOTE}\n\n# ${title}\n\n${intro}\n\n${sections.join('\n\n')}\n`;

const contents = (ids: readonly string[]): string => ids.map((id) => `[${id}](#${id.toLowerCase()})`).join(' · ');

function checksPage(): string {
  const intro = `What \`probe\` and \`assess\` check on an endpoint: ${checks.length} checks. An outcome is *pass*, *warn*, *fail*, *unknown* (it could not be tried, with the reason) or *not applicable*; unknown is never a fault of the server. A check sees only the facts named under *looks at*. \`fhir-readiness explain ID\` prints the same text.\n\n${contents(checks.map(({ id }) => id))}`;
  return page(
    'Checks',
    intro,
    checks.map(({ id, title, why, remedy, owner, severity, references, needs }) =>
      section(id, title, [
        ['Priority', severity],
        ['Why', plain(why)],
        ['Remedy', plain(remedy)],
        ['Who fixes it', OWNERS[owner]],
        ['Looks at', needs.map(code).join(', ')],
        ['Source', references.map(link).join('; ')],
      ]),
    ),
  );
}

function issuesPage(): string {
  const codes = [...new Set([...ISSUE_CODES, ...Object.keys(INPUT)])].sort();
  const intro = `Every code that an issue of \`validate\`, and of the conformance part of \`assess\`, can carry: ${codes.length} of them. Codes are stable; the severity of an issue depends on the rule and the options, and is part of the result. What could not be decided is of severity *information* and marked *undecided*. \`fhir-readiness explain CODE\` prints the same text.\n\n${contents(codes)}`;
  return page(
    'Validation issues',
    intro,
    codes.flatMap((id) => {
      const found = explainIssue(id) ?? INPUT[id];
      if (found === undefined) return [];
      return [
        section(id, found.title, [
          ['Rule', plain(found.rule)],
          ['Example', found.example === '' ? '' : code(found.example)],
          ['Remedy', plain(found.fix)],
          ['Source', source(found.reference)],
        ]),
      ];
    }),
  );
}

function snomedPage(): string {
  const intro = `Rules on codings that need no SNOMED CT release; [SNOMED CT](snomed.md) says how they are used and what they cannot see. The severity is that of the finding in an assessment.\n\n${contents(SNOMED_CHECKS.map(({ id }) => id))}`;
  return page(
    'SNOMED CT and dm+d rules',
    intro,
    SNOMED_CHECKS.map(({ id, title, why, remedy, owner, severity, scope }) =>
      section(id, title, [
        ['Severity', severity],
        ['Looks at', scope === 'coding' ? 'each Coding' : 'each CodeableConcept as a whole'],
        ['Why', plain(why)],
        ['Remedy', plain(remedy)],
        ['Who fixes it', OWNERS[owner]],
      ]),
    ),
  );
}

/** What each level of a criterion takes. */
function levels(framework: Framework, { ladder, thresholds, levels: words, estimator }: Criterion): string {
  if (words !== undefined)
    return Array.from({ length: TOP_LEVEL + 1 }, (_, level) => level)
      .flatMap((level) => (words[level] === undefined ? [] : [`${level}: ${plain(words[level])}`]))
      .join('; ');
  const rungs = framework.ladders[ladder ?? '']?.map((share) => `${Math.round(share * 100)} %`);
  const climbed = (rungs ?? thresholds?.map(String) ?? []).map((rung, index) => `${index + 1}: ${rung}`).join(', ');
  return estimator === 'sample' ? `${climbed}, read at both ends of the 95 % interval` : climbed;
}

const gates = (criterion: Criterion, framework: Framework): string =>
  framework.stages
    .flatMap(({ id, label }) => (criterion.gates[id] === undefined ? [] : [`${label} ${criterion.gates[id]}`]))
    .join(', ') || 'none';

function criterionSection(framework: Framework, criterion: Criterion): string {
  const { id, statement, measure, why, settledBy, weight, evidence, owner, trustTypes, supplier, sources } = criterion;
  const asked = [...trustTypes, ...(supplier ? ['supplier'] : [])].join(', ');
  return section(id, statement, [
    ['Weight', String(weight)],
    ['Measured by', plain(measure)],
    ['Evidence', evidence.join(', ')],
    ['Levels', levels(framework, criterion)],
    ['Gates (level needed)', gates(criterion, framework)],
    ['Why', plain(why)],
    ['Settled by', plain(settledBy)],
    ['Asked of', asked],
    ['Who fixes it', OWNERS[owner]],
    ['Source', sources.map(({ name }) => plain(name)).join('; ')],
  ]);
}

function criteriaPage(): string {
  const framework = shippedFramework();
  const intro = `The ${framework.criteria.length} criteria of the maturity profile \`${framework.id}\` ${framework.version}; [the maturity profile](framework.md) says how they become levels and stages. The data stand in [\`profiles/frameworks\`](../profiles/frameworks/nhs-interoperability.json).\n\n${contents(framework.criteria.map(({ id }) => id))}`;
  return page(
    'Criteria',
    intro,
    framework.dimensions.flatMap(({ id, title, about, weight }) => [
      `## ${title}\n\n${plain(about)}. ${weight} of 100.`,
      ...framework.criteria
        .filter(({ dimension }) => dimension === id)
        .map((criterion) => criterionSection(framework, criterion)),
    ]),
  );
}

/** The pages of `docs/` that are made from the code, by file name. */
export const generatedDocs = (): ReadonlyMap<string, string> =>
  new Map([
    ['checks.md', checksPage()],
    ['issues.md', issuesPage()],
    ['snomed-rules.md', snomedPage()],
    ['criteria.md', criteriaPage()],
  ]);
