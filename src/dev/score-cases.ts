import { readFileSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { scoreObservations, shippedFramework } from '../framework/index.js';
import type { Observations, Score, ScoreContext } from '../model/index.js';

interface WorkedCase {
  readonly id: string;
  readonly context: ScoreContext;
  readonly observations: Observations;
}

const figures = ({ stage, index, coverage, unsafe, dimensions, criteria }: Score): object => ({
  assured: stage.assured,
  potential: stage.potential,
  index,
  coverage,
  unsafe,
  dimensions,
  heldBy: stage.heldBy,
  levels: Object.fromEntries(criteria.map(({ id, level, state }) => [id, [...level, state]])),
});

const { values, positionals } = parseArgs({ allowPositionals: true, options: { out: { type: 'string' } } });
const [file] = positionals;
if (file === undefined || values.out === undefined) {
  console.error('usage: npm run score-cases -- <cases.json> --out results.ndjson');
  process.exit(2);
}
const framework = shippedFramework();
const { cases } = JSON.parse(readFileSync(file, 'utf8')) as { cases: readonly WorkedCase[] };
const lines = cases.map(({ id, context, observations }) =>
  JSON.stringify({ id, result: figures(scoreObservations(framework, context, observations)) }),
);
writeFileSync(values.out, `${lines.join('\n')}\n`);
console.error(`${cases.length} cases scored with ${framework.id} ${framework.version}`);
