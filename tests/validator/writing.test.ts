import { describe, expect, it } from 'vitest';
import { errors, judge } from './support/judge.js';

const json = (value: string): string => `{"resourceType":"Observation","status":"final","code":{"text":"x"},${value}}`;
const xml = (value: string): string =>
  `<Observation xmlns="http://hl7.org/fhir"><status value="final"/><code><text value="x"/></code>${value}</Observation>`;

/** A text, and the errors found. */
const CASES: readonly (readonly [string, readonly string[]])[] = [
  [json('"valueInteger":1'), []],
  [json('"valueInteger":1.0'), ['primitive-format Observation.value.ofType(integer)']],
  [json('"valueInteger":1e0'), ['primitive-format Observation.value.ofType(integer)']],
  [json('"valueInteger":-10E1 '), ['primitive-format Observation.value.ofType(integer)']],
  [json('"valueQuantity":{"value":1.0}'), []],
  [json('"valueQuantity":{"value":1e2}'), []],
  [json('"valueString":"1.0,","component":[{"code":{"text":"x"},"valueInteger":10}]'), []],
  [xml('<valueInteger value="1"/>'), []],
  [xml('<valueInteger value="1.0"/>'), ['json-type Observation.value.ofType(integer)']],
  [json('"valueString":"a\\tb\\r\\nc\\u0009"'), []],
];

/** A text, and the places where control characters are told. */
const CONTROLS: readonly (readonly [string, readonly string[]])[] = [
  [json('"valueString":"a\\u0000b"'), ['Observation.value.ofType(string)']],
  [json('"note":[{"text":"a\\u001fb"},{"text":"\\u00e9"}]'), ['Observation.note[0].text']],
  [
    json('"subject":{"reference":"Patient/\\u0001"},"identifier":[{"system":"urn:a\\u0001","value":"1"}]'),
    ['Observation.identifier[0].system', 'Observation.subject.reference'],
  ],
  [
    json('"method":{"coding":[{"system":"urn:a","code":"b\\u0001"},{"system":"urn:a","code":"b\\u0001"}]}'),
    [0, 1].map((i) => `Observation.method.coding[${String(i)}].code`),
  ],
];

describe('values as they are written', () => {
  it.each(CASES)('%s', (text, expected) => {
    expect(errors(text)).toEqual(expected);
  });

  it.each(CONTROLS)('%s', (text, places) => {
    expect(errors(text)).toEqual([]);
    const told = judge(text).filter((line) => line.includes('control-character'));
    expect(told).toEqual(places.map((place) => `warning control-character ${place}`));
  });
});

describe('markup in texts, where it is looked for', () => {
  const named = (text: string): object => ({ resourceType: 'Patient', name: [{ text }] });
  it.each([
    ['<b>x</b>', ['html-in-string Patient.name[0].text']],
    ['<img src="x">', ['html-in-string Patient.name[0].text']],
    ['<!-- x -->', ['html-in-string Patient.name[0].text']],
    ['a <b', []],
    ['x < y > z', []],
    ['1 <2> 3', []],
    ['A Name <a.name@nhs.example>', []],
    ['<img/src=x@y/onerror=a()>', ['html-in-string Patient.name[0].text']],
    ['<http://x/onclick=a()>', ['html-in-string Patient.name[0].text']],
  ])('%s', (text, expected) => {
    expect(errors(named(text), { securityChecks: true })).toEqual(expected);
    expect(errors(named(text))).toEqual([]);
  });

  it('is found in identifiers as in texts', () => {
    const resource = { resourceType: 'Patient', identifier: [{ system: 'http://acme.com/<b>', value: '1' }] };
    expect(errors(resource, { securityChecks: true })).toEqual(['html-in-string Patient.identifier[0].system']);
  });

  it.each([
    ['a <r', ['html-in-markdown Observation.note[0].text']],
    ['a < r', []],
    ['see <https://acme.com/a?b=c> or <a.name@nhs.example>', []],
    ['see <https://acme.com/a> <b>', ['html-in-markdown Observation.note[0].text']],
    ['<https:/> <img src="x">', ['html-in-markdown Observation.note[0].text']],
  ])('in markdown: %s', (text, expected) => {
    const resource = { resourceType: 'Observation', status: 'final', code: { text: 'x' }, note: [{ text }] };
    expect(errors(resource, { htmlInMarkdown: 'error' })).toEqual(expected);
  });
});

describe('URLs that stand for nothing real, where real ones are asked for', () => {
  it.each([
    'http://example.org/fhir',
    'https://fhir.example.com:8080/x',
    'http://acme.com',
    'https://www.acme.org/x',
    'urn:oid:2.999.1.2',
    'urn:oid:1.3.6.1.4.1.32473.5',
  ])('%s', (system) => {
    const resource = { resourceType: 'Patient', identifier: [{ system, value: '1' }] };
    expect(errors(resource, { examples: false })).toEqual(['example-url Patient.identifier[0].system']);
    expect(errors(resource)).toEqual([]);
  });

  it.each(['https://fhir.nhs.uk/example.org', 'http://notexample.org/x', 'urn:oid:2.9991.1', 'urn:oid:1.2.3'])(
    'not %s',
    (system) => {
      const resource = { resourceType: 'Patient', identifier: [{ system, value: '1' }] };
      expect(errors(resource, { examples: false })).toEqual([]);
    },
  );
});
