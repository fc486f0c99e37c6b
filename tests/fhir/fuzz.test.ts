import { existsSync, readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { openDefinitions } from '../../src/definitions/index.js';
import { createXmlTypes } from '../../src/definitions/xml-types.js';
import { readDocument } from '../../src/fhir/index.js';
import { scanJson } from '../../src/fhir/json/tokens.js';
import { sharedPath } from '../support/shared.js';

const types = createXmlTypes(openDefinitions({ ukCore: 'none' }));

/** Real examples where they are at hand, and always two of our own. */
function seeds(format: 'json' | 'xml', own: readonly string[]): readonly string[] {
  const folder = sharedPath('uk-core/examples', format);
  const real = existsSync(folder) ? readdirSync(folder).slice(0, 40) : [];
  return [...own, ...real.map((file) => readFileSync(`${folder}/${file}`, 'utf8'))];
}

const json = seeds('json', [
  '{"resourceType":"Patient","name":[{"given":["a",null],"_given":[null,{"id":"x"}]}],"multipleBirthInteger":-1.5e3}',
]);
const xml = seeds('xml', [
  '<?xml version="1.0"?><Patient xmlns="http://hl7.org/fhir"><text><status value="generated"/><div xmlns="http://www.w3.org/1999/xhtml"><p>x</p></div></text><name><given value="a"/></name></Patient>',
]);

/** Cuts, doubles and replaces pieces of a text. */
const mutated = (texts: readonly string[], pieces: readonly string[]): fc.Arbitrary<string> =>
  fc
    .record({
      text: fc.constantFrom(...texts),
      edits: fc.array(
        fc.record({
          at: fc.double({ min: 0, max: 1, noNaN: true }),
          cut: fc.nat(12),
          piece: fc.constantFrom(...pieces),
        }),
        { minLength: 1, maxLength: 4 },
      ),
    })
    .map(({ text, edits }) =>
      edits.reduce((now, { at, cut, piece }) => {
        const offset = Math.floor(at * now.length);
        return now.slice(0, offset) + piece + now.slice(offset + cut);
      }, text),
    );

const accepted = (text: string): boolean => {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
};

/** Whatever the text is: a resource, or one fatal issue with a place; and every look-up answers. */
function mustAnswer(text: string, format: 'json' | 'xml'): void {
  const start = performance.now();
  const document = readDocument(text, { format, types });
  if (document.resource === undefined) {
    expect(document.issues.map(({ severity }) => severity)).toEqual(['fatal']);
  } else {
    expect(document.issues.every(({ severity }) => severity !== 'fatal')).toBe(true);
  }
  for (const issue of document.issues) {
    expect(issue.at.line).toBeGreaterThan(0);
    expect(issue.at.column).toBeGreaterThan(0);
    expect(document.locate(issue.at.expression)).toBeDefined();
  }
  for (const path of ['Patient.name[0].given[1]', 'Bundle.entry[0].resource.value', 'a.b[3]', '']) {
    expect(document.locate(path)).toBeDefined();
    document.numberText(path);
  }
  expect(performance.now() - start).toBeLessThan(1000);
}

describe('no text crashes or stalls a reader', () => {
  const jsonPieces = [
    '',
    '"',
    '{',
    '}',
    '[',
    ']',
    ',',
    ':',
    '\\',
    '\\u12',
    '\n',
    '/*',
    '*/',
    '//',
    '0',
    '-',
    '.',
    'e',
    'null',
    '\uD800',
    '"a":1,',
    '"__proto__":',
    '\uFEFF',
  ];
  it('mutations of JSON', () => {
    fc.assert(
      fc.property(mutated(json, jsonPieces), (text) => {
        mustAnswer(text, 'json');
        const tokens = scanJson(text);
        const readable = !('code' in tokens) && tokens.comments.length === 0;
        expect(readable).toBe(accepted(text));
      }),
      { numRuns: 6000 },
    );
  });

  it('any JSON value: the tree is that of JSON.parse, and doubles are found exactly where there are some', () => {
    fc.assert(
      fc.property(fc.json({ maxDepth: 6 }), (text) => {
        mustAnswer(text, 'json');
        expect(readDocument(text, { format: 'json' }).resource).toEqual(JSON.parse(text));
        expect(readDocument(text, { format: 'json' }).issues).toEqual([]);
        const doubled = `{"k":${text},"j":1,"k":2}`;
        expect(readDocument(doubled, { format: 'json' }).issues).toHaveLength(1);
      }),
      { numRuns: 2000 },
    );
  });

  it('mutations of XML', () => {
    const pieces = [
      '',
      '<',
      '>',
      '/',
      '&',
      '"',
      "'",
      '=',
      '<a>',
      '</a>',
      '<a/>',
      ' x="1"',
      ' xmlns="urn:x"',
      '<!--',
      '-->',
      '<![CDATA[',
      ']]>',
      '<?x ?>',
      '<!DOCTYPE x>',
      '&lt;',
      '&#0;',
      '\u0001',
      'text',
      'x:',
    ];
    fc.assert(
      fc.property(mutated(xml, pieces), (text) => {
        mustAnswer(text, 'xml');
      }),
      { numRuns: 4000 },
    );
  });

  it('any text at all', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary', maxLength: 200 }),
        fc.constantFrom<'json' | 'xml'>('json', 'xml'),
        (text, format) => {
          mustAnswer(text, format);
        },
      ),
      { numRuns: 3000 },
    );
  });
});
