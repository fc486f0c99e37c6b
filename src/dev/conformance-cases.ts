import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

export interface Case {
  readonly id: string;
  readonly file: string;
  readonly format: 'json' | 'xml';
  readonly profiles: readonly string[];
  /** Holds the profile where `profiles` names what is contained in it. */
  readonly profileFile?: string | undefined;
  /** Conformance resources to load first, below the folder. */
  readonly supporting: readonly string[];
  /** What a resolver may hand out: URL to file. */
  readonly fetchable: Readonly<Record<string, string>>;
  readonly settings: Readonly<Record<string, unknown>>;
  readonly ukCore: 'stu3-preview' | 'none';
  readonly unknownExtensions: 'error' | 'ignore';
}

interface Manifest {
  readonly cases?: readonly SuiteCase[];
  readonly files?: readonly { readonly file: string; readonly format: string; readonly profile: string | null }[];
}

interface SuiteCase {
  readonly id: string;
  readonly file: string;
  readonly format: string;
  readonly area: string;
  readonly profiles: readonly string[];
  readonly profileFile?: string | null;
  readonly supporting: readonly { readonly file: string }[];
  readonly fetchable: Readonly<Record<string, string>>;
  readonly settings: Readonly<Record<string, unknown>>;
}

interface Index {
  readonly files: readonly { readonly file: string; readonly format?: string; readonly validateAs: string | null }[];
}

const UK = {
  supporting: [],
  fetchable: {},
  settings: {},
  ukCore: 'stu3-preview',
  unknownExtensions: 'ignore',
} as const;

const formatOf = (text: string): 'json' | 'xml' => (text === 'xml' || text.endsWith('.xml') ? 'xml' : 'json');
const read = (file: string): unknown => JSON.parse(readFileSync(file, 'utf8'));

/** The cases of a set: a folder with `manifest.json` (suite, mutants) or `index.json` (examples, corpus). */
export function readCases(folder: string, areas: readonly string[] | undefined): Case[] {
  const manifest = path.join(folder, 'manifest.json');
  if (existsSync(manifest)) return manifestCases(read(manifest) as Manifest, areas);
  const { files } = read(path.join(folder, 'index.json')) as Index;
  return existsSync(path.join(folder, 'json'))
    ? exampleCases(folder, files)
    : files.map((entry) => fileCase(entry.file, entry));
}

function manifestCases({ cases = [], files = [] }: Manifest, areas: readonly string[] | undefined): Case[] {
  const suite = cases
    .filter(({ area }) => areas === undefined || areas.includes(area))
    .map((item): Case => ({
      id: item.id,
      file: item.file,
      format: formatOf(item.format),
      profiles: item.profiles,
      profileFile: item.profileFile ?? undefined,
      supporting: item.supporting.map(({ file }) => file),
      fetchable: item.fetchable,
      settings: item.settings,
      ukCore: 'none',
      unknownExtensions: 'error',
    }));
  const mutants = files.map(({ file, format, profile }): Case => ({
    ...UK,
    id: file,
    file,
    format: formatOf(format),
    profiles: profile === null ? [] : [profile],
  }));
  return [...suite, ...mutants];
}

/** An example stands in both formats, in a folder each. */
function exampleCases(folder: string, files: Index['files']): Case[] {
  return files.flatMap((entry) =>
    (['json', 'xml'] as const).flatMap((format) => {
      const name = `${entry.file}.${format}`;
      if (!readdirSync(path.join(folder, format)).includes(name)) return [];
      return [{ ...fileCase(name, entry), file: path.join(format, name) }];
    }),
  );
}

function fileCase(file: string, { validateAs }: { readonly validateAs: string | null }): Case {
  return { ...UK, id: file, file, format: formatOf(file), profiles: validateAs === null ? [] : [validateAs] };
}
