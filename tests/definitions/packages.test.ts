import { mkdir, mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { openDefinitions } from '../../src/definitions/index.js';
import { loadPackage } from '../../src/definitions/packages/index.js';
import { describeWithShared, sharedPath } from '../support/shared.js';
import { entriesOf, packageTgz, tgz, type TarEntry } from './archives.js';

const temporary = (): Promise<string> => mkdtemp(join(tmpdir(), 'packages-'));

async function saved(bytes: Buffer): Promise<string> {
  const file = join(await temporary(), 'p.tgz');
  await writeFile(file, bytes);
  return file;
}

const small = { name: 'example.small', version: '1.0.0' };
const valueSet = { resourceType: 'ValueSet', url: 'urn:v', status: 'draft' };
const refused = (message: RegExp): unknown =>
  expect.objectContaining({ code: 'packages.unsafe-archive', message: expect.stringMatching(message) as string });

describe('reading a package', () => {
  test('from an archive: resources at the top of package/, and nothing else', async () => {
    const entries: TarEntry[] = [
      { name: 'package', type: 'directory' },
      ...entriesOf({ ...small, files: { 'ValueSet-v.json': valueSet, '.index.json': { files: [] } } }),
      { name: 'package/examples/Patient-x.json', content: '{"resourceType":"Patient"}' },
      { name: 'other/ValueSet-w.json', content: JSON.stringify({ ...valueSet, url: 'urn:w' }) },
    ];
    const loaded = await loadPackage(await saved(await tgz(entries)));
    expect(loaded).toEqual({ ...small, resources: [valueSet], dependencies: {}, problems: [] });
  });

  test.each([
    ['with a folder package', 'package'],
    ['that is the content itself', ''],
  ])('from a folder %s', async (_name, inner) => {
    const folder = await temporary();
    await mkdir(join(folder, inner), { recursive: true });
    await writeFile(join(folder, inner, 'package.json'), JSON.stringify(small));
    await writeFile(join(folder, inner, 'v.json'), `\uFEFF${JSON.stringify(valueSet)}`);
    expect(await loadPackage(folder)).toMatchObject({ ...small, resources: [valueSet], problems: [] });
  });

  test('from a folder of resources without a manifest', async () => {
    const folder = join(await temporary(), 'own');
    await mkdir(folder);
    await writeFile(join(folder, 'v.json'), JSON.stringify(valueSet));
    await writeFile(join(folder, 'tsconfig.json'), '{}');
    expect(await loadPackage(folder)).toMatchObject({
      name: 'own',
      version: '0.0.0',
      resources: [valueSet],
      problems: [],
    });
  });

  test('its definitions can be looked up', async () => {
    const loaded = await loadPackage(await saved(await packageTgz({ ...small, files: { 'v.json': valueSet } })));
    expect(openDefinitions({ packages: [loaded] }).valueSet('urn:v')).toEqual(valueSet);
  });

  test.each([
    ['malformed JSON', '{"resourceType":', 'malformed-json'],
    ['no resource', '[]', 'no-resource'],
    ['a bare value', 'null', 'no-resource'],
  ])('%s in a file is a problem of that file', async (_name, content, code) => {
    const loaded = await loadPackage(
      await saved(await packageTgz({ ...small, files: { 'v.json': valueSet, 'x.json': content } })),
    );
    expect(loaded.resources).toEqual([valueSet]);
    expect(loaded.problems).toMatchObject([{ package: 'example.small#1.0.0', file: 'x.json', code }]);
  });
});

describe('an archive is refused', () => {
  test.each<[string, TarEntry, RegExp]>([
    ['for a path that climbs', { name: 'package/../../x.json', content: '{}' }, /leads out/],
    ['for an absolute path', { name: '/etc/x.json', content: '{}' }, /leads out/],
    ['for a backslash', { name: 'package\\..\\x.json', content: '{}' }, /leads out/],
    ['for a drive', { name: 'C:/x.json', content: '{}' }, /leads out/],
    ['for a symbolic link', { name: 'package/x.json', type: 'symlink', linkname: '/etc/passwd' }, /symlink/],
    ['for a hard link', { name: 'package/x.json', type: 'link', linkname: '/etc/passwd' }, /is a link/],
    ['for a name that is there already', { name: 'package/package.json', content: '{}' }, /package\.json" twice/],
    ['for a device', { name: 'package/x', type: 'character-device' }, /device/],
    ['for a pipe', { name: 'package/x', type: 'fifo' }, /fifo/],
  ])('%s', async (_name, entry, message) => {
    const file = await saved(await tgz([...entriesOf(small), entry]));
    await expect(loadPackage(file)).rejects.toEqual(refused(message));
  });

  const zeros = Buffer.alloc(20 * 2 ** 20, 0x20);
  test.each([
    ['as a bomb, by ratio', [{ name: 'package/x.json', content: zeros }], {}, /100 times/],
    ['as a bomb, by ratio, in a file nobody reads', [{ name: 'other/x.bin', content: zeros }], {}, /100 times/],
    ['as a bomb, by size', [{ name: 'package/x.json', content: zeros }], { bytes: 2 ** 20 }, /more than 1048576 bytes/],
    ['for one large file', [{ name: 'package/x.json', content: zeros }], { fileBytes: 100 }, /x\.json" is larger/],
    [
      'for too many entries',
      Array.from({ length: 50 }, (_, index) => ({ name: `package/${index}` })),
      { entries: 49 },
      /49 entries/,
    ],
  ])('%s', async (_name, entries, limits, message) => {
    const file = await saved(await tgz(entries));
    await expect(loadPackage(file, { limits })).rejects.toEqual(refused(message));
  });
});

describe('what is no package', () => {
  const unreadable = expect.objectContaining({ code: 'packages.unreadable' }) as unknown;
  test.each([
    ['no gzip', Buffer.from('not an archive')],
    ['nothing', Buffer.alloc(0)],
  ])('%s is named', async (_name, bytes) => {
    await expect(loadPackage(await saved(bytes))).rejects.toEqual(unreadable);
  });

  test('an archive cut short is named', async () => {
    const whole = await packageTgz({ ...small, files: { 'v.json': valueSet } });
    await expect(loadPackage(await saved(whole.subarray(0, whole.length - 40)))).rejects.toEqual(unreadable);
  });

  test('an archive without manifest is named', async () => {
    await expect(loadPackage(await saved(await tgz([{ name: 'x/y.json', content: '{}' }])))).rejects.toEqual(
      unreadable,
    );
  });

  test.each([
    ['no name', { version: '1' }],
    ['a name that is a path', { name: '../../x', version: '1' }],
    ['a version that is a path', { name: 'x', version: '..' }],
    ['no object', null],
  ])('a manifest with %s is refused', async (_name, manifest) => {
    const file = await saved(await tgz([{ name: 'package/package.json', content: JSON.stringify(manifest) }]));
    await expect(loadPackage(file)).rejects.toMatchObject({ code: 'packages.bad-manifest' });
  });

  test.each([
    ['/nowhere/at/all', 'packages.not-found'],
    ['/nowhere/at.tgz', 'packages.not-found'],
    ['a b#1', 'packages.bad-spec'],
    ['x#..', 'packages.bad-spec'],
  ])('%s is %s', async (spec, code) => {
    await expect(loadPackage(spec)).rejects.toMatchObject({ code });
  });
});

describeWithShared('the official UK Core packages', () => {
  test.each([
    ['2.0.2', 'fhir.r4.ukcore.stu2-2.0.2.tgz', 78],
    ['stu3-preview-20250620', 'fhir.r4.ukcore.stu3.currentbuild-0.0.0-develop.20250620.tgz', 153],
  ])('%s, as archive and as folder, take the place of the pack', async (folder, archive, count) => {
    const packed = await loadPackage(sharedPath('uk-core', folder, archive));
    const open = await loadPackage(sharedPath('uk-core', folder, 'package'));
    expect(packed.problems).toEqual([]);
    expect(packed.resources.length).toBe(open.resources.length);
    const definitions = openDefinitions({ packages: [packed] });
    expect(definitions.canonicals('StructureDefinition')).toHaveLength(649 + count);
    expect(definitions.packages.map(({ name }) => name)).toEqual([packed.name, 'hl7.fhir.r4.core']);
    expect(definitions.structure(definitions.ukCoreProfile('Patient') ?? '')?.snapshot?.element.length).toBeGreaterThan(
      100,
    );
  });
});

test('the cache is left alone by folders and archives', async () => {
  const cacheFolder = join(await temporary(), 'cache');
  await loadPackage(await saved(await packageTgz(small)), { cacheFolder });
  await expect(readFile(cacheFolder)).rejects.toMatchObject({ code: 'ENOENT' });
});
