import { readFileSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { DemoServer } from '../../src/demo/index.js';
import { startDemoServer } from '../../src/demo/index.js';
import { runCli, temporaryFolder } from '../support/cli.js';

interface Index {
  readonly findings: readonly {
    readonly fingerprint: string;
    readonly id: string;
    readonly records: readonly string[];
  }[];
}
interface Saved {
  readonly findings: readonly { readonly fingerprint: string; readonly id: string }[];
}

describe('assess --local-index', { timeout: 60_000 }, () => {
  const folder = temporaryFolder();
  let server: DemoServer;
  beforeAll(async () => {
    server = await startDemoServer({ persona: 'developing' });
  });
  afterAll(async () => {
    await server.close();
    rmSync(folder, { recursive: true, force: true });
  });

  it('names the records behind each finding, for the owner of the file alone, and only there', async () => {
    const index = join(folder, 'index.json');
    const { err } = await runCli(
      [
        'assess',
        server.url,
        '--token-env',
        'TOKEN',
        '--trust-type',
        'acute',
        '--lens',
        'synthetic',
        '--out-dir',
        folder,
        '--local-index',
        index,
      ],
      { env: { TOKEN: server.token ?? '' } },
    );
    const { findings } = JSON.parse(readFileSync(index, 'utf8')) as Index;
    const saved = readFileSync(join(folder, 'assessment.json'), 'utf8');
    const known = new Set((JSON.parse(saved) as Saved).findings.map(({ fingerprint }) => fingerprint));
    expect(statSync(index).mode & 0o777).toBe(0o600);
    expect(findings.length).toBeGreaterThan(10);
    expect(findings.every(({ fingerprint }) => known.has(fingerprint))).toBe(true);
    const records = findings.flatMap((finding) => finding.records);
    expect(records.every((record) => /^[A-Z][A-Za-z]+\/dev-[a-z-]+-\d+$/.test(record))).toBe(true);
    for (const output of [err, saved, readFileSync(join(folder, 'report.html'), 'utf8')])
      expect(records.filter((record) => output.includes(record))).toEqual([]);
  });

  it('stops before the run where the file cannot be written', async () => {
    const { code, err } = await runCli(['assess', server.url, '--local-index', join(folder, 'no/such/folder.json')]);
    expect(code).toBe(2);
    expect(err).toContain('Cannot write');
  });
});
