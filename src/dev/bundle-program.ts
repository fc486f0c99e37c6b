import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, type Plugin } from 'esbuild';

const root = fileURLToPath(new URL('../../', import.meta.url));
const dist = join(root, 'dist');
const out = join(dist, 'program');

/** Small packages that every start needs; all others stay outside and load when they are asked for. */
const INLINED = ['commander', 'saxes', 'xmlchars'];

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
  rmSync(out, { recursive: true, force: true });
  const { metafile } = await build({
    entryPoints: [join(dist, 'cli/main.js')],
    outdir: out,
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    target: 'node20.19',
    chunkNames: '[name]-[hash]',
    banner: {
      js: "import { createRequire as $require } from 'node:module';\nconst require = $require(import.meta.url);",
    },
    plugins: [outsiders, ownPlaces],
    metafile: true,
    logLevel: 'warning',
  });
  writeFileSync(join(out, 'LICENSES.txt'), licencesOf(Object.keys(metafile.inputs)));
  console.log(`program: ${Object.keys(metafile.outputs).length} files`);
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
