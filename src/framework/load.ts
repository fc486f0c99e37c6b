import { ReadinessError } from '../model/index.js';
import { readShipped, requireValid } from '../schemas/check.js';
import { TOP_LEVEL } from './framework.js';
import type { Criterion, Framework, FrameworkData } from './framework.js';

const SHIPPED = 'frameworks/nhs-interoperability.json';

/** The framework as shipped; a test holds it against its schema. */
export const shippedFramework = (): Framework => ({ ...(readShipped(SHIPPED) as FrameworkData), custom: false });

/** The same text for the same content, whatever the order of its properties. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (key, inner: unknown) => {
    if (key === '$schema') return undefined;
    if (inner === null || typeof inner !== 'object' || Array.isArray(inner)) return inner;
    return Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)));
  });
}

function criterionProblem(framework: FrameworkData, criterion: Criterion): string | undefined {
  const { ladder, estimator, thresholds } = criterion;
  if (!framework.dimensions.some(({ id }) => id === criterion.dimension))
    return `names a dimension that is not there (${criterion.dimension})`;
  if ((estimator === 'sample' || estimator === 'exact') && (ladder === undefined || !(ladder in framework.ladders)))
    return 'needs a ladder that is there';
  if (estimator === 'value' && thresholds?.length !== TOP_LEVEL) return `needs ${TOP_LEVEL} thresholds`;
  return undefined;
}

function requireSound(framework: FrameworkData): void {
  const problems = framework.criteria.flatMap((criterion, index) => {
    const twice = framework.criteria.findIndex(({ id }) => id === criterion.id) !== index;
    const problem = twice ? 'stands there twice' : criterionProblem(framework, criterion);
    return problem === undefined ? [] : [`${criterion.id} ${problem}`];
  });
  for (const [name, rungs] of Object.entries(framework.ladders))
    if (rungs.some((rung, index) => rung <= (rungs[index - 1] ?? 0))) problems.push(`ladder ${name} does not rise`);
  if (problems.length > 0)
    throw new ReadinessError('framework.invalid', `The framework cannot be scored with: ${problems.join('; ')}.`);
}

/**
 * Makes a framework of a parsed file: checked against its schema and for soundness.
 * Whatever differs from the shipped one is `custom`: its result carries no stage label.
 * @throws ReadinessError `framework.invalid` naming the places
 */
export async function loadFramework(document: unknown): Promise<Framework> {
  await requireValid('framework', document, 'The framework');
  const framework = document as FrameworkData;
  requireSound(framework);
  return { ...framework, custom: canonical(document) !== canonical(readShipped(SHIPPED)) };
}
