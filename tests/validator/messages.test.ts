import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { SYNTAX } from '../../src/fhir/index.js';
import { createValidator } from '../../src/validator/index.js';
import { explainIssue, ISSUE_CODES, message } from '../../src/validator/messages/index.js';

const root = fileURLToPath(new URL('../../src/validator/', import.meta.url));

/** Codes that a source file reports: the argument of report(), or the severity that follows a code. */
function codesIn(source: string): string[] {
  const found = [
    ...source.matchAll(/\breport\(\s*'([A-Za-z0-9-]+)'/g),
    ...source.matchAll(/'([A-Za-z0-9-]+)',\s*'(?:fatal|error|warning|information)'/g),
    ...source.matchAll(/\bcode: '([a-z]+-[a-z-]+)', severity/g),
  ];
  return found.map(([, code = '']) => code);
}

const sources = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter(
  (file) => file.endsWith('.ts') && !file.startsWith(`messages${path.sep}`) && !file.startsWith(`invariant${path.sep}`),
);
const used = [...new Set(sources.flatMap((file) => codesIn(readFileSync(path.join(root, file), 'utf8'))))].sort();

describe('messages', () => {
  it('finds the codes in the source', () => {
    expect(used.length).toBeGreaterThan(60);
    expect(used).toContain('cardinality-min');
    expect(used).toContain('unknown-property');
  });

  it.each([...used, ...Object.keys(SYNTAX)])('%s has words and an explanation', (code) => {
    const said = message({ code, severity: 'error', params: {}, at: { expression: '' } });
    expect(said).not.toBe(code);
    const explained = explainIssue(code);
    expect(explained).toBeDefined();
    for (const text of Object.values(explained ?? {})) expect(text).toMatch(/\S/);
    expect(explained?.reference).toMatch(/^https?:\/\//);
  });

  it('knows no code twice and explains no unknown one', () => {
    expect(new Set(ISSUE_CODES).size).toBe(ISSUE_CODES.length);
    expect(explainIssue('toString')).toBeUndefined();
    expect(message({ code: 'toString', severity: 'error', params: {}, at: { expression: '' } })).toBe('toString');
  });

  it('names the element, what was found, what is expected and who asks for it', () => {
    const { issues } = createValidator({ defaultProfiles: 'none' }).validate({
      resourceType: 'Patient',
      gender: 'F',
      name: {},
    });
    const said = issues.map(message);
    expect(said.join('\n')).toContain('http://hl7.org/fhir/ValueSet/administrative-gender');
    expect(said.join('\n')).toContain('needs an array; found object');
  });
});
