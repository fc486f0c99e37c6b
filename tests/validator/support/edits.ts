import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';

const SAMPLES = path.join(import.meta.dirname, '../../../samples');
const MOST_PER_FILE = 4;

/** Sample records as text: those told to be broken, and the first of every type of every trust. */
export const RECORDS: readonly string[] = readdirSync(SAMPLES, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile() && /\.(?:nd)?json$/.test(entry.name))
  .flatMap(({ parentPath, name }) => {
    const text = readFileSync(path.join(parentPath, name), 'utf8');
    return name.endsWith('.ndjson') ? text.split('\n', MOST_PER_FILE) : [text];
  })
  .filter(isRecord);

function isRecord(text: string): boolean {
  try {
    return text !== '' && 'resourceType' in (JSON.parse(text) as object);
  } catch {
    return false;
  }
}

const nested = (levels: number, wrap: (inner: unknown) => unknown): unknown => {
  let value: unknown = 'x';
  for (let i = 0; i < levels; i += 1) value = wrap(value);
  return value;
};

/** What may stand where something else did. */
const hostile = fc.oneof(
  fc.constantFrom<unknown>(
    null,
    true,
    -1,
    0.5,
    1e308,
    '',
    ' ',
    '#',
    '#x',
    '\uD800',
    '\u0000',
    {},
    [],
    [[]],
    [null],
    [{}],
  ),
  fc.constantFrom<unknown>(
    'Patient/1',
    'urn:uuid:x',
    '2024-02-30',
    'a'.repeat(5000),
    `${'('.repeat(2000)}a`,
    'http://',
  ),
  fc.constantFrom<unknown>(
    nested(3000, (inner) => [inner]),
    nested(3000, (inner) => ({ extension: [inner] })),
    nested(300, (inner) => ({ resourceType: 'Bundle', type: 'collection', entry: [{ resource: inner }] })),
    nested(300, (inner) => ({ resourceType: 'Patient', id: 'a', contained: [inner] })),
    JSON.parse('{"__proto__": {"a": 1}, "constructor": 1, "toString": [], "hasOwnProperty": null}'),
    { resourceType: 'Patient', id: 'x' },
    { resourceType: 'constructor' },
    { reference: '#' },
    { coding: [{ system: 'http://unitsofmeasure.org', code: '((((' }] },
  ),
  fc.jsonValue({ maxDepth: 3 }),
);
const names = fc.constantFrom(
  '__proto__',
  'constructor',
  'resourceType',
  'id',
  '_id',
  'extension',
  'contained',
  'value',
  'toString',
);

/** A change somewhere in a document: `at` chooses the place, `kind` what happens there. */
export const edit = fc.record({
  at: fc.nat(),
  kind: fc.constantFrom('replace', 'delete', 'list', 'single', 'rename', 'add', 'repeat', 'move'),
  name: names,
  value: hostile,
});
type Edit = typeof edit extends fc.Arbitrary<infer T> ? T : never;

type Holder = Record<string, unknown>;

/** Every place of a document, as the object or list that holds it and the key in it. */
function places(document: unknown): (readonly [Holder, string])[] {
  const found: (readonly [Holder, string])[] = [];
  const open: unknown[] = [document];
  while (open.length > 0 && found.length < 3000) {
    const holder = open.pop();
    if (typeof holder !== 'object' || holder === null) continue;
    for (const key of Object.keys(holder)) {
      found.push([holder as Holder, key]);
      open.push((holder as Holder)[key]);
    }
  }
  return found;
}

const put = (holder: Holder, key: string, value: unknown): void => {
  Object.defineProperty(holder, key, { value, writable: true, enumerable: true, configurable: true });
};

/** The document with one change; values put into it are copies. */
export function applyEdit(document: unknown, { at, kind, name, value }: Edit): unknown {
  const all = places(document);
  const place = all[at % Math.max(1, all.length)];
  if (place === undefined) return structuredClone(value);
  const [holder, key] = place;
  const held = holder[key];
  switch (kind) {
    case 'delete':
      if (Array.isArray(holder)) holder.splice(Number(key), 1);
      else Reflect.deleteProperty(holder, key);
      break;
    case 'list':
      put(holder, key, [held]);
      break;
    case 'single':
      put(holder, key, Array.isArray(held) ? held[0] : typeof held);
      break;
    case 'rename':
      if (!Array.isArray(holder)) {
        Reflect.deleteProperty(holder, key);
        put(holder, name, held);
      }
      break;
    case 'add':
      if (typeof held === 'object' && held !== null && !Array.isArray(held)) put(held as Holder, name, copy(value));
      break;
    case 'repeat':
      put(
        holder,
        key,
        Array.from({ length: 50 }, () => copy(Array.isArray(held) ? held[0] : held)),
      );
      break;
    case 'move': {
      const [other, there] = all[(at * 31 + 7) % all.length] ?? place;
      put(holder, key, copy(other[there]));
      break;
    }
    default:
      put(holder, key, copy(value));
  }
  return document;
}

/** Deep values are shared, not copied: nothing changes them, and recursion would not get through. */
const copy = (value: unknown): unknown => {
  try {
    return structuredClone(value);
  } catch {
    return value;
  }
};
