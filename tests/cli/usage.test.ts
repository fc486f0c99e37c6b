import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { runCli, temporaryFolder } from '../support/cli.js';

const URL = 'http://127.0.0.1:9/fhir';

describe.concurrent('exit 2 before anything is sent, told on standard error', { timeout: 60_000 }, () => {
  it.each<[string, readonly string[], RegExp]>([
    ['an unknown command', ['asess'], /Did you mean assess\?/],
    ['an unknown option', ['assess', URL, '--trusttype', 'acute'], /Did you mean --trust-type\?/],
    ['no endpoint', ['assess'], /No endpoint to assess.*--no-endpoint/s],
    ['an endpoint that is no URL', ['probe', 'nonsense'], /given as a FHIR base URL/],
    ['a secret in the address', ['assess', 'https://u:p@x.example/fhir'], /must not carry.*--token-env/s],
    ['one endpoint twice', ['assess', URL, `${URL}/`], /is given twice/],
    ['an endpoint, and none', ['assess', URL, '--no-endpoint'], /--no-endpoint declares/],
    ['types that are none', ['assess', URL, '--types', 'Patiend,Foo'], /no record type "Patiend", "Foo".*Patient/s],
    ['types that are abstract', ['probe', URL, '--types', 'DomainResource'], /no record type "DomainResource"/],
    ['no types', ['assess', URL, '--types', ','], /No record type is named/],
    ['a seed that is no number', ['assess', URL, '--seed', 'x'], /whole number from 0 to 4294967295/],
    ['a seed beyond its range', ['demo', '--seed', '4294967296'], /whole number from 0 to 4294967295/],
    ['a port that is none', ['demo', '--port', '70000'], /whole number from 0 to 65535/],
    ['an empty score', ['assess', URL, '--min-score', ''], /a number from 0 to 100/],
    ['a score beyond 100', ['report', 'x.json', '--min-score', '101'], /a number from 0 to 100/],
    ['a rate that is not gentle', ['assess', URL, '--rate', '6'], /at most 5/],
    ['half a record', ['assess', URL, '--sample-size', '1.5'], /a whole number from 1 to 400/],
    ['a stage without a type of trust', ['assess', URL, '--min-stage', 'developing'], /Give --trust-type/],
    ['an unknown type of trust', ['score', 'x.json', '--trust-type', 'acut'], /Allowed choices are acute/],
    ['two results in one file', ['assess', URL, '-f', 'html=a', '-f', 'json=a'], /Two results would go to/],
    ['two results on standard output', ['assess', URL, '-f', 'html', '-f', 'json'], /would go to standard output/],
    ['an unknown format', ['assess', URL, '-f', 'htm'], /no format "htm".*Did you mean html\?/s],
    ['a format without its file', ['report', 'x.json', '-f', 'json='], /Cannot read|names no file/],
    ['a folder that cannot be', ['assess', URL, '--out-dir', '/proc/nowhere'], /Cannot write/],
    ['a CA that is not there', ['assess', URL, '--ca', 'nope.pem'], /Cannot read the certificate file nope\.pem/],
    ['a package that is not installed', ['assess', URL, '--package', 'nope#1.0.0'], /nope#1\.0\.0 is not installed/],
    ['an assessment that is not there', ['report', 'nope.json'], /Cannot read the assessment file nope\.json/],
    ['a lock that is not there', ['packages', 'sync'], /There is no lock file/],
    ['a registry that is no URL', ['packages', 'add', 'a#1.0.0', '--registry', 'x'], /given as its base URL/],
    ['an id that nobody knows', ['explain', 'CAP1'], /Did you mean: CAP01/],
  ])('%s', async (_, args, says) => {
    const { code, out, err } = await runCli(args, { cwd: temporaryFolder() });
    expect(err).toMatch(says);
    expect(err).not.toMatch(/internal error|\n\s+at /);
    expect(out).toBe('');
    expect(code).toBe(2);
  });

  it('a test patient that is none, without repeating it', async () => {
    const { code, err } = await runCli(['assess', URL, '--test-patient-env', 'ONE'], { env: { ONE: '9990000019' } });
    expect(err).toContain('The test patient of env:ONE is no NHS Number');
    expect(err).not.toContain('9990000019');
    expect(code).toBe(2);
  });

  it('a configuration, naming each offence and where it stands', async () => {
    const folder = temporaryFolder();
    const config = `version: 2
colour: red
endpoints:
  - base: ftp://x.example
    auth: { type: bearer, keyEnv: KEY }
    headers: { AUTHORIZATION: Bearer s3cr3t-of-ours }
  - base: https://y.example
    auth: { type: oauth }
sampling: { size: 0 }
`;
    writeFileSync(join(folder, 'config.yaml'), config);
    const { code, err } = await runCli(['assess', '--config', 'config.yaml'], { cwd: folder });
    for (const offence of [
      '(root) "colour" is not a property this version knows',
      '/version must be equal to constant: 1',
      '/endpoints/0/base must match pattern',
      "/endpoints/0/auth must have required property 'tokenEnv'",
      '/endpoints/0/auth "keyEnv" must be equal to one of the allowed values: ["type","tokenEnv"]',
      '/endpoints/0/headers "AUTHORIZATION" has to be a header that holds no secret',
      '/endpoints/1/auth/type must be equal to one of the allowed values',
      '/sampling/size must be >= 1',
    ])
      expect(err).toContain(offence);
    expect(err).not.toContain('s3cr3t-of-ours');
    expect(code).toBe(2);
  });
});

describe.concurrent('help', { timeout: 60_000 }, () => {
  it.each(['assess', 'probe', 'score', 'report', 'demo', 'packages add', 'explain'])(
    '%s --help goes to standard output and shows an example',
    async (command) => {
      const { code, out, err } = await runCli([...command.split(' '), '--help']);
      expect(out).toMatch(new RegExp(`Examples?:\\n\\s+\\$ .*fhir-readiness ${command}`));
      expect(err).toBe('');
      expect(code).toBe(0);
    },
  );

  it.each([
    ['CAP01', 'CAP01  '],
    ['m05', 'M05  '],
    ['sct-002', 'SCT-002  '],
    ['cardinality-min', 'cardinality-min  '],
    ['nhs-number-format', 'NHS-NUMBER-FORMAT  '],
    ['json-syntax', 'json-syntax  '],
  ])('explain %s begins with the id as it is spelt', async (id, start) => {
    const { code, out } = await runCli(['explain', id]);
    expect(out.startsWith(start)).toBe(true);
    expect(code).toBe(0);
  });
});
