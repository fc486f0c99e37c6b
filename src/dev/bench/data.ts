import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../../', import.meta.url));
const shared = join(root, '../shared');

export interface Mix {
  readonly name: string;
  readonly lines: readonly string[];
  readonly bytes: number;
  /** Share of the bytes that stands in Bundles. */
  readonly bundleShare: number;
}

const readLines = (folder: string): string[] =>
  readdirSync(folder)
    .filter((name) => name.endsWith('.ndjson'))
    .sort()
    .flatMap((name) => readFileSync(join(folder, name), 'utf8').split('\n'))
    .filter((line) => line !== '');

const isBundle = (line: string): boolean => /^\{"resourceType":\s*"Bundle"/.test(line);
const sum = (lines: readonly string[]): number => lines.reduce((total, line) => total + Buffer.byteLength(line), 0);

function mix(name: string, lines: readonly string[]): Mix {
  const bytes = sum(lines);
  return { name, lines, bytes, bundleShare: bytes === 0 ? 0 : sum(lines.filter(isBundle)) / bytes };
}

/** Runs the NDJSON generator that comes with the reference data. */
function generate(examples: readonly string[], perType: number): string[] {
  const folder = mkdtempSync(join(tmpdir(), 'fhir-readiness-bench-'));
  try {
    mkdirSync(folder, { recursive: true });
    const args = [
      join(shared, 'tools/bench-gen.mjs'),
      '--out',
      folder,
      '--n',
      String(perType),
      '--examples',
      examples.join(','),
    ];
    execFileSync(process.execPath, args, { stdio: 'ignore' });
    return readLines(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/**
 * What is measured on: with the reference data beside the repository its generator over the official UK Core examples and real NHS
 * resources, without it the shipped synthetic trust (said in the table's heading).
 */
export function benchMixes(): { readonly source: string; readonly mixes: readonly Mix[] } {
  if (!existsSync(join(shared, 'tools/bench-gen.mjs'))) {
    const lines = readLines(join(root, 'samples/trusts/exemplar'));
    return {
      source: 'the synthetic trust in samples/ (the reference data is not here)',
      mixes: [mix('UK Core, no Bundles', lines), mix('Bundle-heavy', [...lines, ...asBundles(lines)])],
    };
  }
  const examples = join(shared, 'uk-core/examples/json');
  const ukCore = generate([examples], 60).filter((line) => !isBundle(line));
  const real = generate([examples, join(shared, 'corpus')], 60);
  return {
    source: 'generated from the official UK Core examples and real NHS resources',
    mixes: [mix('UK Core, no Bundles', ukCore), mix('Bundle-heavy', real)],
  };
}

function asBundles(lines: readonly string[]): string[] {
  const bundles: string[] = [];
  for (let from = 0; from < lines.length; from += 20) {
    const entry = lines.slice(from, from + 20).map((line) => {
      const resource = JSON.parse(line) as { resourceType: string; id: string };
      return { fullUrl: `https://example.org/fhir/${resource.resourceType}/${resource.id}`, resource };
    });
    bundles.push(JSON.stringify({ resourceType: 'Bundle', type: 'collection', entry }));
  }
  return bundles;
}
