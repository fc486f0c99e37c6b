import { execFileSync } from 'node:child_process';
import { readFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, describe, expect, it } from 'vitest';
import { describeWithShared, sharedPath } from '../support/shared.js';
import { CLI, createWorkspace, run } from './command.js';

const { folder, remove } = createWorkspace();
afterAll(remove);

const GOOD = '{"resourceType":"Patient","id":"p","active":true}';
const BAD = '{\n  "resourceType": "Patient",\n  "shoeSize": "Wellington-9"\n}';
const BASE = ['--default-profiles', 'none', '--uk-core', 'none'];
const validate = (args: readonly string[], options?: Parameters<typeof run>[1]) => run(['validate', ...args], options);

describe.concurrent('validate: what it looks at', () => {
  it('names in a record that would steer a terminal or forge a line: shown as marks, in one line', async () => {
    const evil = 'a\u001b[2K\u0007\u202e\n0 errors';
    const record = {
      resourceType: 'Patient',
      [evil]: 1,
      extension: [{ url: `https://x.nhs.uk/${evil}`, valueCode: 'a' }],
    };
    const cwd = folder({ 'a.json': JSON.stringify(record) });
    const { code, stdout } = await validate(['a.json', ...BASE], { cwd });
    expect(code).toBe(1);
    expect(stdout).not.toMatch(/[^\n\P{Cc}]|\p{Cf}|^0 errors/mu);
    expect(stdout).toContain('a\ufffd[2K');
  });

  it.skipIf(process.platform === 'win32')(
    'a link that leads nowhere, or to itself: exit 2, and it says so',
    async () => {
      const cwd = folder({ 'a.json': GOOD });
      symlinkSync('nowhere.json', join(cwd, 'lost.json'));
      symlinkSync('self.json', join(cwd, 'self.json'));
      for (const name of ['lost.json', 'self.json']) {
        const { code, stderr } = await validate([name, ...BASE], { cwd });
        expect(code).toBe(2);
        expect(stderr).toContain(`${name} is a link that leads nowhere`);
      }
    },
  );

  it.skipIf(process.platform === 'win32')('a pipe, which does not say how long it is', () => {
    const cwd = folder({ 'a.json': BAD });
    const line = `cat a.json | "${process.execPath}" "${CLI}" validate /dev/stdin ${BASE.join(' ')}; echo "exit $?"`;
    const told = execFileSync('sh', ['-c', line], { cwd, encoding: 'utf8' });
    expect(told).toContain('/dev/stdin:3:3');
    expect(told).toContain('exit 1');
  });

  it('a good file: exit 0 and figures on standard output, nothing on standard error', async () => {
    const cwd = folder({ 'a.json': GOOD });
    const { code, stdout, stderr } = await validate(['a.json', ...BASE], { cwd });
    expect(stdout).toContain('1 resource in 1 file: 0 with errors, 1 without');
    expect(stderr).toBe('');
    expect(code).toBe(0);
  });

  it('a faulty file: exit 1, the place as file:line:column, never the value', async () => {
    const cwd = folder({ 'sub/a.json': BAD });
    const { code, stdout } = await validate(['sub', ...BASE], { cwd });
    expect(code).toBe(1);
    expect(stdout).toMatch(/error Patient.*\n.*\n {4}sub\/a\.json:3:3\n/);
    expect(stdout).toContain('Files with errors (1):\n  sub/a.json  1 error');
    expect(stdout).not.toContain('Wellington');
  });

  it('folders with all below them, patterns, each file once, and what holds no resource is named', async () => {
    const cwd = folder({
      'in/a.json': GOOD,
      'in/deep/b.xml': '<Patient xmlns="http://hl7.org/fhir"><active value="true"/></Patient>',
      'in/deep/c.ndjson': `${GOOD}\n${GOOD}\n`,
      'in/index.json': '{"files": []}',
      'in/page.xml': '<html/>',
      'in/notes.txt': 'no resource',
    });
    const { code, stdout } = await validate(['in', 'in/**/*.json', 'in/a.json', ...BASE], { cwd });
    expect(stdout).toContain('4 resources in 3 files: 0 with errors, 4 without');
    expect(stdout).toContain('Skipped, no FHIR resource (2):\n  in/index.json\n  in/page.xml\n');
    expect(code).toBe(0);
  });

  it('a file named by itself that holds no resource is an error', async () => {
    const cwd = folder({
      'index.json': '{"files": []}',
      'list.json': '[1]',
      'page.json': '<html></html>',
      'page.xml': '<html/>',
    });
    const { code, stdout } = await validate(['index.json', 'list.json', 'page.json', 'page.xml', ...BASE], { cwd });
    expect(code).toBe(1);
    expect(stdout).toContain('0 without (4 of them unreadable or no FHIR resource)');
    expect(stdout).toContain('This holds no FHIR resource');
    expect(stdout).toContain('page.json:1:1');
  });

  it('nothing looked at is not a pass', async () => {
    const cwd = folder({ 'in/index.json': '{}', 'empty.ndjson': '\n\n', 'none/readme.md': '' });
    for (const path of ['in', 'empty.ndjson']) {
      const { code, stderr } = await validate([path, ...BASE], { cwd });
      expect(stderr).toContain('no FHIR resource was found');
      expect(code).toBe(2);
    }
    expect((await validate(['none'], { cwd })).stderr).toContain('No JSON, XML or NDJSON file below none');
  });

  it('standard input, its format by name or by first character', async () => {
    const xml = '\uFEFF\n<Patient xmlns="http://hl7.org/fhir"><shoeSize value="9"/></Patient>';
    const bare = await validate(['-', ...BASE], { input: xml });
    expect(bare.stdout).toMatch(/<stdin>:2:38/);
    expect(bare.code).toBe(1);
    const lines = await validate(['-', '--stdin-filepath', 'x.ndjson', ...BASE], {
      input: `${GOOD}\n${BAD.replaceAll('\n', '')}\n`,
    });
    expect(lines.stdout).toMatch(/x\.ndjson:2:\d+/);
    expect(lines.stdout).toContain('2 resources in 1 file: 1 with errors, 1 without');
  });

  it('NDJSON by lines, packed or not, blank lines passed over, the last without its line end', async () => {
    const text = `${GOOD}\n\n  \n{"resourceType":"Patient",\n${BAD.replaceAll('\n', '')}`;
    const cwd = folder({ 'a.ndjson': text, 'a.ndjson.gz': gzipSync(text) });
    for (const name of ['a.ndjson', 'a.ndjson.gz']) {
      const { code, stdout } = await validate([name, ...BASE], { cwd });
      expect(stdout).toContain(`${name}:4:27`);
      expect(stdout).toContain(`${name}:5:`);
      expect(stdout).toContain('3 resources in 1 file: 2 with errors, 1 without (1 of them unreadable');
      expect(code).toBe(1);
    }
  });

  it('a damaged archive: what can be unpacked is judged, the rest is one fatal issue', async () => {
    const lines = Array.from({ length: 5000 }, (_, i) => GOOD.replace('"p"', `"p${i * 7919}"`)).join('\n');
    const cwd = folder({ 'a.ndjson.gz': gzipSync(lines).subarray(0, 9000), 'b.json': GOOD });
    const { code, stdout } = await validate(['a.ndjson.gz', 'b.json', ...BASE], { cwd });
    expect(stdout).toMatch(/fatal +The gzip archive is damaged/);
    expect(stdout).toMatch(/resources in 2 files: 1 with errors/);
    expect(code).toBe(1);
  });
});

describe.concurrent('validate: bad input', () => {
  it('malformed files are one fatal issue each, with line and column, and other files go on', async () => {
    const cwd = folder({
      'a.json': '{\n "resourceType": "Patient",\n}',
      'b.xml': '<Patient xmlns="http://hl7.org/fhir">\n<name></Patient>',
      'c.json': Buffer.concat([
        Buffer.from('{"resourceType":"Patient",\n"id":"'),
        Buffer.from([0xe9]),
        Buffer.from('"}'),
      ]),
      'd.json': Buffer.from(GOOD, 'utf16le'),
      'e.json': '',
      'f.json': GOOD,
      'g.json': '['.repeat(100_000),
    });
    const { code, stdout } = await validate(['.', ...BASE, '-f', 'json'], { cwd });
    expect(code).toBe(1);
    const { items } = JSON.parse(stdout) as {
      items: {
        file: string;
        state: string;
        issues: { severity: string; code: string; line: number; column: number }[];
      }[];
    };
    const seen = items.map(({ file, state, issues }) => [
      file,
      state,
      ...issues.map(({ severity, code: id, line, column }) => `${severity} ${id} ${line}:${column}`),
    ]);
    expect(seen).toEqual([
      ['a.json', 'unreadable', 'fatal json-syntax 3:1'],
      ['b.xml', 'unreadable', 'fatal xml-syntax 2:17'],
      ['c.json', 'unreadable', 'fatal encoding-invalid 2:7'],
      ['d.json', 'unreadable', 'fatal json-syntax 1:2'],
      ['e.json', 'unreadable', 'fatal json-syntax 1:1'],
      ['f.json', 'validated'],
      ['g.json', 'unreadable', 'fatal nesting-too-deep 1:513'],
    ]);
  });

  it.each<[string, string[], RegExp]>([
    ['a path that is not there', ['patients.json'], /no file or folder patients\.json[^]*Did you mean .*patient\.json/],
    ['a pattern that nothing matches', ['*.xyz'], /No file matches \*\.xyz/],
    [
      'an unknown profile',
      ['patient.json', '--profile', 'https://fhir.hl7.org.uk/StructureDefinition/UKCore-Pacient'],
      /UKCore-Pacient[^]*UKCore-Patient/,
    ],
    [
      'an unknown profile, whatever the format',
      ['patient.json', '-f', 'json', '--profile', 'Nobody'],
      /Nobody[^]*--package/,
    ],
    ['an unknown format', ['patient.json', '--format', 'jsn'], /"jsn"[^]*Did you mean json/],
    ['an unknown severity', ['patient.json', '--fail-on', 'bad'], /--fail-on[^]*undecided/],
    ['an unknown UK Core', ['patient.json', '--uk-core', '9'], /--uk-core[^]*stu3-preview/],
    ['an unknown option', ['patient.json', '--profil', 'x'], /--profile/],
    ['a terminology server', ['patient.json', '--terminology', 'https://tx.example.org/r4'], /terminology/i],
    ['two formats on standard output', ['patient.json', '-f', 'json', '-f', 'outcome'], /Only one format/],
    ['a result file that cannot be written', ['patient.json', '-f', 'json=patient.json/x.json'], /Cannot write/],
    ['an unknown package', ['patient.json', '--package', './no-such-package'], /no-such-package/],
    ['no path at all', [], /paths/],
  ])('%s: exit 2, told on standard error', async (_, args, message) => {
    const cwd = folder({ 'patient.json': GOOD });
    const { code, stdout, stderr } = await validate(args, { cwd });
    expect(stderr).toMatch(message);
    expect(stdout).toBe('');
    expect(code).toBe(2);
  });
});

describe.concurrent('validate: what it judges by', () => {
  const profile = {
    resourceType: 'StructureDefinition',
    url: 'https://example.nhs.uk/StructureDefinition/NamedPatient',
    version: '1.0.0',
    name: 'NamedPatient',
    status: 'active',
    kind: 'resource',
    abstract: false,
    type: 'Patient',
    baseDefinition: 'http://hl7.org/fhir/StructureDefinition/Patient',
    derivation: 'constraint',
    differential: { element: [{ id: 'Patient.name', path: 'Patient.name', min: 1 }] },
  };
  const manifest = { name: 'example.named', version: '1.0.0', fhirVersions: ['4.0.1'] };

  it('a profile of a package given, named on the command line or in the resource', async () => {
    const declared = JSON.stringify({ resourceType: 'Patient', meta: { profile: [profile.url] }, active: true });
    const cwd = folder({
      'package/package.json': JSON.stringify(manifest),
      'package/StructureDefinition-NamedPatient.json': JSON.stringify(profile),
      'a.json': GOOD,
      'b.json': declared,
    });
    const given = ['--package', './package', ...BASE];
    const named = await validate(['a.json', '--profile', profile.url, ...given], { cwd });
    expect(named.stdout).toMatch(/cardinality-min name, https:\/\/example\.nhs\.uk/);
    expect(named.code).toBe(1);
    expect((await validate(['b.json', ...given], { cwd })).code).toBe(1);
    expect((await validate(['a.json', ...given], { cwd })).code).toBe(0);
  });

  it('UK Core by the type of a resource, unless told otherwise', async () => {
    const cwd = folder({ 'a.json': '{"resourceType":"Medication"}' });
    const shape = async (...args: string[]) =>
      JSON.parse((await validate(['a.json', '-f', 'json', ...args], { cwd })).stdout) as object;
    expect(JSON.stringify(await shape())).toContain('UKCore-Medication');
    expect(JSON.stringify(await shape('--default-profiles', 'none'))).not.toContain('UKCore-Medication');
    expect(JSON.stringify(await shape('--uk-core', 'none'))).not.toContain('UKCore-Medication');
  });

  it('extensions nobody defines, as strictly as told', async () => {
    const text = '{"resourceType":"Patient","extension":[{"url":"https://nowhere.nhs.uk/x","valueString":"y"}]}';
    const cwd = folder({ 'a.json': text });
    const counts = async (how: string) =>
      (await validate(['a.json', ...BASE, '--unknown-extensions', how], { cwd })).stdout.split('\n').at(-2);
    expect(await counts('error')).toBe('1 error, 0 warnings');
    expect(await counts('warning')).toBe('0 errors, 1 warning');
    expect(await counts('ignore')).toBe('0 errors, 0 warnings');
  });
});

describe.concurrent('validate: results', () => {
  it('groups what repeats: how often, and the first five places', async () => {
    const cwd = folder(Object.fromEntries(Array.from({ length: 7 }, (_, i) => [`p${i}.json`, BAD])));
    const { stdout } = await validate(['.', ...BASE], { cwd });
    expect(stdout).toContain('x 7, first 5 shown');
    expect(stdout.match(/^ {4}p\d\.json:3:3$/gm)).toHaveLength(5);
    expect(stdout).toContain('Files with errors (7):');
  });

  it.each([
    ['fatal', 0],
    ['error', 1],
    ['never', 0],
  ])('--fail-on %s with an error: exit %i', async (failOn, expected) => {
    const cwd = folder({ 'a.json': BAD });
    expect((await validate(['a.json', ...BASE, '--fail-on', failOn], { cwd })).code).toBe(expected);
  });

  it('undecided matters fail only where that is asked for', async () => {
    const text = '{"resourceType":"Patient","meta":{"profile":["https://example.nhs.uk/StructureDefinition/None"]}}';
    const cwd = folder({ 'a.json': text });
    const args = ['a.json', ...BASE];
    const { stdout, code } = await validate([...args, '--fail-on', 'information'], { cwd });
    expect(stdout).toMatch(/[1-9]\d* undecided/);
    expect((await validate(args, { cwd })).code).toBe(0);
    expect((await validate([...args, '--fail-on', 'undecided'], { cwd })).code).toBe(1);
    expect(code).toBe(/(warning|information) Patient/.test(stdout) ? 1 : 0);
  });

  it('outcome: one OperationOutcome for one input, a Bundle for many and for NDJSON', async () => {
    const cwd = folder({ 'a b.json': BAD, 'c.json': GOOD, 'd.ndjson': `${GOOD}\n` });
    const one = JSON.parse(
      (await validate(['a b.json', ...BASE, '-f', 'outcome'], { cwd })).stdout,
    ) as OperationOutcome;
    expect(one.resourceType).toBe('OperationOutcome');
    expect(one.issue).toHaveLength(1);
    const [issue] = one.issue;
    expect(issue).toMatchObject({
      severity: 'error',
      location: ['a b.json:3:3'],
      extension: [
        { url: 'http://hl7.org/fhir/StructureDefinition/operationoutcome-issue-line', valueInteger: 3 },
        { url: 'http://hl7.org/fhir/StructureDefinition/operationoutcome-issue-col', valueInteger: 3 },
      ],
    });
    expect(issue?.details.coding[0]?.system).toBe('urn:fhir-readiness:issue');
    expect(issue?.expression?.[0]).toMatch(/^Patient/);
    expect(issue?.diagnostics).toMatch(/./);

    const many = JSON.parse((await validate(['.', ...BASE, '-f', 'outcome'], { cwd })).stdout) as OutcomeBundle;
    expect(many.resourceType).toBe('Bundle');
    expect(many.entry.map(({ link, resource }) => [link[0]?.url, resource.issue[0]?.severity])).toEqual([
      ['a%20b.json', 'error'],
      ['c.json', 'information'],
      ['d.ndjson#1', 'information'],
    ]);
    const line = JSON.parse((await validate(['d.ndjson', ...BASE, '-f', 'outcome'], { cwd })).stdout) as OutcomeBundle;
    expect(line.resourceType).toBe('Bundle');
  });

  it('its own outcomes are valid FHIR', async () => {
    const cwd = folder({ 'a.json': BAD, 'b.json': '{', 'c.json': GOOD });
    for (const paths of [['a.json'], ['b.json'], ['a.json', 'b.json', 'c.json']]) {
      const { stdout } = await validate([...paths, ...BASE, '-f', 'outcome'], { cwd });
      const again = await validate(['-', '--unknown-extensions', 'ignore', ...BASE], { input: stdout });
      expect(again.stdout).toMatch(/ 0 with errors/);
      expect(again.code).toBe(0);
    }
  });

  it('several formats at once, one of them on standard output, and the same bytes every time', async () => {
    const cwd = folder({ 'a.json': BAD, 'b.json': GOOD });
    const args = ['a.json', 'b.json', ...BASE, '-f', 'text', '-f', 'json=out/r.json', '-f', 'outcome=out/o.json'];
    const first = await validate(args, { cwd });
    expect(first.stdout).toContain('2 resources in 2 files');
    const json = readFileSync(join(cwd, 'out/r.json'), 'utf8');
    const shape = JSON.parse(json) as {
      schemaVersion: string;
      items: object[];
      summary: object;
      definitions: object[];
    };
    expect(shape).toMatchObject({
      schemaVersion: '1.0',
      options: { ukCore: 'none', terminology: 'offline' },
      items: [
        {
          file: 'a.json',
          resourceType: 'Patient',
          valid: false,
          counts: { error: 1 },
          issues: [{ line: 3, column: 3, severity: 'error' }],
        },
        { file: 'b.json', valid: true, issues: [] },
      ],
      summary: { resources: 2, withErrors: 1 },
    });
    expect(shape.definitions.length).toBeGreaterThan(0);
    await validate(args, { cwd });
    expect(readFileSync(join(cwd, 'out/r.json'), 'utf8')).toBe(json);
    expect(readFileSync(join(cwd, 'out/o.json'), 'utf8')).toContain('"Bundle"');
  });

  it('never prints what a record says, whatever is wrong with it', async () => {
    const secrets = ['Quillfeather', '9990000018', '1931-02-29', 'Foxglove Cottage', 'zz-secret-id'];
    const record = {
      resourceType: 'Patient',
      id: 'zz-secret-id zz',
      identifier: [{ system: 'https://fhir.nhs.uk/Id/nhs-number', value: '9990000018' }],
      name: [{ family: ['Quillfeather'], given: 'Quillfeather' }],
      birthDate: '1931-02-29',
      address: 'Foxglove Cottage',
      managingOrganization: { reference: 'Foxglove Cottage' },
    };
    const text = JSON.stringify(record);
    const cwd = folder({
      'a.json': text,
      'b.json': text.slice(0, -20),
      'c.xml':
        '<Patient xmlns="http://hl7.org/fhir">Quillfeather<name><family value="a" id=">Foxglove Cottage</Patient>',
      'd.xml':
        '<Patient xmlns="http://hl7.org/fhir"><birthDate value="1931-02-29"/><gender>Quillfeather</gender><id value="zz-secret-id zz"/></Patient>',
    });
    for (const format of ['text', 'json', 'outcome']) {
      const { stdout, stderr } = await validate(['.', '-f', format], { cwd });
      for (const secret of secrets) expect(`${stdout}${stderr}`, format).not.toContain(secret);
    }
  });
});

interface OperationOutcome {
  readonly resourceType: string;
  readonly issue: {
    readonly severity: string;
    readonly expression?: string[];
    readonly diagnostics?: string;
    readonly details: { readonly coding: { readonly system: string }[] };
  }[];
}

interface OutcomeBundle {
  readonly resourceType: string;
  readonly entry: { readonly link: { readonly url: string }[]; readonly resource: OperationOutcome }[];
}

describe.concurrent('validate: much input', () => {
  it('holds no more of a long NDJSON file than a line', async () => {
    const line = JSON.stringify({
      resourceType: 'Patient',
      active: true,
      text: { status: 'generated', div: `<div xmlns="http://www.w3.org/1999/xhtml">${'x'.repeat(4000)}</div>` },
    });
    const cwd = folder({ 'a.ndjson': `${line}\n`.repeat(15_000) });
    const env = { NODE_OPTIONS: `${process.env['NODE_OPTIONS'] ?? ''} --max-old-space-size=48` };
    const { code, stdout } = await validate(['a.ndjson', ...BASE], { cwd, env });
    expect(stdout).toContain('15000 resources in 1 file: 0 with errors');
    expect(code).toBe(0);
  });
});

describeWithShared('validate: real resources of NHS programmes', () => {
  it('reads all 990 without a crash in under a minute', async () => {
    const start = performance.now();
    const { code, stdout, stderr } = await validate([sharedPath('corpus')]);
    expect(performance.now() - start).toBeLessThan(60_000);
    expect(stderr).toBe('');
    expect(stdout).toContain('990 resources in 990 files');
    expect(stdout).toMatch(/Skipped, no FHIR resource \(1\):\n.*index\.json/);
    expect(stdout).not.toContain('tool-fault');
    expect(code).toBe(1);
  });
});
