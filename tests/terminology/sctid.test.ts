import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sctid } from '../../src/terminology/snomed/index.js';

describe('SNOMED CT identifiers', () => {
  it.each([
    ['22298006', 'concept', '00', undefined],
    ['138875005', 'concept', '00', undefined],
    ['100005', 'concept', '00', undefined],
    ['100014', 'description', '01', undefined],
    ['100022', 'relationship', '02', undefined],
    ['83821000000107', 'concept', '10', '1000000'],
    ['999000011000001104', 'concept', '10', '1000001'],
    ['31000003106', 'concept', '10', '1000003'],
    ['19999999103', 'concept', '10', '9999999'],
    ['1009999999113', 'description', '11', '9999999'],
    ['1009999999121', 'relationship', '12', '9999999'],
  ])('%s is a %s', (id, kind, partition, namespace) => {
    expect(sctid.parse(id)).toMatchObject({
      ok: true,
      kind,
      partition,
      ...(namespace === undefined ? {} : { namespace }),
    });
  });

  it.each([
    ['22298007', 'check-digit'],
    ['22298106', 'check-digit'],
    ['22289006', 'check-digit'],
    ['2229806', 'check-digit'],
    ['87541000000108', 'check-digit'],
    ['022298006', 'shape'],
    ['12345', 'shape'],
    ['22298006 ', 'shape'],
    ['', 'shape'],
    ['1234567890123456789', 'shape'],
    ['1.03e+17', 'shape'],
  ])('%s is none: %s', (id, fault) => {
    expect(sctid.parse(id)).toMatchObject({ ok: false, fault });
  });

  it('takes a long partition only with room for a namespace', () => {
    const digits = '12345610';
    expect(sctid.parse(digits + sctid.checkDigit(digits))).toMatchObject({ ok: false, fault: 'length' });
  });

  it('refuses reserved partitions', () => {
    const digits = '123456' + '09';
    expect(sctid.parse(digits + sctid.checkDigit(digits))).toMatchObject({ ok: false, fault: 'partition' });
  });

  it('tells float damage by the zeros it leaves', () => {
    expect(sctid.parse('999000011000001200')).toMatchObject({ ok: false, floatDamage: true });
    expect(sctid.parse('22298007')).toMatchObject({ ok: false, floatDamage: false });
  });

  const ids = fc.tuple(
    fc.integer({ min: 1000, max: 9_999_999 }),
    fc.constantFrom('concept' as const, 'description' as const, 'relationship' as const),
    fc.option(fc.integer({ min: 1_000_000, max: 9_999_999 }).map(String), { nil: undefined }),
  );

  it('makes ids that it reads back', () => {
    fc.assert(
      fc.property(ids, ([item, kind, namespace]) => {
        const parsed = sctid.parse(sctid.make(item, kind, namespace));
        expect(parsed).toMatchObject({ ok: true, kind, item: String(item) });
        expect(parsed.ok && parsed.namespace).toBe(namespace);
      }),
    );
  });

  it('finds every single wrong digit and every swap of neighbours', () => {
    fc.assert(
      fc.property(ids, fc.nat(), fc.integer({ min: 1, max: 9 }), ([item, kind, namespace], place, shift) => {
        const id = sctid.make(item, kind, namespace);
        const at = place % id.length;
        const wrong = id.slice(0, at) + String((Number(id[at]) + shift) % 10) + id.slice(at + 1);
        expect(sctid.hasValidCheckDigit(wrong)).toBe(false);
        const swap = place % (id.length - 1);
        if (id[swap] !== id[swap + 1]) {
          const swapped = id.slice(0, swap) + id[swap + 1]! + id[swap]! + id.slice(swap + 2);
          expect(sctid.hasValidCheckDigit(swapped)).toBe(false);
        }
      }),
    );
  });

  it('never throws on any text', () => {
    fc.assert(fc.property(fc.string(), (text) => typeof sctid.parse(text).ok === 'boolean'));
  });
});
