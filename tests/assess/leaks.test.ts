import { readFileSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { runCli, temporaryFolder } from '../support/cli.js';

const trusts = fileURLToPath(new URL('../../samples/trusts/', import.meta.url));
const IDENTIFYING = new Set(['family', 'given', 'line', 'city', 'postalCode', 'birthDate', 'id', 'div']);

/** Every name, number, address, id and birth date in a trust's records. */
function identifyingValues(persona: string): Set<string> {
  const found = new Set<string>();
  const visit = (value: unknown, key: string, parent: Record<string, unknown>): void => {
    if (Array.isArray(value)) for (const item of value) visit(item, key, parent);
    else if (value !== null && typeof value === 'object') {
      for (const [name, child] of Object.entries(value)) visit(child, name, value as Record<string, unknown>);
    } else if (typeof value === 'string') {
      const isNumber = key === 'value' && typeof parent['system'] === 'string';
      if ((IDENTIFYING.has(key) || isNumber) && value.length >= 4) found.add(value);
      if (key === 'reference' && /^[A-Z][A-Za-z]+\//.test(value)) found.add(value.split('/')[1] ?? value);
    }
  };
  const folder = join(trusts, persona);
  for (const file of readdirSync(folder).filter((name) => name.endsWith('.ndjson')))
    for (const line of readFileSync(join(folder, file), 'utf8').split('\n').filter(Boolean))
      visit(JSON.parse(line), '', {});
  return found;
}

const filesBelow = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));

/** Values that stand in a text as words of their own; ids such as codes of a type may be part of longer words. */
const leaked = (values: ReadonlySet<string>, text: string): string[] =>
  [...values].filter((value) => {
    const at = text.indexOf(value);
    if (at < 0) return false;
    return !/[A-Za-z0-9]/.test(text[at - 1] ?? ' ') && !/[A-Za-z0-9]/.test(text[at + value.length] ?? ' ');
  });

describe('nothing of a record leaves the process', { timeout: 120_000 }, () => {
  it.each(['exemplar', 'developing', 'silo'])('assessing the %s trust', async (persona) => {
    const values = identifyingValues(persona);
    expect(values.size).toBeGreaterThan(500);
    const folder = temporaryFolder();
    try {
      const { out, err } = await runCli(['demo', '--persona', persona, '--out-dir', folder], { cwd: folder });
      const outputs = [
        { name: 'standard output', text: out },
        { name: 'standard error', text: err },
        ...filesBelow(folder).map((path) => ({ name: path, text: readFileSync(path, 'utf8') })),
      ];
      expect(outputs.length).toBeGreaterThanOrEqual(4);
      for (const { name, text } of outputs) expect(leaked(values, text), name).toEqual([]);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });

  it('would be noticed', () => {
    const values = identifyingValues('exemplar');
    const [first = ''] = [...values].filter((value) => value.startsWith('Zz'));
    expect(leaked(values, `{"note":"seen ${first} today"}`)).toEqual([first]);
  });
});
