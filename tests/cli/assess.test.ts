import { execFile, spawn } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startDemoServer } from '../../src/demo/index.js';
import type { DemoServer } from '../../src/demo/index.js';
import type { Assessment, StageId } from '../../src/model/index.js';
import { schemaProblems } from '../../src/schemas/check.js';
import { runCli, temporaryFolder } from '../support/cli.js';
import type { CliResult } from '../support/cli.js';

const root = fileURLToPath(new URL('../../', import.meta.url));
const program = join(root, 'bin/fhir-readiness.js');
const STAGES: readonly StageId[] = ['initial', 'developing', 'established', 'advanced'];

let demo: DemoServer;
let folder: string;
let runs: readonly CliResult[];

const read = (path: string): string => readFileSync(join(folder, path), 'utf8');
const parsed = (path: string): Assessment => JSON.parse(read(path)) as Assessment;
const cli = (...args: readonly string[]): Promise<CliResult> => runCli(args, { cwd: folder });

/** As a person would write it; JSON is YAML too. */
const config = (): Record<string, unknown> => ({
  version: 1,
  organisation: { name: 'Somewhere NHS Trust', ods: 'ZZ1' },
  trustType: 'acute',
  lens: 'synthetic',
  answers: 'answers.json',
  endpoints: [
    { id: 'main', base: demo.url, auth: { type: 'bearer', tokenEnv: 'DEMO_TOKEN' }, tls: { ca: ['ca.pem'] } },
  ],
  fixtures: { testPatients: ['${env:DEMO_PATIENT}'] },
  sampling: { seed: 11, size: 40, types: ['Patient', 'Condition', 'Observation', 'MedicationRequest'] },
});

beforeAll(async () => {
  demo = await startDemoServer({ https: true });
  folder = temporaryFolder();
  mkdirSync(join(folder, 'etc'));
  writeFileSync(join(folder, 'etc/ca.pem'), demo.ca ?? '');
  writeFileSync(join(folder, 'etc/answers.json'), readFileSync(join(root, 'samples/answers/acute-exemplar.json')));
  writeFileSync(join(folder, 'etc/config.json'), JSON.stringify(config(), null, 2));
  const { stringify } = await import('yaml');
  writeFileSync(join(folder, 'etc/config.yaml'), stringify(config()));
  const env = { DEMO_TOKEN: demo.token ?? '', DEMO_PATIENT: demo.testPatient ?? '' };
  runs = await Promise.all([
    runCli(['assess', '--config', 'etc/config.yaml', '--out-dir', 'one'], { cwd: folder, env }),
    runCli(['assess', '--config', 'etc/config.json', '-f', 'text', '-f', 'json=two/a.json', '-f', 'html=two/a.html'], {
      cwd: folder,
      env,
    }),
  ]);
}, 60_000);

afterAll(() => demo.close());

describe('assess, by a configuration file', () => {
  it('ends with 0, the summary where a person looks, the files where they were asked for', () => {
    const [toFolder, toFiles] = runs;
    expect(runs.map(({ code }) => code)).toEqual([0, 0]);
    expect(toFolder?.out).toBe('');
    expect(toFolder?.err).toMatch(/^Capability stage \(synthetic data\): /);
    expect(toFolder?.err).toContain('Somewhere NHS Trust · NHS acute trust');
    expect(toFolder?.err).toContain('Written: one/report.html');
    expect(toFiles?.out).toMatch(/^Capability stage \(synthetic data\): /);
    expect(toFiles?.err).toBe('');
    expect(read('two/a.html')).toMatch(/^<!doctype html>/i);
  });

  it('says the same with the same seed, timings aside', () => {
    const stable = ({ endpoints, observations, score, findings, seed }: Assessment): unknown => ({
      seed,
      observations: { ...observations, F07: undefined },
      score: { ...score, criteria: score.criteria.map(({ id, level, state }) => [id, level, state]) },
      findings: findings.map(({ id, path, count }) => [id, path, count]),
      checks: endpoints.flatMap(({ checks }) =>
        checks.filter(({ id }) => !id.startsWith('PERF')).map(({ id, outcome }) => [id, outcome]),
      ),
      samples: endpoints.map(({ samples }) => samples),
      facts: endpoints.map(({ evidence: { conformance, coding, identity } }) =>
        [conformance, coding, identity].map((fact) => (fact?.state === 'seen' ? fact.value : fact)),
      ),
    });
    expect(stable(parsed('two/a.json'))).toEqual(stable(parsed('one/assessment.json')));
  });

  it('writes JSON that fits its schema, and takes configurations that fit theirs', async () => {
    expect(await schemaProblems('assessment', parsed('one/assessment.json'))).toEqual([]);
    expect(await schemaProblems('config', config())).toEqual([]);
  });

  it('holds no secret in any output', () => {
    const all = [...runs.flatMap(({ out, err }) => [out, err]), read('one/assessment.json'), read('one/report.html')];
    for (const text of all) {
      expect(text).not.toContain(demo.token);
      expect(text).not.toContain(demo.testPatient);
    }
  });
});

describe.concurrent('a saved assessment', { timeout: 60_000 }, () => {
  it('is scored again to the same bytes and the same summary', async () => {
    const { code, err } = await cli('score', 'one/assessment.json', '--out-dir', 'scored');
    expect(read('scored/assessment.json')).toBe(read('one/assessment.json'));
    expect(read('scored/report.html')).toBe(read('one/report.html'));
    expect(err.replaceAll('scored/', 'one/')).toBe(runs[0]?.err);
    expect(code).toBe(0);
  });

  it('is rendered again to the same bytes, also from standard input', async () => {
    await cli('report', 'one/assessment.json', '--out-dir', 'again');
    expect(read('again/report.html')).toBe(read('one/report.html'));
    expect(read('again/assessment.json')).toBe(read('one/assessment.json'));
    const piped = await runCli(['report', '-', '-f', 'html'], { cwd: folder, input: read('one/assessment.json') });
    expect(piped.out).toBe(read('one/report.html'));
    const text = await cli('report', 'one/assessment.json');
    expect(runs[0]?.err.startsWith(text.out)).toBe(true);
  });

  it('is scored by other answers, another trust type, audience and framework', async () => {
    writeFileSync(join(folder, 'none.json'), JSON.stringify({ schemaVersion: '1.0' }));
    const framework = JSON.parse(readFileSync(join(root, 'profiles/frameworks/nhs-interoperability.json'), 'utf8')) as {
      id: string;
    };
    writeFileSync(join(folder, 'own.json'), JSON.stringify({ ...framework, id: 'our-own' }));
    const before = parsed('one/assessment.json');
    const variants = await Promise.all(
      [
        ['--answers', 'none.json'],
        ['--trust-type', 'ambulance'],
        ['--audience', 'supplier'],
        ['--framework', 'own.json'],
      ].map(async (flags, n) => {
        const file = `variant${n}.json`;
        const { code, err } = await cli('score', 'one/assessment.json', ...flags, '-f', `json=${file}`);
        expect(code, err).toBe(0);
        return parsed(file);
      }),
    );
    const [answers, ambulance, supplier, own] = variants;
    expect(answers?.score.dimensions['organisational']?.[0]).toBeLessThan(
      before.score.dimensions['organisational']?.[0] ?? 0,
    );
    expect(ambulance?.context.trustType).toBe('ambulance');
    expect(ambulance?.score.index).not.toEqual(before.score.index);
    expect(supplier?.context.audience).toBe('supplier');
    expect(supplier?.score.criteria.length).toBeLessThan(before.score.criteria.length);
    expect(own?.score.framework.custom).toBe(true);
    for (const one of variants) expect(one.endpoints[0]?.checks).toEqual(before.endpoints[0]?.checks);
  });

  it('meets, misses and leaves open a score, on its low bound', async () => {
    const [low, high] = parsed('one/assessment.json').score.index;
    expect(high - low).toBeGreaterThan(2);
    const exit = async (score: number): Promise<number | null> =>
      (await cli('report', 'one/assessment.json', '-f', 'json=void.json', '--min-score', score.toFixed(1))).code;
    expect(await exit(Math.floor(low))).toBe(0);
    expect(await exit(Math.ceil(low) + 0.5)).toBe(3);
    expect(await exit(Math.ceil(high) + 0.5)).toBe(1);
  });

  it('meets, misses and leaves open a stage, and says so', async () => {
    const { assured, potential } = parsed('one/assessment.json').score.stage;
    const said: Record<number, RegExp> = {
      0: /^$/,
      1: /Exit code 1: .*is ruled out/,
      3: /Exit code 3: .*neither reached/,
    };
    for (const stage of STAGES.slice(1)) {
      const at = STAGES.indexOf(stage);
      const want =
        assured !== 'notPlaced' && at <= STAGES.indexOf(assured) ? 0 : at <= STAGES.indexOf(potential) ? 3 : 1;
      const { code, err } = await cli('report', 'one/assessment.json', '--min-stage', stage);
      expect(code, stage).toBe(want);
      expect(err).toMatch(said[want] ?? /never/);
    }
  });

  it('is refused when it is none', async () => {
    writeFileSync(join(folder, 'old.json'), JSON.stringify({ schemaVersion: '0.1' }));
    for (const [file, says] of [
      ['one/report.html', /is not JSON/],
      ['etc/config.json', /no schemaVersion/],
      ['old.json', /schema version "0\.1"/],
    ] as const) {
      const { code, err } = await cli('score', file);
      expect(err).toMatch(says);
      expect(code).toBe(2);
    }
  });
});

describe.concurrent('what could not be told', { timeout: 60_000 }, () => {
  it('nobody at the address: exit 3', async () => {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    await new Promise((resolve) => server.close(resolve));
    const { code, err, out } = await cli('assess', `http://127.0.0.1:${port}/fhir`, '--min-score', '1');
    expect(err).toContain('Exit code 3: endpoint-1 could not be reached');
    expect(out).toContain('Not placed');
    expect(code).toBe(3);
  });

  it('a certificate nobody knows: told as such', async () => {
    const { code, out } = await cli('probe', demo.url, '--format', 'json');
    expect(code).toBe(3);
    expect(out).toMatch(/"id": "TLS02",\n\s+"outcome": "fail"|"outcome": "fail",[^}]*"id": "TLS02"|TLS02/);
  });

  it('a credential that is named but not there: exit 3, nothing sent', async () => {
    const { code, err } = await cli('assess', demo.url, '--ca', 'etc/ca.pem', '--token-env', 'NOT_SET_HERE');
    expect(err).toContain('NOT_SET_HERE');
    expect(code).toBe(3);
  });

  it('no credential where one is needed: exit 3 and what to do', async () => {
    const { code, err } = await cli(
      'assess',
      demo.url,
      '--ca',
      'etc/ca.pem',
      '--types',
      'Patient',
      '--lens',
      'synthetic',
    );
    expect(err).toMatch(/Exit code 3: .*--token-env/);
    expect(code).toBe(3);
  });

  it('no endpoint at all is an answer: every audience and trust type gets a result', async () => {
    for (const flags of [
      ['--trust-type', 'acute'],
      ['--trust-type', 'mental-health'],
      ['--trust-type', 'community', '--answers', 'etc/answers.json'],
      ['--trust-type', 'ambulance', '--lens', 'synthetic'],
      ['--audience', 'supplier'],
    ]) {
      const { code, out } = await cli('assess', '--no-endpoint', ...flags);
      expect(out).toMatch(/^(?:Assured stage|Capability stage|Stage the product|Not placed)/);
      expect(code).toBe(0);
    }
  });
});

describe('streams', { timeout: 60_000 }, () => {
  it('survive a reader that goes away', async () => {
    const report = `"${process.execPath}" "${program}" report one/assessment.json -f json`;
    const shell = (line: string): Promise<{ stdout: string }> =>
      promisify(execFile)('sh', ['-c', line], { cwd: folder });
    const left = await shell(
      `{ ${report} 2>left.txt; echo "code $?" >>left.txt; } | head -c 10 >/dev/null; cat left.txt`,
    );
    expect(left.stdout).toBe('code 0\n');
  });

  it.skipIf(process.platform !== 'linux')('do not end with success when nothing can be written', async () => {
    const full = await promisify(execFile)(
      'sh',
      [
        '-c',
        `"${process.execPath}" "${program}" report one/assessment.json >/dev/full 2>full.txt; echo "code $?" >>full.txt; cat full.txt`,
      ],
      { cwd: folder },
    );
    expect(full.stdout).toBe('error: Cannot write the output (ENOSPC).\ncode 2\n');
  });

  it('carry no colour and no progress unless for a person', async () => {
    const plain = await runCli(['report', 'one/assessment.json'], { cwd: folder, env: { NO_COLOR: '' } });
    expect(plain.out).not.toContain('\u001b');
    const forced = await runCli(['report', 'one/assessment.json'], {
      cwd: folder,
      env: { FORCE_COLOR: '1', NO_COLOR: '' },
    });
    expect(forced.out).toContain('\u001b[');
    for (const { out, err } of runs) for (const mark of ['\r', '\u001b']) expect(out + err).not.toContain(mark);
  });
});

describe.concurrent('demo', { timeout: 60_000 }, () => {
  it('silo: UNSAFE comes first, exit 4', async () => {
    const { code, out, err } = await cli('demo', '--persona', 'silo', '--out-dir', 'silo');
    expect(out).toMatch(/^UNSAFE: /);
    expect(err).toMatch(/Exit code 4: UNSAFE/);
    const html = read('silo/report.html');
    const body = html.slice(html.indexOf('<main'));
    expect(body.indexOf('UNSAFE')).toBeGreaterThan(0);
    expect(body.indexOf('UNSAFE')).toBeLessThan(body.search(/Capability stage/));
    expect(code).toBe(4);
    expect((await cli('report', 'silo/assessment.json')).code).toBe(4);
  });

  it('names its stage and the place of its report, and ends by itself', async () => {
    const before = Date.now();
    const { code, out } = await cli('demo', '--out-dir', 'demo');
    expect(Date.now() - before).toBeLessThan(60_000);
    expect(out).toMatch(/^Capability stage \(synthetic data\): .+, held by /);
    expect(out).toContain(`Report: ${join(folder, 'demo/report.html')}`);
    expect(code).toBe(0);
  });

  it('serves a folder with junk in it, and names what it leaves out', async () => {
    const data = join(folder, 'data');
    mkdirSync(data);
    writeFileSync(join(data, 'patient.json'), JSON.stringify({ resourceType: 'Patient', id: 'a', active: true }));
    writeFileSync(join(data, 'broken.json'), '{"resourceType": "Patient"');
    writeFileSync(join(data, 'package.json'), '{"name": "x"}');
    writeFileSync(join(data, 'photo.png'), 'PNG');
    const { code, out, err } = await cli('demo', '--data', 'data', '--out-dir', 'from-data');
    expect(err).toContain('1 Patient');
    expect(err).toContain('left out: ');
    expect(err).toMatch(/broken\.json/);
    expect(out).toContain('Report: ');
    expect(code).toBe(0);
  });

  it('serves until it is told to stop', async () => {
    const child = spawn(process.execPath, [program, 'demo', '--serve', '--http'], {
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    const ended = new Promise<number | null>((resolve) => child.on('exit', resolve));
    let said = '';
    for await (const chunk of child.stderr.setEncoding('utf8') as AsyncIterable<string>) {
      said += chunk;
      if (said.includes('Press Ctrl-C')) break;
    }
    const [, url = ''] = / at (http:\S+)/.exec(said) ?? [];
    const [, token = ''] = /Bearer (\S+)/.exec(said) ?? [];
    const probed = await runCli(
      [
        'probe',
        url,
        '--token-env',
        'T',
        '--types',
        'Patient',
        '--lens',
        'synthetic',
        '--format',
        'json',
        '--fail-on',
        'never',
      ],
      {
        env: { T: token },
      },
    );
    expect(probed.code).toBe(0);
    expect(JSON.parse(probed.out)).toMatchObject({ schemaVersion: '1.0', endpoints: [{ state: 'complete' }] });
    child.kill('SIGINT');
    expect(await ended).toBe(0);
  });
});
