import { readFileSync, readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { INPUT } from '../../src/cli/input-messages.js';
import { describeSyntax, readDocument, SYNTAX } from '../../src/fhir/index.js';

const folder = new URL('../../src/fhir/', import.meta.url);
const sources = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.ts') && !file.endsWith('messages.ts'))
  .map((file) => readFileSync(new URL(file, folder), 'utf8'));

describe('the words of what readers report', () => {
  it('there is an entry for every code in the source, and none beside', () => {
    const used = new Set(
      sources.flatMap((text) => text.match(/'(?:json|xml|nesting|encoding)-[a-z]+(?:-[a-z]+)*'/g) ?? []),
    );
    expect([...used].map((code) => code.slice(1, -1)).sort()).toEqual(Object.keys(SYNTAX).sort());
  });

  it.each(Object.entries({ ...SYNTAX, ...INPUT }))('%s is explained', (code, { title, rule, fix, reference, say }) => {
    for (const text of [title, rule, fix, reference]) expect(text, code).toMatch(/\w/);
    expect(say({ expected: 'a', found: 'b' })).not.toMatch(/\[object|\.$/);
  });

  it('say where it is, what was expected and what was found', () => {
    const [issue] = readDocument('{"a": 1,}', { format: 'json' }).issues;
    expect(describeSyntax(issue!)).toBe('This is not JSON: expected a property name in double quotes, found "}"');
    expect(describeSyntax({ code: 'toString', severity: 'error', params: {}, at: { expression: '' } })).toBeUndefined();
  });
});
