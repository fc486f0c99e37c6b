import { execFileSync } from 'node:child_process';
import { cpus, loadavg } from 'node:os';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { openDefinitions } from '../../definitions/index.js';
import { createXmlTypes } from '../../definitions/xml-types.js';
import { readDocument } from '../../fhir/index.js';
import { createValidator, type ValidatorOptions } from '../../validator/index.js';
import { benchData, type BenchData, type Mix, type Pair } from './data.js';
import { recordCalls, type InvariantCall } from './invariant-calls.js';
import { measure, type Measured, type Work } from './measure.js';
import { measureMemory } from './memory.js';
import { MEDPLUM, openMedplum } from './peers.js';
import { fasterRow, renderRows, timesRow, type Row } from './row.js';
import { measureStartUp } from './start-up.js';

/** So many that the median holds still: of nine it moved by 4 %. */
const ROUNDS = 25;
const START_UP_ROUNDS = 21;
const LARGE = 1e9;

const parse: Work<string> = (line) => Number(typeof JSON.parse(line) === 'object');
const every = <T>(items: readonly T[], nth: number): readonly T[] => items.filter((_, index) => index % nth === 0);

async function run(): Promise<void> {
  const { values: flags } = parseArgs({
    options: {
      peers: { type: 'boolean', default: false },
      memory: { type: 'boolean', default: false },
      only: { type: 'string' },
    },
  });

  const data = benchData();
  if (flags.only !== undefined) {
    console.log(JSON.stringify(validatingOnly(data, Number(flags.only))));
    return;
  }
  const load = (): string =>
    loadavg()
      .map((value) => value.toFixed(1))
      .join(' ');
  console.log(`Node ${process.version}, ${cpus().length} cores, load ${load()}. Data: ${data.source}.`);
  for (const mix of [data.bundles, data.ukCore]) console.log(describe(mix));
  const rows = [
    ...validating(data),
    ...reading(data),
    ...invariants(data),
    ...(flags.peers ? medplum(data.bundles) : [peerNotMeasured()]),
    ...measureStartUp(START_UP_ROUNDS),
    flags.memory ? await measureMemory(data.ukCore.lines, LARGE) : memoryNotMeasured(),
  ];
  console.log(
    `\n${renderRows(rows)}\nLoad at the end: ${load()}. Multiples are of CPU time, in one run; start-up is by the clock.`,
  );
}

function describe({ name, lines, bytes, bundleShare }: Mix): string {
  return `  ${name}: ${lines.length} lines, ${(bytes / 1e6).toFixed(1)} MB, ${Math.round(100 * bundleShare)} % of it Bundles`;
}

interface Contest {
  readonly mix: keyof Pick<BenchData, 'bundles' | 'ukCore'>;
  readonly options: ValidatorOptions;
  readonly over: string;
  readonly checks: string;
  /** Undefined where no bound is set. */
  readonly most: number | undefined;
}

function contests(): readonly Contest[] {
  const rules = 'structure, bindings, all invariants, references, narrative and every other rule of the default set';
  const both = 'R4 + UK Core';
  return [
    {
      mix: 'bundles',
      options: { ukCore: 'none' },
      over: 'R4',
      checks: `${rules}, by R4 and the profiles of R4`,
      most: 2.5,
    },
    { mix: 'bundles', options: {}, over: both, checks: `${rules}; UK Core profiles in every entry`, most: undefined },
    { mix: 'ukCore', options: {}, over: both, checks: `${rules}; UK Core profiles`, most: 2.2 },
  ];
}

/** Each in a process of its own, as a command has it: what the engine learns of one would slow the next. */
function validating(data: BenchData): readonly Row[] {
  return contests().map(({ mix: name, over, checks, most }, index) => {
    const mix = data[name];
    const own = [fileURLToPath(import.meta.url), '--only', String(index)];
    const measured = JSON.parse(execFileSync(process.execPath, own, { encoding: 'utf8' })) as Measured;
    const subject = { what: `parse + validate, ${mix.name}, ${over}, over JSON.parse`, checks };
    return timesRow(subject, measured, most, mix.bytes / mix.lines.length);
  });
}

function validatingOnly(data: BenchData, index: number): Measured {
  const contest = contests()[index];
  if (contest === undefined) throw new Error(`There is no row ${index}`);
  return measure(validateLine(contest.options), parse, data[contest.mix].lines, ROUNDS);
}

function validateLine(options: ValidatorOptions): Work<string> {
  const validator = createValidator(options);
  return (line) => validator.validate(JSON.parse(line)).issues.length;
}

function reading({ bundles, ukCore, pairs }: BenchData): readonly Row[] {
  const types = createXmlTypes(openDefinitions({ ukCore: 'none' }));
  const readJson: Work<string> = (line) => readDocument(line, { format: 'json' }).issues.length;
  const place: Work<string> = (line) => readDocument(line, { format: 'json' }).locate('$this.id')?.line ?? 0;
  const text = (what: string, checks: string, work: Work<string>, mix: Mix): Row =>
    timesRow(
      { what: `${what}, ${mix.name}, over JSON.parse`, checks },
      measure(work, parse, mix.lines, ROUNDS),
      undefined,
      mix.bytes / mix.lines.length,
    );
  const tree = 'the tree, depth, properties given twice';
  const xml = {
    what: 'XML reading, over JSON.parse of the same resources',
    checks: 'the tree, namespaces, element order, attributes, places',
  };
  const rounds = pairs.flatMap((pair) => Array.from({ length: 10 }, () => pair));
  return [
    text('text pass of clean documents', tree, readJson, bundles),
    text('text pass of clean documents', tree, readJson, ukCore),
    text('text pass with places (for lines with issues)', `${tree}, then line and column of an element`, place, ukCore),
    rounds.length === 0
      ? { ...xml, why: 'no examples in both formats here' }
      : timesRow(
          xml,
          measure<Pair>(
            (pair) => readDocument(pair.xml, { format: 'xml', types }).issues.length,
            ({ json }) => parse(json),
            rounds,
            ROUNDS,
          ),
        ),
  ];
}

function invariants({ bundles, ukCore }: BenchData): readonly Row[] {
  const calls = recordCalls([...every(bundles.lines, 10), ...every(ukCore.lines, 10)]);
  const own: Work<InvariantCall> = (call) => Number(call.own(call.node, call.context));
  const engine: Work<InvariantCall> = (call) => Number(call.engine(call.node, call.context) === true);
  const subject = {
    what: 'evaluating invariants: ours against fhirpath.js, times faster',
    checks: `the same ${calls.length} evaluations on the same nodes (R4 and UK Core, all but ele-1, ext-1 and dom-3), expressions compiled before`,
  };
  return [fasterRow(subject, measure(engine, own, calls, 5), 50)];
}

const medplumSubject = (ours: string): { readonly what: string; readonly checks: string } => ({
  what: `parse + validate, Bundle-heavy: ours (${ours}) against Medplum ${MEDPLUM} (R4), times faster`,
  checks: `Medplum: structure and invariants of R4; no bindings, no UK Core. Ours: the full default rule set, by ${ours}`,
});

function medplum({ lines }: Mix): readonly Row[] {
  const peer = openMedplum();
  const sample = every(lines, 5);
  return [
    fasterRow(medplumSubject('R4'), measure(peer, validateLine({ ukCore: 'none' }), sample, 5), 10),
    fasterRow(medplumSubject('R4 + UK Core'), measure(peer, validateLine({}), sample, 5), 10),
  ];
}

const peerNotMeasured = (): Row => ({
  ...medplumSubject('R4'),
  why: 'run npm run bench -- --peers (npm installs 96 MB into .tmp/peers)',
});

const memoryNotMeasured = (): Row => ({
  what: 'memory: validate 1 GB of NDJSON',
  checks: 'everything validate does by default',
  why: 'run npm run bench -- --memory (takes a minute or two and 1 GB of temporary space)',
});

await run();
