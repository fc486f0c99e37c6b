import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const source = fileURLToPath(new URL('../../src/', import.meta.url));

/** What each room may import beside itself. */
const ALLOWED: Readonly<Record<string, readonly string[]>> = {
  model: [],
  fhir: ['model'],
  definitions: ['model', 'fhir'],
  terminology: ['model', 'fhir', 'definitions'],
  validator: ['model', 'fhir', 'definitions', 'terminology'],
  records: ['model', 'fhir', 'definitions', 'terminology', 'validator'],
  http: ['model'],
  probe: ['model', 'fhir', 'definitions', 'validator', 'http'],
  schemas: ['model'],
  checks: ['model'],
  framework: ['model', 'schemas'],
  report: ['model', 'schemas'],
  demo: ['model', 'fhir', 'definitions'],
};

/** Libraries that one room alone may import, so that each stays replaceable. */
const SOLE_IMPORTER: Readonly<Record<string, readonly string[]>> = {
  axios: ['http'],
  commander: ['cli'],
  saxes: ['fhir', 'validator'],
};

interface Import {
  readonly file: string;
  readonly from: string;
  readonly to: string;
}

const files = readdirSync(source, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
  .map((entry) => join(entry.parentPath, entry.name));

const room = (file: string): string => {
  const path = relative(source, file).split(sep);
  return path.length === 1 ? 'top' : (path[0] ?? '');
};

const importsOf = (file: string, text: string): Import[] =>
  [...text.matchAll(/(?:from|import|require)\s*\(?\s*'([^']+)'/g)].map(([, to = '']) => ({
    file: relative(source, file),
    from: room(file),
    to: to.startsWith('.') ? room(join(file, '..', to)) : to.split('/')[0] === '' ? to : to,
  }));

/** Imports that go against the direction of dependency. */
function offences(imports: readonly Import[]): string[] {
  return imports
    .filter(({ from, to }) => {
      const sole = SOLE_IMPORTER[to];
      if (sole !== undefined) return !sole.includes(from);
      if (to === 'cli') return from !== 'cli' && from !== 'dev';
      const allowed = ALLOWED[from];
      if (allowed === undefined || !(to in ALLOWED || to === 'top' || to === 'dev' || to === 'bulk')) return false;
      return to !== from && !allowed.includes(to);
    })
    .map(({ file, to }) => `${file} imports ${to}`);
}

describe('direction of dependency', () => {
  it('finds the rooms', () => {
    expect(files.length).toBeGreaterThan(50);
  });

  it('is kept by every file', () => {
    expect(files.flatMap((file) => offences(importsOf(file, readFileSync(file, 'utf8'))))).toEqual([]);
  });

  it('would be noticed if broken', () => {
    expect(offences(importsOf(join(source, 'fhir/x.ts'), "import { a } from '../validator/index.js'"))).toHaveLength(1);
    expect(offences(importsOf(join(source, 'checks/x.ts'), "import axios from 'axios'"))).toHaveLength(1);
    expect(offences(importsOf(join(source, 'report/x.ts'), "import { a } from '../cli/main.js'"))).toHaveLength(1);
    expect(offences(importsOf(join(source, 'framework/x.ts'), "import { a } from '../http/x.js'"))).toHaveLength(1);
  });

  it('keeps networks and clocks out of what must replay', () => {
    const pure = files.filter((file) => ['checks', 'framework', 'report', 'records'].includes(room(file)));
    const impure = pure.filter((file) =>
      /\bfrom 'node:(?:net|tls|http|https|fs)'|Date\.now\(\)|new Date\(\)|Math\.random/.test(
        readFileSync(file, 'utf8'),
      ),
    );
    expect(impure.map((file) => relative(source, file))).toEqual([]);
  });
});
