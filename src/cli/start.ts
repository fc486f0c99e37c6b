import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Script } from 'node:vm';
import { EXIT } from '../model/errors.js';

/** By module of the program the file that holds it; written in by the build. */
declare const PARTS: Readonly<Record<string, string>>;

/** Of the CommonJS file that the build makes of this one. */
declare const require: Require;

type Require = (name: string) => unknown;
type Part = (exports: object, require: Require, module: { exports: object }, file: string) => void;

/** Compiled code is good for the very node that made it; V8 looks at it too. */
export const preparedFor = `${process.version}-${process.platform}-${process.arch}`;

/** The bundled program: its parts, each read when a module of it is asked for, with the compiled code that the build left beside it. */
export class Program {
  /** Scripts of the parts read so far, by file. */
  readonly scripts = new Map<string, Script>();
  readonly #parts = new Map<string, { exports: object }>();

  constructor(readonly folder: string) {}

  module(name: string): unknown {
    const part = PARTS[name];
    if (part === undefined) throw new Error(`The program has no module ${name}: run "npm run build"`);
    const { exports } = this.#parts.get(part) ?? this.#read(part);
    return (exports as Readonly<Record<string, unknown>>)[name];
  }

  #read(part: string): { exports: object } {
    const file = join(this.folder, part);
    const prepared = readPrepared(file);
    const script = new Script(readFileSync(file, 'latin1'), {
      filename: file,
      ...(prepared === undefined ? {} : { cachedData: prepared }),
    });
    this.scripts.set(file, script);
    const module = { exports: {} };
    this.#parts.set(part, module);
    const within: Require = (name) => (name.startsWith('./') ? this.module(name.slice(2)) : require(name));
    (script.runInThisContext() as Part)(module.exports, within, module, file);
    return module;
  }
}

/** Where nothing fits, the part is compiled as any other. */
function readPrepared(file: string): Buffer | undefined {
  try {
    return readFileSync(`${file}.${preparedFor}`);
  } catch {
    return undefined;
  }
}

/** Runs the command line in `folder`; what ends without an answer is a fault of this tool. */
export function start(folder: string, argv: readonly string[]): void {
  const { run } = new Program(folder).module('main.js') as { run: (argv: readonly string[]) => Promise<number> };
  let answered = false;
  process.once('exit', () => {
    if (!answered) process.exitCode ??= EXIT.internal;
  });
  void run(argv).then((code) => {
    answered = true;
    process.exitCode = code;
  });
}
