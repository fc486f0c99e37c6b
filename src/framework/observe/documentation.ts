import type { Evidence, Observations, ScoreContext } from '../../model/index.js';
import type { Answers } from '../answers.js';
import type { FrameworkData } from '../framework.js';
import { graded } from './answering.js';
import { openApi } from './governance.js';

const CRITERION = 'O07';
/** The level that documentation open to the public is. */
const OPEN = 3;

/**
 * O07 where the documentation that the answers name was opened: its being public is measured; a test environment and published terms
 * count beside it as far as their evidence carries.
 * @param runOn ISO date of the run
 */
export function observeDocumentation(
  evidence: Evidence,
  context: ScoreContext,
  framework: FrameworkData,
  answers: Answers | undefined,
  runOn: string,
): Observations {
  const criterion = framework.criteria.find(({ id }) => id === CRITERION);
  const seen = evidence.documentation;
  if (seen?.state !== 'seen' || criterion === undefined || answers === undefined) return {};
  const { open, status } = seen.value;
  if (status >= 500 || status === 429) return {};
  const asOf = context.lens === 'synthetic' ? (answers.asOf ?? runOn) : runOn;
  const question = { framework, criterion, context, answers, asOf };
  const declared = openApi(question);
  const claimed = declared?.state === 'declared' ? (declared.level ?? 0) : 0;
  const carried = framework.declared.caps[graded(question, answers.api?.evidence).grade];
  return {
    [CRITERION]: open
      ? {
          state: 'measured',
          level: Math.max(OPEN, Math.min(claimed, carried)),
          detail: 'The documentation opens without a login',
        }
      : {
          state: 'measured',
          level: Math.min(1, claimed),
          detail: `The documentation does not open for everybody (status ${status})`,
        },
  };
}
