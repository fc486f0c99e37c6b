import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isDayText } from '../../src/validator/calendar.js';
import { isUuidAt } from '../../src/validator/id.js';
import { compareTemporal } from '../../src/validator/invariant/temporal.js';
import { isRelativeTo, slashOfRelative } from '../../src/validator/literal.js';
import { PRIMITIVES } from '../../src/validator/primitive.js';
import { Recall } from '../../src/validator/recall.js';
import { restful } from '../../src/validator/rules/bundle-links.js';
import { parseXhtml } from '../../src/validator/rules/xhtml-parse.js';
import { quickScan } from '../../src/validator/rules/xhtml-scan.js';

const RUNS = { numRuns: 2000 };

/** Texts made of pieces that mean something where they stand, so that most are nearly right. */
const ofPieces = (pieces: readonly string[], maxLength: number): fc.Arbitrary<string> =>
  fc.array(fc.constantFrom(...pieces), { maxLength }).map((chosen) => chosen.join(''));

describe('Shortcuts say what the rule says', () => {
  it('of narratives: what the scan passes has no fault for the parser', () => {
    let passed = 0;
    const start = '<div xmlns="http://www.w3.org/1999/xhtml">';
    const markup = ['<p>', '</p>', '<b>', '</b>', '<br/>', '<td ', 'colspan="2"', ' class="x"', ' >', '>', '/>', '"'];
    const more = [
      'x',
      ' ',
      '&amp;',
      '&',
      ']]>',
      '\u0000',
      '😀',
      '<script>',
      ' href="#a"',
      ' href="x:y"',
      ' xml:lang="cy"',
    ];
    const inner = ofPieces([...markup, ...more, '<a', '</a>', '<table>', '</table>', ' style="url(x)"', '\n', '<'], 8);
    fc.assert(
      fc.property(
        fc.constantFrom(start, '<div>', '<div class="x" xmlns="http://www.w3.org/1999/xhtml">'),
        inner,
        (open, text) => {
          const div = `${open}<p>a</p>${text}</div>`;
          if (quickScan(div) === 'ask') return;
          passed += 1;
          expect([div, parseXhtml(div).faults]).toEqual([div, []]);
        },
      ),
      { numRuns: 5000 },
    );
    expect(passed).toBeGreaterThan(100);
  });

  it('of narratives: what is called bare has no links into itself and no languages', () => {
    const attributes = [
      ' href="#a"',
      ' lang="cy"',
      ' xml:lang="cy"',
      ' class="x"',
      ' name="b"',
      ' src="#b"',
      ' title="#c"',
    ];
    fc.assert(
      fc.property(fc.subarray(attributes), (chosen) => {
        const div = `<div xmlns="http://www.w3.org/1999/xhtml"><a${chosen.join('')}>x</a></div>`;
        if (quickScan(div) !== 'bare') return;
        const { fragments, languages } = parseXhtml(div);
        expect([fragments.size, languages.length]).toEqual([0, 0]);
      }),
    );
    expect(quickScan('<div xmlns="http://www.w3.org/1999/xhtml"><p class="x">x</p></div>')).toBe('bare');
  });

  it('of relative references', () => {
    const relative = /^([A-Z][A-Za-z]*)\/[A-Za-z0-9\-.]{1,64}$/;
    const texts = ofPieces(
      ['Patient', 'patient', 'X', '/', '/', '1', 'a-b.c', '_history', ' ', '#', 'é', 'x'.repeat(63)],
      5,
    );
    fc.assert(
      fc.property(texts, (text) => {
        const type = relative.exec(text)?.[1];
        expect(slashOfRelative(text)).toBe(type?.length ?? -1);
        expect(isRelativeTo(text, ['Group', 'Patient'])).toBe(type === 'Patient');
      }),
      RUNS,
    );
  });

  it('of RESTful URLs', () => {
    const rest = /^(https?:\/\/.+)\/([A-Z][A-Za-z]+)\/([A-Za-z0-9\-.]{1,64})$/;
    const texts = ofPieces(
      ['http://', 'https://', 'a.b', '/', '/Patient', '/patient', '/1', '/_history/2', 'X', '?', '#'],
      6,
    );
    fc.assert(
      fc.property(texts, (url) => {
        const [, base, type, id] = rest.exec(url) ?? [];
        const found = restful(url);
        expect([url, found?.base, found?.type, found?.id]).toEqual([url, base, type, id]);
      }),
      RUNS,
    );
  });

  it('of ids, codes and base64', () => {
    const groups = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{4}|[A-Za-z0-9+/]{3}=|[A-Za-z0-9+/]{2}==)$/;
    const rules: readonly (readonly [string, (text: string) => boolean, readonly string[]])[] = [
      ['id', (text) => /^[A-Za-z0-9\-.]{1,64}$/.test(text), ['a', '-', '.', '_', ' ', 'é', 'A9', 'x'.repeat(40)]],
      ['code', (text) => /^[^\s]+(?:[ \u00a0][^\s]+)*$/.test(text), ['a', ' ', '\t', '-', '\u00a0', 'b']],
      [
        'base64Binary',
        (text) => groups.test(text.replace(/\s/g, '')),
        ['AAAA', 'AB', 'A', '=', '==', ' ', '\n', '-', 'b+/c'],
      ],
    ];
    for (const [type, rule, pieces] of rules) {
      fc.assert(
        fc.property(ofPieces(pieces, 6), (text) => {
          const expected = text === '' ? 'empty-string' : rule(text) ? undefined : 'primitive-format';
          expect([type, text, PRIMITIVES.get(type)?.(text)]).toEqual([type, text, expected]);
        }),
        RUNS,
      );
    }
  });

  it('of UUIDs', () => {
    const lower = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/;
    const pieces = ['0a1b2c3d', '-4e5f', '-', 'g', 'A', '0123456789ab', '\u0660', '-012345678901'];
    fc.assert(
      fc.property(fc.oneof(fc.uuid(), ofPieces(pieces, 6)), fc.boolean(), (text, upper) => {
        const asked = upper ? text.toUpperCase() : text;
        expect([asked, isUuidAt(asked, 0)]).toEqual([asked, lower.test(asked)]);
        expect([asked, isUuidAt(asked, 0, true)]).toEqual([asked, new RegExp(lower, 'i').test(asked)]);
      }),
      RUNS,
    );
  });

  it('of days', () => {
    const day = /^(?!0000)\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])/;
    fc.assert(
      fc.property(ofPieces(['0', '1', '2', '3', '9', '2020', '-', '-01', '-12', '-31', 'T', '０'], 6), (text) => {
        expect([text, isDayText(text)]).toEqual([text, day.test(text)]);
      }),
      RUNS,
    );
  });

  it('of moments: alike ones are compared as the calendar does', () => {
    const moments = fc
      .tuple(
        fc.date({ min: new Date('1990-01-01T00:00:00Z'), max: new Date('2030-01-01T00:00:00Z'), noInvalidDate: true }),
        fc.constantFrom(10, 19, 23),
        fc.constantFrom('Z', '+01:00', '-05:30'),
      )
      .map(([date, length, zone]) => {
        const text = date.toISOString().slice(0, length);
        return length === 10 ? text : text + zone;
      });
    fc.assert(
      fc.property(moments, moments, (left, right) => {
        const answer = compareTemporal(left, right);
        if (left.length === 10 || right.length === 10) {
          if (left.length === right.length) expect(answer).toBe(Math.sign(Date.parse(left) - Date.parse(right)));
        } else expect([left, right, answer]).toEqual([left, right, Math.sign(Date.parse(left) - Date.parse(right))]);
      }),
      RUNS,
    );
  });

  it('of what is remembered, which is forgotten never and bounded always', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(ofPieces(['a', 'b', 'http://x.y/', 'é'], 4), fc.nat())), (pairs) => {
        const recall = new Recall<number>(20);
        const model = new Map<string, number>();
        for (const [text, number] of pairs) {
          recall.set(text, number);
          if (text !== '' && model.size < 20) model.set(text, number);
          for (const [known] of pairs) expect(recall.get(known)).toBe(model.get(known));
        }
      }),
    );
  });
});
