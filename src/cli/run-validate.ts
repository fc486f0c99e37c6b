import { createXmlTypes } from '../definitions/xml-types.js';
import { openDefinitions, type Definitions } from '../definitions/index.js';
import { EXIT, ReadinessError, type ExitCode } from '../model/index.js';
import type { RunContext, RunSummary } from '../report/outcome/items.js';
import { OutcomeTally } from '../report/outcome/tally.js';
import { printable } from '../report/printable.js';
import { createValidator } from '../validator/index.js';
import { describeIssue } from '../validator/messages/index.js';
import { toolVersion } from '../version.js';
import { readRecords } from './input-records.js';
import { loadPackages } from './load-packages.js';
import { findInputs, type Input } from './inputs.js';
import { nearest } from './nearest.js';
import { openTerminal, type Terminal } from './terminal.js';
import { openOutputs, type Outputs } from './validate-output.js';
import { validateRecord, type Judge } from './validate-record.js';
import { drawCount } from './validate-progress.js';
import { exitCodeOf } from './validate-verdict.js';
import type { ValidateFlags } from './validate.js';

/** Runs `validate` and returns its exit code. */
export async function runValidate(paths: readonly string[], flags: ValidateFlags): Promise<ExitCode> {
  const terminal = openTerminal();
  refuseRemote(flags.terminology);
  const inputs = await findInputs(paths, flags.stdinFilepath ?? '<stdin>');
  const packages = await loadPackages(flags.package ?? [], terminal);
  const definitions = openDefinitions({ ukCore: flags.ukCore, packages });
  for (const profile of flags.profile ?? []) refuseUnknown(profile, definitions);
  const judge = openJudge(definitions, flags);
  const context = contextOf(definitions, flags);
  const outputs = await openOutputs(flags.format ?? [], context, (tone, text) => terminal.style(tone, text, 'out'));
  const summary = await validateInputs(inputs, judge, outputs, terminal);
  tellTrouble(summary, terminal);
  return exitCodeOf(summary, flags.failOn);
}

function refuseRemote(terminology: string): void {
  if (terminology === 'offline') return;
  throw new ReadinessError(
    'cli.terminology',
    'A terminology server cannot be asked yet: --terminology takes "offline" only',
    EXIT.usage,
    'Codes that cannot be decided from what is held locally are reported as undecided.',
  );
}

function refuseUnknown(profile: string, definitions: Definitions): void {
  if (definitions.structure(profile) !== undefined) return;
  const why = definitions.whyUnusable?.(profile);
  if (why !== undefined) {
    throw new ReadinessError(
      'cli.unusable-profile',
      `A profile cannot be used. ${why}`,
      EXIT.usage,
      'Mend the package, or validate without this profile.',
    );
  }
  const near = nearestCanonicals(profile, definitions.canonicals('StructureDefinition'));
  throw new ReadinessError(
    'cli.unknown-profile',
    `No profile with the canonical ${profile} is held`,
    EXIT.usage,
    `${near.length === 0 ? '' : `Did you mean ${near.join(' or ')}? `}A package that carries it can be added with --package.`,
  );
}

/** A name without slashes is compared with the last step of each canonical. */
function nearestCanonicals(wanted: string, known: readonly string[]): readonly string[] {
  if (wanted.includes('/')) return nearest(wanted, known);
  const byName = new Map(known.map((url) => [url.slice(url.lastIndexOf('/') + 1), url]));
  return nearest(wanted, [...byName.keys()]).flatMap((name) => byName.get(name) ?? []);
}

function openJudge(definitions: Definitions, flags: ValidateFlags): Judge {
  const validator = createValidator({
    definitions,
    ukCore: flags.ukCore,
    defaultProfiles: flags.defaultProfiles,
    unknownExtensions: flags.unknownExtensions,
  });
  return {
    validator,
    options: { profiles: flags.profile ?? [] },
    types: createXmlTypes(definitions),
    describe: describeIssue,
  };
}

async function validateInputs(
  inputs: readonly Input[],
  judge: Judge,
  outputs: Outputs,
  terminal: Terminal,
): Promise<RunSummary> {
  const tally = new OutcomeTally();
  const progress = drawCount(terminal, inputs.length);
  for (const [index, input] of inputs.entries()) {
    try {
      for await (const record of readRecords(input)) {
        const item = validateRecord(record, input, judge);
        if (item === undefined) {
          tally.skip(input.name);
          continue;
        }
        tally.add(item);
        await outputs.item(item);
        progress.show(index, item.line);
      }
    } catch (error) {
      if (!isFileError(error)) throw error;
      tally.unopened(input.name);
    }
  }
  progress.clear();
  const summary = tally.summary();
  await outputs.end(summary);
  return summary;
}

/** Says on standard error what data on standard output must not be taken for. */
function tellTrouble(summary: RunSummary, terminal: Terminal): void {
  const error = terminal.style('red', 'error:');
  if (summary.faults > 0) {
    terminal.err(
      `${error} fhir-readiness itself failed on ${summary.faults} resources; they were not judged. Please report it.\n`,
    );
  }
  for (const file of summary.unopened) terminal.err(`${error} ${printable(file)} cannot be opened\n`);
  if (summary.resources === 0) terminal.err(`${error} no FHIR resource was found, so nothing was judged\n`);
}

function contextOf(definitions: Definitions, flags: ValidateFlags): RunContext {
  return {
    tool: { name: 'fhir-readiness', version: toolVersion() },
    definitions: definitions.packages,
    options: {
      ukCore: flags.ukCore,
      profiles: flags.profile ?? [],
      terminology: flags.terminology,
      defaultProfiles: flags.defaultProfiles,
      unknownExtensions: flags.unknownExtensions,
    },
  };
}

/** An error of the file system, not of ours. */
const isFileError = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' && /^E[A-Z]+$/.test(error.code);
