import { closeSync, mkdirSync, openSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import { ReadinessError } from '../model/index.js';
import type { OutcomeWriter, RunContext, RunSummary, ValidatedItem } from '../report/outcome/items.js';
import type { Paint } from '../report/outcome/text.js';
import { nearest } from './nearest.js';

/** Where a format goes: a file, or standard output. */
interface Destination {
  write(text: string): Promise<void>;
  close(): void;
}

/** The outputs of one run, fed together. */
export interface Outputs {
  item(item: ValidatedItem): Promise<void>;
  end(summary: RunSummary): Promise<void>;
}

/** Loaded when asked for. */
const WRITERS: Readonly<Record<string, (paint: Paint) => Promise<OutcomeWriter>>> = {
  async text(paint) {
    const { renderOutcomeText } = await import('../report/outcome/text.js');
    return { start: () => '', item: () => '', end: (summary) => renderOutcomeText(summary, paint) };
  },
  json: async () => (await import('../report/outcome/json.js')).createJsonWriter(),
  outcome: async () => (await import('../report/outcome/operation-outcome.js')).createOutcomeWriter(),
  junit: async () => (await import('../report/outcome/junit.js')).createJunitWriter(),
  sarif: async () => (await import('../report/outcome/sarif.js')).createSarifWriter(),
};

/** The formats `validate` writes. */
export const OUTCOME_FORMATS: readonly string[] = Object.keys(WRITERS);

/**
 * Opens what `--format name[=file]` asks for, before anything is read.
 * @throws ReadinessError for unknown formats, two formats on standard output, and files that cannot be written.
 */
export async function openOutputs(requests: readonly string[], context: RunContext, paint: Paint): Promise<Outputs> {
  const parsed = (requests.length === 0 ? ['text'] : requests).map(parseFormat);
  if (parsed.filter(({ file }) => file === undefined).length > 1) {
    throw new ReadinessError(
      'output.two-on-stdout',
      'Only one format can go to standard output',
      2,
      'Send the others to files: --format json=results.json',
    );
  }
  const open: { readonly writer: OutcomeWriter; readonly destination: Destination }[] = [];
  for (const { name, create, file } of parsed) {
    const writer = await create(file === undefined && name === 'text' ? paint : (_, text) => text);
    open.push({ writer, destination: file === undefined ? standardOutput() : fileOutput(file) });
  }
  const each = async (produce: (writer: OutcomeWriter) => string): Promise<void> => {
    for (const { writer, destination } of open) {
      const text = produce(writer);
      if (text !== '') await destination.write(text);
    }
  };
  await each((writer) => writer.start(context));
  return {
    item: (item) => each((writer) => writer.item(item)),
    async end(summary) {
      await each((writer) => writer.end(summary));
      for (const { destination } of open) destination.close();
    },
  };
}

function parseFormat(request: string): {
  name: string;
  create: (paint: Paint) => Promise<OutcomeWriter>;
  file?: string;
} {
  const [name = '', ...rest] = request.split('=');
  const create = Object.hasOwn(WRITERS, name) ? WRITERS[name] : undefined;
  const file = rest.join('=');
  if (create === undefined || (rest.length > 0 && file === '')) {
    const near = nearest(name, OUTCOME_FORMATS, 1)[0];
    const hint = near !== undefined && near !== name ? `Did you mean ${near}? ` : '';
    throw new ReadinessError(
      'output.format',
      `"${request}" is no format of validate`,
      2,
      `${hint}There are ${OUTCOME_FORMATS.join(', ')}; name=file writes to a file.`,
    );
  }
  return file === '' ? { name, create } : { name, create, file };
}

function fileOutput(file: string): Destination {
  try {
    mkdirSync(dirname(file), { recursive: true });
    const descriptor = openSync(file, 'w');
    return {
      write(text) {
        writeSync(descriptor, text);
        return Promise.resolve();
      },
      close: () => {
        closeSync(descriptor);
      },
    };
  } catch (cause) {
    throw new ReadinessError(
      'output.unwritable',
      `Cannot write ${file}`,
      2,
      'Name a file in a folder you may write to.',
      { cause },
    );
  }
}

/** Waits until what was written has gone, so that a slow reader does not pile results up in memory; a reader that left ends the writing. */
function standardOutput(): Destination {
  let gone = false;
  process.stdout.on('error', () => {
    gone = true;
  });
  return {
    write: (text) =>
      new Promise((resolve) => {
        if (gone) resolve();
        else
          process.stdout.write(text, () => {
            resolve();
          });
      }),
    close: () => undefined,
  };
}
