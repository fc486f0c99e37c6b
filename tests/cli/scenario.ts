import { readFileSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { ChildProcess } from 'node:child_process';
import type { DemoServer } from '../../src/demo/index.js';
import type { Assessment } from '../../src/model/index.js';
import { runCli, temporaryFolder } from '../support/cli.js';
import type { CliOptions, CliResult } from '../support/cli.js';
import { startRogue } from './rogue.js';
import type { Rogue, Twist } from './rogue.js';

/** Options that keep a run small. */
export const SMALL = [
  '--types',
  'Patient,Observation,Condition',
  '--sample-size',
  '20',
  '--lens',
  'synthetic',
  '--seed',
  '7',
];

export interface Ran extends CliResult {
  readonly folder: string;
  /** Every file written, by name. */
  readonly files: Readonly<Record<string, string>>;
  /** Everything that left the process. */
  readonly everything: string;
  readonly seconds: number;
  readonly assessment: Assessment | undefined;
}

/** Runs a command in a folder of its own, and gives all that came of it. */
export async function runIn(args: readonly string[], options: CliOptions = {}): Promise<Ran> {
  const folder = temporaryFolder();
  const before = Date.now();
  try {
    const result = await runCli(args, { cwd: folder, ...options });
    const names = readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name));
    const files = Object.fromEntries(names.map((path) => [path.slice(folder.length + 1), readFileSync(path, 'utf8')]));
    const json = Object.entries(files).find(([name]) => name.endsWith('assessment.json'))?.[1];
    return {
      ...result,
      folder,
      files,
      everything: [result.out, result.err, ...Object.values(files)].join('\n'),
      seconds: (Date.now() - before) / 1000,
      assessment: json === undefined ? undefined : (JSON.parse(json) as Assessment),
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

export interface Attack {
  readonly twist: Twist;
  readonly args?: readonly string[];
  /** The server whose answers are twisted; default one of its own. */
  readonly demo?: DemoServer;
  readonly started?: (child: ChildProcess, rogue: Rogue) => void;
}

/** Assesses a rogue server with a token, into the folder `out`. */
export async function assessRogue({ twist, args = [], demo, started }: Attack): Promise<Ran> {
  const rogue = await startRogue(twist, demo);
  try {
    return await runIn(
      [
        'assess',
        rogue.url,
        '--token-env',
        'ROGUE_TOKEN',
        '--trust-type',
        'acute',
        '--out-dir',
        'out',
        ...SMALL,
        ...args,
      ],
      {
        env: { ROGUE_TOKEN: rogue.token },
        ...(started === undefined
          ? {}
          : {
              started: (child) => {
                started(child, rogue);
              },
            }),
      },
    );
  } finally {
    await rogue.close();
  }
}
