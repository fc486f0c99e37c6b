import { describe, expect, it } from 'vitest';
import { narrative } from '../../../src/validator/rules/narrative.js';
import { parseXhtml } from '../../../src/validator/rules/xhtml-parse.js';
import { quickScan } from '../../../src/validator/rules/xhtml-scan.js';
import { xhtmlFaults } from '../../../src/validator/rules/xhtml.js';
import { ask } from './ask.js';

const NS = 'xmlns="http://www.w3.org/1999/xhtml"';
const div = (inner: string, attributes = NS): string => `<div ${attributes}>${inner}</div>`;

/** XHTML, and the kinds of fault in it. */
const CASES: readonly (readonly [string, readonly string[]])[] = [
  [div('plain text'), []],
  [div('<p class="x" title="a &amp; b">A <b>b</b><br/> &lt; &#160;</p>'), []],
  [div('<table border="1"><tr><td colspan="2" style="color: red">x</td></tr></table>'), []],
  [div('<a href="https://example.org/?a=1&amp;b=2">link</a> <a name="x">anchor</a>'), []],
  [div('<img src="data:image/png;base64,AAAA" alt="x"/>'), []],
  [div('<a href="Patient/1">the patient</a>'), []],
  [div('text 😀'), []],
  [`  ${div('space around')} `, []],
  [`<h:div xmlns:h="http://www.w3.org/1999/xhtml"><h:p>x</h:p></h:div>`, []],
  [div(''), ['empty']],
  [div('  <p> <br/></p>\n'), ['empty']],
  ['<div>no namespace</div>', ['namespace']],
  ['<div xmlns="http://hl7.org/fhir">wrong one</div>', ['namespace']],
  ['<p xmlns="http://www.w3.org/1999/xhtml">no div</p>', ['root']],
  ['just text', ['malformed']],
  [div('<p>never closed'), ['malformed']],
  [div('<b><i>crossed</b></i>'), ['malformed']],
  [div('<br>'), ['malformed']],
  [div('a < b'), ['malformed']],
  [div('&nbsp;'), ['entity']],
  [div('<script>x()</script>'), ['active']],
  [div('<p onclick="x()">x</p>'), ['active']],
  [div('<a href="javascript:x()">x</a>'), ['active']],
  [div('<a href=" JavaScript:x()">x</a>'), ['active']],
  [div('<p style="background: url(http://x/y)">x</p>'), ['style']],
  [div('<p style="width: expression(x())">x</p>'), ['active']],
  [div('<form action="x"><input/>x</form>'), ['element', 'attribute', 'element']],
  [div('<iframe src="http://x"></iframe>x'), ['element']],
  [div('<p data-x="1">x</p>'), ['attribute']],
  [div('<a href="urn:uuid:1">x</a>'), ['link']],
  [div('<p>a <span>b</span><br/></p><ul><li>c</li></ul>'), []],
  [div('<p>a <ul><li>b</li></ul></p>'), ['nesting']],
  [div('<p>a <span><table><tr><td>b</td></tr></table></span></p>'), ['nesting']],
  [div('<div><p>a</p><div>b</div></div>'), []],
  [div('<a href="#x">a <a href="#y">b</a></a>'), ['nesting']],
  [div('<p href="http://acme.com">a</p>'), ['attribute']],
  [div('<p src="http://acme.com/x.png">a</p>'), ['attribute']],
  [div('<p name="x">a</p>'), ['attribute']],
  [div('<map name="x"><area href="#y" alt="z"/></map>a'), []],
  [div('<span>a<div>b</div></span>'), ['nesting']],
  [div('<h1><ul><li>a</li></ul></h1>'), ['nesting']],
  [div('<b>a<span><table><tr><td>b</td></tr></table></span></b>'), ['nesting']],
  [div('<b>a<p>b</p></b>'), []],
  [div('<ul>a<li>b</li></ul>'), ['nesting']],
  [div('<ul> <li>b</li> <!-- c --></ul>'), []],
  [div('<ul><p>a</p></ul>'), ['nesting']],
  [div('<li>a</li>'), ['nesting']],
  [div('<table>a<tr><td>b</td></tr></table>'), ['nesting']],
  [div('<table><td>a</td></table>'), ['nesting']],
  [div('<tr><td>a</td></tr>'), ['nesting']],
  [
    div(
      '<table><caption>a</caption><colgroup><col width="1"/></colgroup><thead><tr><th>b</th></tr></thead>' +
        '<tbody><tr><td><p>c</p><ul><li><table><tr><td>d</td></tr></table></li></ul></td></tr></tbody></table>',
    ),
    [],
  ],
  [div('<dl><dt>a</dt><dd>b<ul><li>c</li></ul></dd></dl>'), []],
  [div('<dl>a<dt>b</dt></dl>'), ['nesting']],
  [div('a<br>b</br>'), ['nesting']],
  [div('<a href="">x</a>'), ['link-malformed']],
  [div('<a href="http://a.b/c d">x</a>'), ['link-malformed']],
  [div('<a href="http://a.b/{c}">x</a>'), ['link-malformed']],
  [div('<a href="http://a.b/ü?c=(d)&amp;e=%20#f">x</a>'), []],
  [div('<a href="cid:x">x</a>'), ['link']],
  [div('<img src="cid:x" alt="y"/>'), []],
  [div('<img src="data:image/png;base64,AA*A" alt="x"/>'), ['link-malformed']],
  [div('<img src="data:image/png;base64" alt="x"/>'), ['link-malformed']],
  [div('<img src="data:text/plain,a%20b" alt="x"/>'), []],
  [`<!DOCTYPE div [<!ENTITY x "y">]>${div('x')}`, ['malformed']],
];

describe('XHTML of narratives', () => {
  it.each(CASES)('%s', (xhtml, kinds) => {
    expect(xhtmlFaults(xhtml).map(({ kind }) => kind)).toEqual(kinds);
  });

  it('is never passed by the quick scan where the parser finds a fault', () => {
    for (const [xhtml] of CASES)
      if (quickScan(xhtml) !== 'ask') expect([xhtml, parseXhtml(xhtml).faults]).toEqual([xhtml, []]);
    expect(CASES.filter(([xhtml]) => quickScan(xhtml) !== 'ask').length).toBeGreaterThan(2);
  });

  it('survives nesting and size', () => {
    expect(xhtmlFaults(div('<p>'.repeat(20_000))).length).toBeGreaterThan(0);
    const start = performance.now();
    expect(xhtmlFaults(div(`<p>${'x '.repeat(500_000)}</p>`))).toEqual([]);
    expect(performance.now() - start).toBeLessThan(1000);
  });
});

describe('Narratives of a resource', () => {
  it.each<[string, Record<string, unknown>, string[]]>([
    [
      'of a patient',
      { resourceType: 'Patient', text: { div: div('<script/>x') } },
      ['error narrative-active Patient.text.div'],
    ],
    [
      'of a section of a Composition',
      { resourceType: 'Composition', section: [{ section: [{ text: { div: div('') } }] }] },
      ['error narrative-empty Composition.section[0].section[0].text.div'],
    ],
    [
      'with a link to what is not there',
      { resourceType: 'Patient', text: { div: div('<a href="#x">x</a>') } },
      ['error narrative-link-unresolved Patient.text.div'],
    ],
    [
      'with an image that is not there',
      { resourceType: 'Patient', text: { div: div('<img src="#x"/>') } },
      ['error narrative-link-unresolved Patient.text.div'],
    ],
    [
      'with links that name things, lead somewhere few can follow, and a style that loads',
      {
        resourceType: 'Patient',
        text: { div: div('<p style="background: url(http://x/y)"><a href="urn:a:b">x</a> <a href="ldap:x">y</a></p>') },
      },
      [
        'warning narrative-style Patient.text.div',
        'error narrative-link Patient.text.div',
        'warning narrative-link Patient.text.div',
      ],
    ],
    [
      'with a link to an anchor',
      { resourceType: 'Patient', text: { div: div('<a href="#x">x</a><p id="x">y</p>') } },
      [],
    ],
    [
      'with a link to a contained resource',
      { resourceType: 'Patient', contained: [{ id: 'x' }], text: { div: div('<a href="#x">x</a>') } },
      [],
    ],
    [
      'in another language than the resource',
      { resourceType: 'Patient', language: 'en', text: { div: div('x', `${NS} lang="cy"`) } },
      ['warning narrative-language Patient.text.div'],
    ],
  ])('%s', (_name, resource, said) => {
    expect(ask(narrative, resource)).toEqual(said);
  });
});
