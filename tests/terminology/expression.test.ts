import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseExpression, sctid } from '../../src/terminology/snomed/index.js';

const [a, b, c, d] = [2001, 2002, 2003, 2004].map((item) => sctid.make(item, 'concept', '9999999')) as [
  string,
  string,
  string,
  string,
];

describe('compositional grammar', () => {
  it.each([
    [a, [a], 1],
    [`${a} |Blorb|`, [a], 1],
    [`${a} + ${b}`, [a, b], 2],
    [`=== ${a} : ${b} = ${c}`, [a], 3],
    [`${a}:${b}=${c},${c}=${d}`, [a], 5],
    [`${a} : { ${b} = ${c} } { ${b} = ${d} }`, [a], 5],
    [`${a} : ${b} = (${c} : ${d} = ${a})`, [a], 5],
    [`${a} : ${b} = #12.5`, [a], 2],
    [`${a} : ${b} = "x \\" y"`, [a], 2],
  ])('%s', (text, focus, concepts) => {
    expect(parseExpression(text)).toMatchObject({ ok: true, focus });
    const result = parseExpression(text);
    expect(result.ok && result.concepts).toHaveLength(concepts);
  });

  it.each([
    ['', 'syntax'],
    [`${a} +`, 'syntax'],
    [`${a} : ${b}`, 'syntax'],
    [`${a} : ${b} = `, 'syntax'],
    [`${a} : { ${b} = ${c}`, 'syntax'],
    [`${a} words`, 'syntax'],
    ['22298007', 'identifier'],
    [`${a} : 22298007 = ${c}`, 'identifier'],
    [sctid.make(2001, 'description', '9999999'), 'identifier'],
    ['('.repeat(9000), 'syntax'],
  ])('%s is refused', (text, reason) => {
    expect(parseExpression(text)).toMatchObject({ ok: false, reason });
  });

  it('never throws', () => {
    const signs = fc.constantFrom(a, b, '+', ':', '=', '{', '}', '(', ')', ',', '|x|', ' ', '#1', '"q"');
    fc.assert(fc.property(fc.array(signs), (parts) => typeof parseExpression(parts.join('')).ok === 'boolean'));
  });
});
