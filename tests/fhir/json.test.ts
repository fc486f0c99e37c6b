import { describe, expect, it } from 'vitest';
import { readDocument } from '../../src/fhir/index.js';

const fatal = (text: string) => {
  const document = readDocument(text, { format: 'json' });
  expect(document.resource).toBeUndefined();
  expect(document.issues).toHaveLength(1);
  const { severity, code, params, at } = document.issues[0]!;
  expect(severity).toBe('fatal');
  return { code, expected: params['expected'], found: params['found'], at: `${at.line}:${at.column}` };
};

describe('JSON that cannot be read is one fatal issue with its place and what was expected', () => {
  it.each([
    ['', '1:1', 'a JSON value', 'the end of the text'],
    ['hello', '1:1', 'a JSON value', 'a word without quotes'],
    ['{"a": 1,}', '1:9', 'a property name in double quotes', '"}"'],
    ['{\n  "a": [1, 2,\n  ]\n}', '3:3', 'a value', '"]"'],
    ['{"a" 1}', '1:6', '":" after the property name', 'a number'],
    ['{"a": }', '1:7', 'a value', '"}"'],
    ['{a: 1}', '1:2', 'a property name in double quotes or "}"', 'a word without quotes'],
    ["{'a': 1}", '1:2', 'a property name in double quotes or "}"', `"'"`],
    ['{"a": 1 "b": 2}', '1:9', '"," or "}"', 'a string'],
    ['{"a": [1 2]}', '1:10', '"," or "]"', 'a number'],
    ['{"a": [1}', '1:9', '"," or "]"', '"}"'],
    ['{"a": 1', '1:8', '"," or "}"', 'the end of the text'],
    ['{"a": "b', '1:9', 'the closing quote of a string', 'the end of the text'],
    ['{"a": "b\nc"}', '1:9', 'control characters in a string to be escaped', 'a control character'],
    ['{"a": "\\x"}', '1:8', String.raw`an escape that JSON knows (\" \\ \/ \b \f \n \r \t \uXXXX)`, String.raw`"\"`],
    ['{"a": 01}', '1:8', 'a number without leading zeros', 'a number'],
    ['{"a": 1.}', '1:9', 'a digit', '"}"'],
    ['{"a": -}', '1:8', 'a digit', '"}"'],
    ['{"a": 1e+}', '1:10', 'a digit', '"}"'],
    ['{"a": tru}', '1:7', 'a value', 'a word without quotes'],
    ['{"a": NaN}', '1:7', 'a value', 'a word without quotes'],
    ['{} {}', '1:4', 'nothing after the end of the resource', '"{"'],
    ['{"a": 1 /* never ends', '1:22', 'the end of the comment, "*/"', 'the end of the text'],
  ])('%j at %s', (text, at, expected, found) => {
    expect(fatal(text)).toEqual({ code: 'json-syntax', at, expected, found });
  });

  it.each([
    ['arrays', '['.repeat(10_000) + ']'.repeat(10_000)],
    ['arrays never closed', '['.repeat(5_000_000)],
    ['objects', '{"a":'.repeat(10_000) + '1' + '}'.repeat(10_000)],
  ])('nesting of %s deeper than any record', (_, text) => {
    expect(fatal(text)).toMatchObject({ code: 'nesting-too-deep', expected: 'at most 512 levels of nesting' });
  });

  it('never quotes what the text holds', () => {
    const { expected, found } = fatal('{"family": Smithson}');
    expect(`${String(expected)} ${String(found)}`).not.toContain('Smithson');
  });
});

describe('what only the text shows of JSON', () => {
  it('reports a property given twice at the object that holds it, with the place of the second', () => {
    const text = '{"resourceType": "Patient",\n "name": [{"family": "A",\n  "fam\\u0069ly": "B"}], "active": true}';
    expect(readDocument(text).issues).toEqual([
      {
        code: 'json-duplicate-property',
        severity: 'error',
        params: { property: 'family' },
        at: { expression: 'Patient.name[0]', line: 3, column: 3 },
      },
    ]);
  });

  it('finds doubles of names that objects are born with, without repeating odd names', () => {
    const document = readDocument('{"__proto__": {"a": 1}, "constructor": 1, "__proto__": 2}');
    expect(document.issues.map(({ code, params }) => [code, params])).toEqual([
      ['json-duplicate-property', { property: '?' }],
    ]);
    expect(({} as Record<string, unknown>)['a']).toBeUndefined();
  });

  it('takes strings that look like properties for what they are', () => {
    expect(readDocument('{"a": "\\"b\\": 1, \\"b\\": 2", "c": ["d", "d"], "e" : "\\\\"}').issues).toEqual([]);
  });

  it('reports each comment at the element it stands before, and reads the rest', () => {
    const text =
      '// top\n{"resourceType": "Patient", /* id */ "id": "a",\n "name": [{"family": "x" // end\n}], "gender": "male"}';
    const document = readDocument(text, { format: 'json' });
    expect(document.resource).toEqual({
      resourceType: 'Patient',
      id: 'a',
      name: [{ family: 'x' }],
      gender: 'male',
    });
    expect(document.issues.map(({ code, severity, at }) => [code, severity, at.expression, at.line])).toEqual([
      ['json-comment', 'error', 'Patient', 1],
      ['json-comment', 'error', 'Patient.id', 2],
      ['json-comment', 'error', 'Patient.gender', 3],
    ]);
    expect(readDocument(text, { format: 'json', allowComments: true }).issues).toEqual([]);
  });

  it('reads past a byte order mark', () => {
    const document = readDocument('\uFEFF{"resourceType": "Patient"}');
    expect(document.resource).toEqual({ resourceType: 'Patient' });
    expect(document.locate('Patient')).toEqual({ line: 1, column: 1 });
  });
});

describe('places in a JSON text', () => {
  const text = `{
  "resourceType": "Bundle",
  "entry": [
    {"resource": {
      "resourceType": "Patient",
      "name": [{"given": [null, "B"], "_given": [{"extension": [{"url": "u"}]}, null]},
               {"given": ["C"]}],
      "_birthDate": {"extension": [{"url": "v"}]}
    }},
    {"resource": {"resourceType": "Observation",
      "valueQuantity": {"value": 1.10, "unit": "x"},
      "component": [{"valueInteger": -3e2}]}}
  ]
}`;
  const document = readDocument(text);
  it.each([
    ['Bundle', 1, 1],
    ['Bundle.entry', 3, 3],
    ['Bundle.entry[1]', 10, 5],
    ['Bundle.entry[0].resource', 4, 6],
    ['Bundle.entry[0].resource.name[0]', 6, 16],
    ['Bundle.entry[0].resource.name[0].given[1]', 6, 33],
    ['Bundle.entry[0].resource.name[0].given[0]', 6, 50],
    ['Bundle.entry[0].resource.name[0].given[0].extension[0].url', 6, 66],
    ['Bundle.entry[0].resource.ofType(Patient).name[1].given[0]', 7, 27],
    ['Bundle.entry[0].resource.birthDate', 8, 7],
    ['Bundle.entry[0].resource.birthDate.extension[0]', 8, 36],
    ['Bundle.entry[1].resource.value.ofType(Quantity)', 11, 7],
    ['Bundle.entry[1].resource.value.ofType(Quantity).value', 11, 25],
    ['Bundle.entry[1].resource.value', 11, 7],
    ['Bundle.entry[1].resource.valueQuantity.unit', 11, 40],
  ])('%s stands at %i:%i', (expression, line, column) => {
    expect(document.locate(expression)).toEqual({ line, column });
  });
  it.each([
    ['Bundle.entry[0].resource.name[0].family', 6, 16],
    ['Bundle.entry[0].resource.name[7]', 6, 7],
    ['Bundle.entry[9].resource.id', 3, 3],
    ['Bundle.nothing[3].of.the[1].kind', 1, 1],
    ["Bundle.entry[1].resource.where(x = 'y').id", 10, 6],
    ['', 1, 1],
  ])('%s is absent: its nearest ancestor stands at %i:%i', (expression, line, column) => {
    expect(document.locate(expression)).toEqual({ line, column });
  });
  it.each([
    ['Bundle.entry[1].resource.value.ofType(Quantity).value', '1.10'],
    ['Bundle.entry[1].resource.component[0].value.ofType(integer)', '-3e2'],
    ['Bundle.entry[1].resource.value.ofType(Quantity).unit', undefined],
    ['Bundle.entry[1].resource.value.ofType(Quantity).nothing', undefined],
  ])('the number at %s is written %s', (expression, number) => {
    expect(document.numberText(expression)).toBe(number);
  });
});

describe('hostile JSON is read in the time its parsing takes', () => {
  const within = (limit: number, work: () => void): void => {
    const start = performance.now();
    work();
    expect(performance.now() - start).toBeLessThan(limit);
  };
  it('a string of 100 MB', () => {
    const text = `{"resourceType":"Patient","id":"${'x'.repeat(50_000_000)}${'\\"'.repeat(25_000_000)}"}`;
    within(3000, () => {
      expect(readDocument(text).issues).toEqual([]);
    });
  });
  it('an array of a million elements, looked up a thousand times', () => {
    const document = readDocument(`{"resourceType":"List","entry":[${'{"a":1},'.repeat(999_999)}{"a":1}]}`);
    within(3000, () => {
      expect(document.issues).toEqual([]);
      for (let i = 0; i < 1000; i++) document.locate(`List.entry[${i * 999}].a`);
    });
  });
  it('lone surrogates, and a property given 200,000 times', () => {
    const document = readDocument(`{"resourceType":"\uD800"${',"a":1'.repeat(200_000)}}`);
    within(3000, () => {
      expect(document.issues).toHaveLength(1001);
    });
  });
});
