import { chmodSync, writeFileSync } from 'node:fs';
import type { Assessment } from '../model/index.js';
import { ReadinessError } from '../model/index.js';

/** Which records each finding stands on, by the finding's fingerprint: record ids, so it never becomes part of a result. */
export class LocalIndex {
  readonly #records = new Map<string, Set<string>>();

  /** Creates the file at once, readable by its owner alone, so that a path that cannot be written stops the run before it starts. */
  constructor(private readonly path: string) {
    this.#write('{}\n');
  }

  readonly add = (fingerprint: string, record: string): void => {
    const records = this.#records.get(fingerprint) ?? new Set();
    records.add(record);
    this.#records.set(fingerprint, records);
  };

  save({ startedAt, findings }: Assessment): void {
    const known = new Map(findings.map((finding) => [finding.fingerprint, finding]));
    const entries = [...this.#records].flatMap(([fingerprint, records]) => {
      const finding = known.get(fingerprint);
      if (finding === undefined) return [];
      const { id, title, path } = finding;
      return [{ fingerprint, id, title, ...(path === undefined ? {} : { path }), records: [...records].sort() }];
    });
    entries.sort((a, b) => (a.id + a.fingerprint < b.id + b.fingerprint ? -1 : 1));
    const notice = 'Holds ids of patient records. Keep it on this machine and delete it when done.';
    this.#write(`${JSON.stringify({ notice, startedAt, findings: entries }, null, 2)}\n`);
  }

  #write(content: string): void {
    try {
      writeFileSync(this.path, content, { mode: 0o600 });
      chmodSync(this.path, 0o600);
    } catch (error) {
      const code = (error as NodeJS.ErrnoException).code ?? 'failed';
      throw new ReadinessError('output.unwritable', `Cannot write ${this.path} (${code}).`);
    }
  }
}
