import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, type Metafile, type Plugin } from 'esbuild';

const root = fileURLToPath(new URL('../../', import.meta.url));
const dist = join(root, 'dist');
const out = join(dist, 'program');

/** Small packages that every start needs; all others stay outside and load when they are asked for. */
const INLINED = ['commander', 'saxes', 'xmlchars'];

const common = { bundle: true, platform: 'node', target: 'node20.19', legalComments: 'none', write: false } as const;

/** Modules find their data by `import.meta.url`: in the bundle it goes on meaning the place of the module, not of the bundle. */
const ownPlaces: Plugin = {
  name: 'own-places',
  setup(bundler) {
    bundler.onLoad({ filter: /\.js$/ }, ({ path }) => {
      if (!path.startsWith(dist + sep)) return undefined;
      const place = JSON.stringify(relative(out, path).split(sep).join('/'));
      const text = readFileSync(path, 'utf8');
      return { contents: text.replaceAll('import.meta.url', `new URL(${place}, import.meta.url).href`) };
    });
  },
};

/** The compiled invariants become part of the program, so that their code is prepared too. */
const invariantsInside: Plugin = {
  name: 'invariants-inside',
  setup(bundler) {
    bundler.onLoad({ filter: /[\\/]validator[\\/]invariant[\\/]compiled\.js$/ }, () => ({
      contents: "import make from '../../data/invariants.cjs'; export const loadCompiled = (held) => make(held);",
    }));
  },
};

/** What is asked for by `require` at run time is asked of the part's own: the module that makes others takes node two milliseconds. */
const ownRequire: Plugin = {
  name: 'own-require',
  setup(bundler) {
    bundler.onResolve({ filter: /^node:module$/ }, () => ({ path: 'own', namespace: 'own-require' }));
    bundler.onLoad({ filter: /^own$/, namespace: 'own-require' }, () => ({
      contents: 'export const createRequire = () => require;',
    }));
  },
};

/** commander starts commands that are programs of their own with it: there are none, and it takes node some milliseconds. */
const noChildren: Plugin = {
  name: 'no-children',
  setup(bundler) {
    bundler.onResolve({ filter: /^node:child_process$/ }, ({ importer }) =>
      importer.includes('commander') ? { path: 'none', namespace: 'no-children' } : undefined,
    );
    bundler.onLoad({ filter: /^none$/, namespace: 'no-children' }, () => ({ contents: 'module.exports = {};' }));
  },
};

/** Everything else is loaded by node as usual. */
const outsiders: Plugin = {
  name: 'outsiders',
  setup(bundler) {
    bundler.onResolve({ filter: /^[^./]/ }, ({ path, kind }) => {
      if (kind === 'entry-point' || INLINED.includes(path.split('/')[0] ?? '')) return undefined;
      return { path, external: true };
    });
  },
};

/**
 * Bundles the compiled command line into `dist/program`: a few files in the place of two hundred, since each module that node has to
 * find, read and link costs a start about half a millisecond. Commands stay in files of their own.
 */
async function bundleProgram(): Promise<void> {
  const { chunks, metafile } = await splitProgram();
  const parts = partsOf(metafile);
  rmSync(out, { recursive: true, force: true });
  mkdirSync(out, { recursive: true });
  const table: Record<string, string> = {};
  for (const [part, names] of parts) {
    for (const name of names) table[name] = part;
    writeFileSync(join(out, part), await partText(names, chunks), { encoding: 'latin1' });
  }
  writeFileSync(join(out, 'start.cjs'), await startText(table));
  writeFileSync(join(out, 'LICENSES.txt'), licencesOf(Object.keys(metafile.inputs)));
  console.log(`program: ${parts.size + 1} files`);
}

/** The program as chunks by file name: what is loaded later stands apart, what several need stands once. */
async function splitProgram(): Promise<{ chunks: ReadonlyMap<string, string>; metafile: Metafile }> {
  const { outputFiles, metafile } = await build({
    ...common,
    entryPoints: [join(dist, 'cli/main.js')],
    outdir: out,
    splitting: true,
    format: 'esm',
    chunkNames: '[name]-[hash]',
    plugins: [noChildren, ownRequire, outsiders, invariantsInside, ownPlaces],
    metafile: true,
    logLevel: 'warning',
    logOverride: { 'indirect-require': 'silent' },
  });
  return { chunks: new Map(outputFiles.map(({ path, text }) => [basename(path), text])), metafile };
}

/** Which chunks share a file: what every start needs, what `validate` needs beyond that, and each other chunk for itself. */
function partsOf({ outputs }: Metafile): ReadonlyMap<string, readonly string[]> {
  const byName = new Map(Object.entries(outputs).map(([path, output]) => [basename(path), output]));
  const placed = new Set<string>();
  const gather = (name: string): string[] => {
    const output = byName.get(name);
    if (output === undefined || placed.has(name)) return [];
    placed.add(name);
    const needed = output.imports.filter(({ kind, external }) => kind === 'import-statement' && external !== true);
    return [name, ...needed.flatMap(({ path }) => gather(basename(path)))];
  };
  const startingWith = (start: string): string[] =>
    [...byName.keys()].filter((name) => name.startsWith(start)).flatMap(gather);
  const parts = new Map([
    ['main.cjs', gather('main.js')],
    ['validate.cjs', [...startingWith('run-validate-'), ...startingWith('text-')]],
  ]);
  for (const name of byName.keys()) if (!placed.has(name)) parts.set(name.replace(/js$/, 'cjs'), [name]);
  return parts;
}

/** Chunks as one function that node can make a script of, each under its name. */
async function partText(names: readonly string[], chunks: ReadonlyMap<string, string>): Promise<string> {
  const others: Plugin = {
    name: 'others',
    setup(bundler) {
      bundler.onResolve({ filter: /^\.\// }, ({ path, kind }) =>
        kind !== 'dynamic-import' && names.includes(basename(path))
          ? { path: join(out, basename(path)) }
          : { path, external: true },
      );
      bundler.onLoad({ filter: /\.js$/ }, ({ path }) => ({ contents: chunks.get(basename(path)) ?? '' }));
    },
  };
  const { outputFiles } = await build({
    ...common,
    stdin: {
      contents: names.map((name) => `export * as ${JSON.stringify(name)} from './${name}';`).join('\n'),
      resolveDir: out,
    },
    format: 'cjs',
    supported: { 'dynamic-import': false },
    define: { 'import.meta.url': '$own' },
    plugins: [others, outsiders],
    logLevel: 'warning',
    logOverride: { 'indirect-require': 'silent' },
  });
  const own = "const $own = require('node:url').pathToFileURL(__filename).href;";
  const text = `(function (exports, require, module, __filename) {\n${own}\n${outputFiles[0]?.text ?? ''}\n});\n`;
  if (Buffer.byteLength(text) !== text.length)
    throw new Error(`the part with ${names[0] ?? ''} is not ASCII, as its reader expects`);
  return text;
}

async function startText(table: Readonly<Record<string, string>>): Promise<string> {
  const { outputFiles } = await build({
    ...common,
    entryPoints: [join(dist, 'cli/start.js')],
    format: 'cjs',
    define: { PARTS: JSON.stringify(table) },
    logLevel: 'warning',
  });
  return outputFiles[0]?.text ?? '';
}

/** The licence texts of the packages whose code is in the bundle. */
function licencesOf(inputs: readonly string[]): string {
  const folders = new Set(inputs.flatMap((input) => /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(input)?.[0] ?? []));
  return [...folders]
    .sort()
    .map((folder) => {
      const files = readdirSync(folder).filter((name) => /^licen[cs]e/i.test(name));
      const { name, version, license, author } = JSON.parse(
        readFileSync(join(folder, 'package.json'), 'utf8'),
      ) as Record<'name' | 'version' | 'license' | 'author', string>;
      const text = files.map((file) => readFileSync(join(folder, file), 'utf8').trim()).join('\n\n');
      return `${name} ${version} (${license}), ${author}\n\n${text}`.trim() + '\n';
    })
    .join('\n');
}

await bundleProgram();
