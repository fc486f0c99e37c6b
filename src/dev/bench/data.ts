import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('../../../', import.meta.url));
const shared = join(root, '../shared');
const trust = join(root, 'samples/trusts/exemplar');

/** Of a Bundle-heavy mix, about what Bundles take of the bytes. */
const BUNDLE_SHARE = 0.6;

/** Resources as lines of NDJSON. */
export interface Mix {
  readonly name: string;
  readonly lines: readonly string[];
  readonly bytes: number;
  /** Share of the bytes that stands in Bundles. */
  readonly bundleShare: number;
}

/** One resource in both formats. */
export interface Pair {
  readonly json: string;
  readonly xml: string;
}

export interface BenchData {
  /** Where it comes from, in words. */
  readonly source: string;
  readonly ukCore: Mix;
  readonly bundles: Mix;
  /** Empty without the reference data. */
  readonly pairs: readonly Pair[];
}

/**
 * What is measured on: with the reference data beside the repository its generator over the official UK Core examples and real NHS
 * resources (without Binary, whose one attachment would be most of the bytes), without it the shipped synthetic trust.
 */
export const benchData = (): BenchData =>
  existsSync(join(shared, 'tools/bench-gen.mjs')) ? new ReferenceData() : new SampleData();

/** Each mix is made when it is asked for: what a process does not measure would only fill its memory. */
class ReferenceData implements BenchData {
  readonly source =
    'the official UK Core examples and real NHS resources, varied by the generator of the reference data';
  readonly #examples = join(shared, 'uk-core/examples/json');
  readonly #all = [this.#examples, join(shared, 'corpus')];
  #ukCore: Mix | undefined;
  #bundles: Mix | undefined;
  #pairs: readonly Pair[] | undefined;

  get ukCore(): Mix {
    return (this.#ukCore ??= mix('UK Core without Bundles', generate([this.#examples], 150).filter(isSingle)));
  }

  get bundles(): Mix {
    this.#bundles ??= mix(
      'Bundle-heavy',
      withBundles(generate(this.#all, 60).filter(isSingle), generate(this.#all, 900, 'Bundle')),
    );
    return this.#bundles;
  }

  get pairs(): readonly Pair[] {
    return (this.#pairs ??= readPairs(this.#examples, join(shared, 'uk-core/examples/xml')));
  }
}

class SampleData implements BenchData {
  readonly source = 'the synthetic trust in samples/, because the reference data is not beside the repository';
  readonly pairs: readonly Pair[] = [];
  readonly #lines = readLines(trust).filter((line) => typeOf(line) !== 'Binary');
  #ukCore: Mix | undefined;
  #bundles: Mix | undefined;

  get ukCore(): Mix {
    return (this.#ukCore ??= mix('UK Core without Bundles', this.#lines));
  }

  get bundles(): Mix {
    return (this.#bundles ??= mix('Bundle-heavy', withBundles(this.#lines, inBundles(this.#lines))));
  }
}

const isSingle = (line: string): boolean => !['Bundle', 'Binary'].includes(typeOf(line) ?? '');

/** A Patient of the synthetic trust, as text. */
export function onePatient(): string {
  const [line] = readFileSync(join(trust, 'Patient.ndjson'), 'utf8').split('\n', 1);
  if (line === undefined || line === '') throw new Error('the synthetic trust has no Patient');
  return line;
}

const readLines = (folder: string): string[] =>
  readdirSync(folder)
    .filter((name) => name.endsWith('.ndjson'))
    .sort()
    .flatMap((name) => readFileSync(join(folder, name), 'utf8').split('\n'))
    .filter((line) => line !== '');

const typeOf = (line: string): string | undefined => /"resourceType":\s*"([A-Za-z]+)"/.exec(line)?.[1];
const size = (lines: readonly string[]): number => lines.reduce((total, line) => total + Buffer.byteLength(line), 0);

/** Every line a text of its own, as a reader of NDJSON makes it. */
function mix(name: string, read: readonly string[]): Mix {
  const lines = read.map((line) => Buffer.from(line).toString());
  const bytes = size(lines);
  return { name, lines, bytes, bundleShare: size(lines.filter((line) => typeOf(line) === 'Bundle')) / bytes };
}

/** Adds as many Bundles to single resources as make up the wanted share of bytes, spread evenly among them. */
function withBundles(single: readonly string[], bundles: readonly string[]): readonly string[] {
  const wanted = (size(single) * BUNDLE_SHARE) / (1 - BUNDLE_SHARE);
  const chosen: string[] = [];
  for (let bytes = 0, at = 0; bytes < wanted; at += 1) {
    const line = bundles[at % bundles.length];
    if (line === undefined) throw new Error('there are no Bundles to measure on');
    chosen.push(line);
    bytes += Buffer.byteLength(line);
  }
  const every = Math.max(1, Math.floor(single.length / chosen.length));
  const rest = chosen.slice(Math.ceil(single.length / every));
  return [
    ...single.flatMap((line, at) => (at % every === 0 ? [line, ...chosen.slice(at / every, at / every + 1)] : [line])),
    ...rest,
  ];
}

/** Runs the NDJSON generator that comes with the reference data. */
function generate(examples: readonly string[], perType: number, types?: string): string[] {
  const folder = mkdtempSync(join(tmpdir(), 'fhir-readiness-bench-'));
  try {
    const options = ['--out', folder, '--n', String(perType), '--examples', examples.join(',')];
    const only = types === undefined ? [] : ['--types', types];
    execFileSync(process.execPath, [join(shared, 'tools/bench-gen.mjs'), ...options, ...only], { stdio: 'ignore' });
    return readLines(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function readPairs(json: string, xml: string): readonly Pair[] {
  return readdirSync(json)
    .filter((name) => name !== 'index.json' && existsSync(join(xml, name.replace(/json$/, 'xml'))))
    .map((name) => ({
      json: JSON.stringify(JSON.parse(readFileSync(join(json, name), 'utf8'))),
      xml: readFileSync(join(xml, name.replace(/json$/, 'xml')), 'utf8'),
    }));
}

function inBundles(lines: readonly string[]): string[] {
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
