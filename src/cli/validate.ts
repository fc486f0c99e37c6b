import { Option, type Command } from 'commander';

/** The options of `validate`, as the command line gives them. */
export interface ValidateFlags {
  readonly profile?: readonly string[];
  readonly package?: readonly string[];
  readonly ukCore: '2.0.2' | 'stu3-preview' | 'none';
  readonly terminology: string;
  readonly defaultProfiles: 'all' | 'root' | 'none';
  readonly unknownExtensions: 'error' | 'warning' | 'ignore';
  readonly failOn: FailOn;
  readonly format?: readonly string[];
  readonly stdinFilepath?: string;
}

export const FAIL_ON = ['fatal', 'error', 'warning', 'information', 'undecided', 'never'] as const;
export type FailOn = (typeof FAIL_ON)[number];

const collect = (value: string, earlier: readonly string[] | undefined): readonly string[] => [
  ...(earlier ?? []),
  value,
];

const EXAMPLES = `
Examples:
  $ fhir-readiness validate patient.json
  $ fhir-readiness validate export/ --fail-on warning -f text -f json=results.json
  $ fhir-readiness validate 'export/**/Observation*.ndjson.gz' --uk-core stu3-preview
  $ cat bundle.xml | fhir-readiness validate - --stdin-filepath bundle.xml --format outcome
  $ fhir-readiness validate a.json --package ./my-profiles --profile https://example.nhs.uk/StructureDefinition/MyPatient

Values of records are never printed: results hold places, paths and codes.
Exit codes: 0 no issue at or above --fail-on, 1 at least one, 2 usage or an unreadable path, 5 a fault of this tool.
`;

/** Adds the command `validate`. */
export function registerValidate(program: Command): void {
  program
    .command('validate')
    .description('Validate files, folders, patterns, NDJSON or standard input against R4 and UK Core')
    .argument('<paths...>', 'files (JSON, XML, .ndjson, .ndjson.gz), folders, glob patterns; - for standard input')
    .optionsGroup('What is judged:')
    .option('--profile <canonical>', 'judge every resource against this profile too; repeatable', collect)
    .option('--package <spec>', 'FHIR package: folder, .tgz or name#version; repeatable', collect)
    .addOption(
      new Option('--uk-core <version>', 'UK Core to judge against')
        .choices(['2.0.2', 'stu3-preview', 'none'])
        .default('2.0.2'),
    )
    .addOption(
      new Option(
        '--default-profiles <which>',
        'where a resource names no profile, the UK Core profile of its type: also in Bundle entries, for the root only, never',
      )
        .choices(['all', 'root', 'none'])
        .default('all'),
    )
    .addOption(
      new Option('--unknown-extensions <how>', 'extensions whose definition is not at hand')
        .choices(['error', 'warning', 'ignore'])
        .default('warning'),
    )
    .option('--terminology <where>', 'offline: decide codes by what is held locally, the rest is undecided', 'offline')
    .optionsGroup('Results:')
    .option('-f, --format <name[=file]>', 'text (default), json, outcome, junit or sarif; repeatable', collect)
    .addOption(
      new Option(
        '--fail-on <severity>',
        'exit 1 from that severity on; undecided: errors and whatever could not be decided',
      )
        .choices(FAIL_ON)
        .default('error'),
    )
    .option('--stdin-filepath <name>', 'what to call standard input; its ending tells the format')
    .addHelpText('after', EXAMPLES)
    .action(async (paths: readonly string[], flags: ValidateFlags) => {
      const { runValidate } = await import('./run-validate.js');
      process.exitCode = await runValidate(paths, flags);
    });
}
