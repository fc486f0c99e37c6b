import { describe, expect, it } from 'vitest';
import { spanOf } from '../../src/demo/search/instant.js';
import { compileExpression } from '../../src/demo/search/expression.js';

describe('the span of a date', () => {
  it.each([
    ['2024', '2024-01-01T00:00:00.000Z', '2024-12-31T23:59:59.999Z'],
    ['2024-02', '2024-02-01T00:00:00.000Z', '2024-02-29T23:59:59.999Z'],
    ['2024-02-29', '2024-02-29T00:00:00.000Z', '2024-02-29T23:59:59.999Z'],
    ['2024-02-29T10:15', '2024-02-29T10:15:00.000Z', '2024-02-29T10:15:59.999Z'],
    ['2024-02-29T10:15:30Z', '2024-02-29T10:15:30.000Z', '2024-02-29T10:15:30.999Z'],
    ['2024-02-29T10:15:30.25+01:00', '2024-02-29T09:15:30.250Z', '2024-02-29T09:15:30.250Z'],
    ['2024-02-29T00:15:30-01:30', '2024-02-29T01:45:30.000Z', '2024-02-29T01:45:30.999Z'],
    ['0050-01-01', undefined, undefined],
  ])('%s', (text, low, high) => {
    const span = spanOf(text);
    expect(span && new Date(span.low).toISOString()).toBe(low);
    expect(span && new Date(span.high).toISOString()).toBe(high);
  });

  it.each([
    '',
    '24',
    '2024-13',
    '2024-02-30',
    '2023-02-29',
    '2024-00-01',
    '2024-01-01T24:00',
    '2024-01-01T10',
    '01/02/2024',
    '2024-1-1',
  ])('is none for %j', (text) => {
    expect(spanOf(text)).toBeUndefined();
  });
});

describe('search expressions', () => {
  const observation = {
    resourceType: 'Observation',
    id: 'o',
    subject: { reference: 'Patient/1' },
    performer: [{ reference: 'Practitioner/2' }, { reference: 'http://x.example/Organization/3/_history/1' }],
    valueQuantity: { value: 1 },
    effectivePeriod: { start: '2024' },
    telecom: [
      { system: 'phone', value: 'p' },
      { system: 'email', value: 'e' },
    ],
  };

  it.each([
    ['Observation.id', ['o']],
    ['Resource.id', ['o']],
    ['Observation.subject.where(resolve() is Patient)', [{ reference: 'Patient/1' }]],
    ['Observation.subject.where(resolve() is Group)', []],
    [
      'Observation.performer.where(resolve() is Organization)',
      [{ reference: 'http://x.example/Organization/3/_history/1' }],
    ],
    ['(Observation.value as Quantity)', [{ value: 1 }]],
    ['Observation.value.as(CodeableConcept)', []],
    ['Observation.effective', [{ start: '2024' }]],
    ["Observation.telecom.where(system='email')", [{ system: 'email', value: 'e' }]],
    ['Patient.name | Observation.subject | Observation.id', [{ reference: 'Patient/1' }, 'o']],
    ['Observation.constructor', []],
  ])('%s', (expression, found) => {
    expect(compileExpression(expression, 'Observation')?.(observation)).toEqual(found);
  });

  it.each([
    'Patient.name',
    'Observation.deceased.exists() and Observation.id',
    'Observation.value.toString()',
    'Observation',
  ])('%s is not taken for an Observation', (expression) => {
    expect(compileExpression(expression, 'Observation')).toBeUndefined();
  });
});
