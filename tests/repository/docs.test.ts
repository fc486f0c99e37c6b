import { existsSync, mkdtempSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Command } from 'commander';
import { describe, expect, it } from 'vitest';
import { readConfig } from '../../src/cli/config.js';
import { createProgram } from '../../src/cli/main.js';
import { generatedDocs } from '../../src/dev/generated-docs.js';
import { parseAnswers } from '../../src/framework/index.js';
import { evidenceWith } from '../checks/facts.js';
import { cap90 } from './examples/cap90.js';

const root = fileURLToPath(new URL('../../', import.meta.url));
const read = (path: string): string => readFileSync(join(root, path), 'utf8');

const topLevel = readdirSync(root).filter((name) => name.endsWith('.md'));
const generated = generatedDocs();
const pages = [...topLevel, ...readdirSync(join(root, 'docs')).map((name) => `docs/${name}`)].filter((name) =>
  name.endsWith('.md'),
);

const blocks = (text: string, language: string): string[] =>
  [...text.matchAll(new RegExp(`\`\`\`${language}\\n(.*?)\`\`\``, 'gs'))].map(([, block = '']) => block);

const withoutCode = (text: string): string => text.replace(/```.*?```/gs, '').replace(/`[^`\n]*`/g, 'code');

/** The anchor that a heading gets where these pages are shown. */
const anchor = (heading: string): string =>
  heading
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s_-]/gu, '')
    .replaceAll(' ', '-');

const anchorsOf = (text: string): Set<string> =>
  new Set([...text.replace(/```.*?```/gs, '').matchAll(/^#{1,6} (.*)$/gm)].map(([, heading = '']) => anchor(heading)));

describe('pages made from the code', () => {
  it.each([...generated.keys()])('docs/%s is up to date', (file) => {
    const written = read(`docs/${file}`).split('\n');
    const fresh = (generated.get(file) ?? '').split('\n');
    const stale = fresh.findIndex((line, index) => line !== written[index]);
    expect(stale, `line ${stale + 1} is stale: npm run build && npm run docs`).toBe(-1);
    expect(written).toHaveLength(fresh.length);
  });
});

describe.each(pages)('%s', (page) => {
  const text = read(page);

  it('links to what is there', () => {
    const broken = [...withoutCode(text).matchAll(/\]\(([^)\s]+)\)/g)]
      .map(([, target = '']) => target)
      .filter((target) => !/^(?:https?:|mailto:)/.test(target))
      .filter((target) => {
        const [path = '', fragment] = target.split('#');
        const file = path === '' ? join(root, page) : join(root, dirname(page), path);
        if (!existsSync(file)) return true;
        return fragment !== undefined && !anchorsOf(readFileSync(file, 'utf8')).has(fragment);
      });
    expect(broken).toEqual([]);
  });

  it('names no command and no option that is not there', () => {
    expect(commandLines(text).flatMap(faultsOf)).toEqual([]);
  });

  it('names no npm script that is not there', () => {
    const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> };
    const named = [...text.matchAll(/npm run (?:--silent )?([a-z][a-z:-]*)/g)].map(([, name = '']) => name);
    expect(named.filter((name) => !(name in scripts))).toEqual([]);
  });
});

/** Every `fhir-readiness …` of a page: lines of console blocks, and code within sentences. */
function commandLines(text: string): string[] {
  const lines = blocks(text, 'console').flatMap((block) => block.split('\n'));
  const inline = [...text.replace(/```.*?```/gs, '').matchAll(/`([^`\n]*)`/g)].map(([, code = '']) => code);
  return [...lines, ...inline]
    .filter((line) => /(?:^|[\s|])fhir-readiness\s+\S/.test(line))
    .map((line) => line.replace(/^.*?(?:^|[\s|])fhir-readiness\s+/, '').replace(/\s+#.*$/, ''));
}

const named = (commands: readonly Command[], name: string): Command | undefined =>
  commands.find((one) => one.name() === name);

function faultsOf(line: string): string[] {
  const words = line.replace(/'[^']*'/g, 'quoted').split(/\s+/);
  const program = createProgram();
  const [first = '', second = ''] = words;
  const command = first.startsWith('-') ? program : named(program.commands, first);
  if (command === undefined) return [`no command: ${line}`];
  const nested = named(command.commands, second);
  if (command.commands.length > 0 && command !== program && nested === undefined) return [`no command: ${line}`];
  const known = [...(nested ?? command).options, ...program.options].flatMap(({ long, short }) => [long, short]);
  return words
    .filter((word) => /^-{1,2}[a-zA-Z]/.test(word))
    .map((word) => word.split('=')[0] ?? word)
    .filter((word) => word !== '--help' && !known.includes(word))
    .map((word) => `no option ${word}: ${line}`);
}

describe('the checks of this file', () => {
  it('notice a command and an option that do not exist', () => {
    const lines = commandLines('```console\n$ npx fhir-readiness doctor\n$ A=1 fhir-readiness demo --fast x\n```');
    expect(lines.flatMap(faultsOf)).toEqual(['no command: doctor', 'no option --fast: demo --fast x']);
    expect(faultsOf('packages sync --offline')).toEqual([]);
    expect(faultsOf('packages drop')).toHaveLength(1);
  });
});

describe('docs/cli.md', () => {
  const text = read('docs/cli.md');

  it('names every command and every option there is', () => {
    const everyOption = (command: Command): string[] => [
      ...command.options.filter(({ hidden }) => !hidden).flatMap(({ long }) => (long == null ? [] : [long])),
      ...command.commands.flatMap(everyOption),
    ];
    const program = createProgram();
    const missing = [...everyOption(program), ...program.commands.map((one) => one.name())].filter(
      (name) => name !== '--version' && !text.includes(`\`${name}`) && !text.includes(`, ${name}`),
    );
    expect(missing).toEqual([]);
  });

  it('shows a configuration that the schema takes', async () => {
    const file = join(mkdtempSync(join(tmpdir(), 'fhir-readiness-docs-')), 'config.yaml');
    const block = blocks(text, 'yaml').find((one) => one.startsWith('version: 1')) ?? '';
    writeFileSync(file, block);
    const config = await readConfig(file);
    const schema = JSON.parse(read('profiles/schemas/config.schema.json')) as { properties: object };
    const shown = Object.keys(schema.properties).filter((name) => name !== '$schema' && name !== 'framework');
    expect(Object.keys(config).sort()).toEqual(shown.sort());
  });

  it('shows answers that the schema takes', async () => {
    const block = blocks(text, 'yaml').find((one) => one.startsWith('schemaVersion')) ?? '';
    expect((await parseAnswers(block)).respondent).toBe('Head of Integration');
  });
});

describe('CONTRIBUTING.md', () => {
  it('shows the check that is compiled and run here', () => {
    const example = read('tests/repository/examples/cap90.ts').replaceAll('../../../src/checks/', '../');
    expect(blocks(read('CONTRIBUTING.md'), 'ts')).toContain(example);
  });

  it('shows a check that works', () => {
    expect(cap90.run(evidenceWith()).outcome).toBe('warn');
    expect(cap90.run(evidenceWith({ capability: null })).outcome).toBe('unknown');
  });
});

describe('docs/dependencies.md', () => {
  it('says why each dependency is there, and names no other', () => {
    const { dependencies, devDependencies } = JSON.parse(read('package.json')) as Record<
      'dependencies' | 'devDependencies',
      Record<string, string>
    >;
    const text = read('docs/dependencies.md');
    const all = [...Object.keys(dependencies), ...Object.keys(devDependencies)];
    expect(all.filter((name) => !text.includes(`\`${name}\``))).toEqual([]);
    const rows = [...text.matchAll(/^\| (`.*?) \|/gm)].flatMap(([, cell = '']) => [...cell.matchAll(/`([^`]+)`/g)]);
    expect(rows.map(([, name = '']) => name).filter((name) => !all.includes(name))).toEqual([]);
  });
});
