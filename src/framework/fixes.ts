import type { CriterionResult, Finding, Fix, Score } from '../model/index.js';
import { meaning, percent } from './basis.js';
import type { Criterion, Framework } from './framework.js';
import { gateName } from './stages.js';

const GATE = 3;
const SAFETY = 5;
/** Answering a question takes less than changing a system. */
const ANSWER_EFFORT = 1;
const TOP = 5;

const isQuestion = (result: CriterionResult): boolean =>
  result.state === 'unknown' && result.evidence.every((kind) => kind === 'declared' || kind === 'computed');

function target(framework: Framework, criterion: Criterion, level: number): string {
  const ladder = criterion.ladder === undefined ? undefined : framework.ladders[criterion.ladder];
  const rung = ladder?.[level - 1];
  if (rung !== undefined) {
    const sure = criterion.estimator === 'sample' ? ', with 95 % confidence' : '';
    return `Level ${level} takes ${percent(rung).replace('.0 ', ' ')} or more${sure}.`;
  }
  return `Level ${level} means: ${meaning(criterion, level)}.`;
}

function action(framework: Framework, criterion: Criterion, result: CriterionResult, finding?: Finding): string {
  if (result.state === 'unknown') return result.settles ?? criterion.settledBy;
  const open = result.gates.filter(({ state }) => state !== 'met').map(({ need }) => need);
  const next = Math.min(...(open.length > 0 ? open : [result.level[0] + 1]));
  const wanted = target(framework, criterion, next);
  const capped = result.state === 'declared' && result.level[0] === criterion.declaredOnlyMax;
  if (result.level[1] >= next && (result.upperBoundOnly || capped)) return `${criterion.settledBy} ${wanted}`;
  if (result.state === 'declared')
    return result.level[1] >= next
      ? `${wanted} Give better evidence: dated, reviewed by a second person, or certified.`
      : wanted;
  if (result.level[1] >= next) return `${wanted} The evidence so far leaves it open: provide more records.`;
  return finding === undefined ? wanted : `${finding.remedy} ${wanted}`;
}

/** Share of the records that fail, by the middle of the interval; 0 where the criterion is no share. */
const failing = ({ share, state }: CriterionResult): number =>
  share === undefined || state !== 'measured' ? 0 : 1 - (share[0] + share[1]) / 2;

/** Nothing in the records stands in the way; what is missing is a release to judge them by, which no reader can put right. */
const awaitsRelease = (criterion: Criterion | undefined, result: CriterionResult | undefined): boolean =>
  criterion?.needsRelease === true &&
  (result?.state === 'unknown' || (result?.upperBoundOnly === true && result.level[1] === TOP));

/**
 * What is worth fixing, best first: (gates unlocked x 3 + safety x 5 + failing share) over effort; ties in the order of the framework.
 * What only awaits a terminology release comes last.
 */
export function rankFixes(framework: Framework, score: Score, findings: readonly Finding[]): readonly Fix[] {
  const order = new Map(framework.criteria.map(({ id }, index) => [id, index]));
  const waits = ({ criterion }: Fix): number =>
    Number(
      awaitsRelease(
        framework.criteria.find(({ id }) => id === criterion),
        score.criteria.find(({ id }) => id === criterion),
      ),
    );
  const place = ({ criterion }: Fix): number => order.get(criterion) ?? order.size;
  return score.criteria
    .flatMap((result): Fix[] => {
      const criterion = framework.criteria.find(({ id }) => id === result.id);
      const gates = result.gates.filter(({ state }) => state !== 'met');
      const gains = gates.length > 0 || (failing(result) > 0 && result.level[0] < TOP);
      if (criterion === undefined || !gains) return [];
      const own = findings.filter((finding) => finding.criteria.includes(result.id));
      const worth = gates.length * GATE + (result.safety && gates.length > 0 ? SAFETY : 0) + failing(result);
      const effort = isQuestion(result) ? ANSWER_EFFORT : criterion.effort;
      return [
        {
          criterion: result.id,
          title: result.statement,
          kind: result.state === 'unknown' ? (isQuestion(result) ? 'answer' : 'measure') : 'improve',
          action: action(framework, criterion, result, own[0]),
          owner: own[0]?.owner ?? result.owner,
          gates: gates.map(({ stage, need }) => `${stage} ${gateName({ criterion: result.id, need })}`),
          findings: own.map((finding) => finding.fingerprint),
          priority: Math.round((worth / effort) * 1000) / 1000,
        },
      ];
    })
    .sort((a, b) => waits(a) - waits(b) || b.priority - a.priority || place(a) - place(b));
}
