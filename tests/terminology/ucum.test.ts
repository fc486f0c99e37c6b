import { describe, expect, it, vi } from 'vitest';
import { areCommensurable, commonUnits, isUcum, isUcumByLibrary } from '../../src/terminology/ucum.js';

describe('UCUM', () => {
  it.each([
    'mg',
    'mmol/L',
    '10*9/L',
    '{beats}/min',
    'mm[Hg]',
    'kg/m2',
    '%',
    '1',
    '[degF]',
    'mL/min/{1.73_m2}',
    '{score}',
  ])('%s is a unit', (code) => {
    expect(isUcum(code)).toBe(true);
  });

  it.each([
    '',
    ' ',
    'mg ',
    ' mg',
    'kg m',
    'mcg',
    'bpm',
    'mmHg',
    'hr',
    'tablet',
    'µg',
    'x10^9/L',
    '(mg',
    'mg{x',
    '{{a}}',
  ])('%j is none', (code) => {
    expect(isUcum(code)).toBe(false);
  });

  it('takes nothing on trust that the library would refuse', () => {
    expect(commonUnits().filter((code) => !isUcumByLibrary(code))).toEqual([]);
  });

  it('writes nothing to the console, whatever it is given', () => {
    const log = vi.spyOn(console, 'log').mockImplementation(() => undefined);
    for (const code of [
      'kg m',
      'a}b{',
      '((',
      '/',
      '//',
      '.',
      '-',
      'Mrs Smith',
      '\u0000',
      '5'.repeat(300),
      '{',
      '^',
      "'",
    ]) {
      isUcum(code);
    }
    expect(log).not.toHaveBeenCalled();
    log.mockRestore();
  });

  it('compares dimensions', () => {
    expect(areCommensurable('min', 'a')).toBe(true);
    expect(areCommensurable('mg', 'a')).toBe(false);
    expect(areCommensurable('nonsense', 'nonsense')).toBe(false);
  });
});
