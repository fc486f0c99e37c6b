import { describe, expect, it } from 'vitest';
import { PRIMITIVES } from '../../src/validator/primitive.js';

/** Type, value, and the fault found; undefined for a sound value. */
const CASES: readonly (readonly [string, unknown, string | undefined])[] = [
  ['boolean', true, undefined],
  ['boolean', 'true', 'json-type'],
  ['boolean', 1, 'json-type'],
  ['integer', -5, undefined],
  ['integer', 1.5, 'primitive-format'],
  ['integer', 2_147_483_648, 'number-range'],
  ['unsignedInt', 0, undefined],
  ['unsignedInt', -1, 'number-range'],
  ['positiveInt', 1, undefined],
  ['positiveInt', 0, 'number-range'],
  ['decimal', 1e-3, undefined],
  ['decimal', '1.0', 'json-type'],
  ['string', 'a b', undefined],
  ['string', '', 'empty-string'],
  ['string', 5, 'json-type'],
  ['string', 'x'.repeat(1_048_577), 'string-too-long'],
  ['string', 'ä'.repeat(1_048_576), undefined],
  ['string', '\u{1f600}'.repeat(600_000), undefined],
  ['markdown', 'x'.repeat(1_048_577), 'string-too-long'],
  ['xhtml', 'x'.repeat(1_048_577), undefined],
  ['code', 'final', undefined],
  ['code', 'a b', undefined],
  ['code', ' final', 'primitive-format'],
  ['code', 'a  b', 'primitive-format'],
  ['code', 'a\tb', 'primitive-format'],
  ['code', 'a\nb', 'primitive-format'],
  ['id', 'A-1.b', undefined],
  ['id', 'a_b', 'primitive-format'],
  ['id', 'x'.repeat(65), 'primitive-format'],
  ['uri', 'urn:uuid:0a000000-0000-4000-8000-00000000000a', undefined],
  ['uri', 'urn:uuid:0A000000-0000-4000-8000-00000000000A', 'uuid-format'],
  ['uri', 'urn:uuid:1', 'uuid-format'],
  ['uri', 'urn:oid:1.2.826', undefined],
  ['uri', 'urn:oid:1.02', 'oid-format'],
  ['uri', 'oid:1.2.826', 'oid-format'],
  ['uri', 'uuid:0a000000-0000-4000-8000-00000000000a', 'uuid-format'],
  ['uri', 'url', undefined],
  ['uri', 'http://a b', 'uri-whitespace'],
  ['uri', 'relative', undefined],
  ['canonical', 'http://a.b/c|1', undefined],
  ['canonical', '#a', undefined],
  ['canonical', 'Measure/1', 'canonical-relative'],
  ['oid', 'urn:oid:2.16.840', undefined],
  ['oid', '2.16.840', 'primitive-format'],
  ['uuid', 'urn:uuid:0a000000-0000-4000-8000-00000000000a', undefined],
  ['base64Binary', 'YWJj', undefined],
  ['base64Binary', 'YW Jj\n', undefined],
  ['base64Binary', 'YWJ', 'primitive-format'],
  ['base64Binary', 'YW=j', 'primitive-format'],
  ['base64Binary', 'YWJ*', 'primitive-format'],
  ['date', '2024', undefined],
  ['date', '2024-02', undefined],
  ['date', '2024-02-29', undefined],
  ['date', '2023-02-29', 'date-invalid'],
  ['date', '1900-02-29', 'date-invalid'],
  ['date', '2000-02-29', undefined],
  ['date', '2024-13', 'primitive-format'],
  ['date', '0000', 'primitive-format'],
  ['date', '01/02/1970', 'primitive-format'],
  ['date', '2024-05-01T00:00:00Z', 'primitive-format'],
  ['dateTime', '2024-05', undefined],
  ['dateTime', '2024-05-01T09:30:00Z', undefined],
  ['dateTime', '2024-05-01T09:30:00.123+01:00', undefined],
  ['dateTime', '2024-05-01T23:59:60Z', undefined],
  ['dateTime', '2024-05-01T09:30:00', 'timezone-missing'],
  ['dateTime', '2024-05-01T09:30Z', 'primitive-format'],
  ['dateTime', '2024-05-01T24:00:00Z', 'primitive-format'],
  ['dateTime', '2024-05-01T09:30:00+14:01', 'primitive-format'],
  ['dateTime', '2024-05-01T09:30:00.Z', 'primitive-format'],
  ['dateTime', '2024-02-30T09:30:00Z', 'date-invalid'],
  ['dateTime', '2024-05-01 09:30:00Z', 'primitive-format'],
  ['instant', '2024-05-01', 'primitive-format'],
  ['instant', '2024-05-01T09:30:00Z', undefined],
  ['time', '09:30:00', undefined],
  ['time', '09:30', 'primitive-format'],
  ['time', '24:00:00', 'primitive-format'],
];

describe('primitive values', () => {
  it.each(CASES)('%s %j: %s', (type, value, fault) => {
    expect(PRIMITIVES.get(type)?.(value)).toBe(fault);
  });

  it('takes long hostile texts in linear time', () => {
    const start = performance.now();
    for (const type of PRIMITIVES.keys()) PRIMITIVES.get(type)?.(`${'1'.repeat(100_000)} `);
    expect(performance.now() - start).toBeLessThan(1000);
  });
});
