import type { Assessment, CriterionResult, Score } from '../model/index.js';
import { plural, range } from './words.js';

/** A gate named `M02>=4`, split and looked up. */
export interface HeldGate {
  readonly name: string;
  readonly criterion: CriterionResult | undefined;
  readonly id: string;
  readonly need: number;
}

export function heldGate(score: Score, name: string): HeldGate {
  const [id = name, need = '0'] = name.split('>=');
  return { name, id, need: Number(need), criterion: score.criteria.find((one) => one.id === id) };
}

const stageLabel = (score: Score, id: string): string =>
  score.framework.stages.find((stage) => stage.id === id)?.label ?? id;

/** The first stage that is not assured: the one `heldBy` speaks of. */
export function nextStage({ framework, stage }: Score): Score['framework']['stages'][number] | undefined {
  const held = framework.stages.findIndex(({ id }) => id === stage.assured);
  return framework.stages[Math.max(held, 0) + 1];
}

/** What falls short beside gates, in words. */
export function otherShortfalls(score: Score): readonly string[] {
  const needs = nextStage(score)?.needs;
  return score.stage.heldBy.other.map((name) => {
    switch (name) {
      case 'index':
        return `the index is assured at ${score.index[0].toFixed(1)}${needs === undefined ? '' : ` of the ${needs.index} needed`}`;
      case 'dimension':
        return `a dimension is assured below a mean of ${needs?.dimensionFloor ?? 0}`;
      case 'coverage':
        return `evidence covers only ${(score.coverage * 100).toFixed(0)} % of what counts${needs === undefined ? '' : `, ${(needs.coverage * 100).toFixed(0)} % is needed`}`;
      case 'trust-type':
        return 'the type of trust was not given';
      default:
        return name;
    }
  });
}

const isAnswer = ({ criterion }: HeldGate): boolean =>
  criterion?.state === 'unknown' && criterion.evidence.every((kind) => kind === 'declared' || kind === 'computed');

const and = (words: readonly string[]): string =>
  words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} and ${words.at(-1) ?? ''}`;

function missing(score: Score): string {
  const gates = score.stage.heldBy.undecided.map((name) => heldGate(score, name));
  const answers = gates.filter(isAnswer);
  const rest = gates.filter((gate) => !isAnswer(gate));
  const list = (of: readonly HeldGate[]): string => of.map(({ id }) => id).join(', ');
  return and([
    ...(answers.length > 0 ? [`${plural(answers.length, 'answer')} missing (${list(answers)})`] : []),
    ...(rest.length > 0 ? [`${plural(rest.length, 'criterion', 'criteria')} undecided (${list(rest)})`] : []),
    ...otherShortfalls(score),
  ]);
}

/** What holds the next stage back, in a phrase. */
export function heldPhrase(score: Score): string {
  const { notMet, undecided } = score.stage.heldBy;
  const [first, ...more] = (notMet.length > 0 ? notMet : undecided).map((name) => heldGate(score, name));
  if (first === undefined) return and(otherShortfalls(score));
  const words = first.criterion === undefined ? '' : ` (${first.criterion.statement})`;
  const rest = more.length === 0 ? '' : ` and ${more.length} more`;
  const open = notMet.length === 0 ? ', undecided so far' : '';
  return `${first.id}${words}${rest}${open}`;
}

/** The one line that says where the organisation or product stands. */
export function headline({ score, context }: Assessment): string {
  const { assured, potential, label, heldBy } = score.stage;
  const name =
    context.lens === 'synthetic'
      ? 'Capability stage (synthetic data)'
      : context.audience === 'supplier'
        ? 'Stage the product would support'
        : 'Assured stage';
  if (score.framework.custom) return `Custom profile, so no stage is named: index ${range(score.index, 1)} of 100`;
  const could = `could be ${label.potential ?? stageLabel(score, potential)}`;
  if (assured === 'notPlaced') return `Not placed: ${missing(score)}; ${could}`;
  const support = context.lens === 'synthetic' && context.audience === 'supplier' ? 'would support ' : '';
  const stage = `${name}: ${support}${label.assured ?? stageLabel(score, assured)}`;
  const held = heldBy.notMet.length + heldBy.undecided.length + heldBy.other.length > 0;
  return `${stage}${potential === assured ? '' : `, ${could}`}${held ? `, held by ${heldPhrase(score)}` : ''}`;
}

/** The lines that stand above everything where patients are at risk. */
export const unsafeLines = ({ score }: Assessment): readonly string[] =>
  score.unsafe.map((id) => `UNSAFE: ${id} failed: ${score.criteria.find((one) => one.id === id)?.statement ?? id}`);
