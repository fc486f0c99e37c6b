import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { openDefinitions } from '../../src/definitions/index.js';
import { createXmlTypes } from '../../src/definitions/xml-types.js';
import { readDocument } from '../../src/fhir/index.js';
import { describeWithShared, sharedPath } from '../support/shared.js';

const types = createXmlTypes(openDefinitions({ ukCore: 'none' }));
const read = (text: string) => readDocument(text, { types });
const patient = (inside: string, attributes = ''): string =>
  `<Patient xmlns="http://hl7.org/fhir"${attributes}>${inside}</Patient>`;
const tree = (inside: string): unknown => {
  const document = read(patient(inside));
  expect(document.issues).toEqual([]);
  const { resourceType, ...rest } = document.resource as Record<string, unknown>;
  expect(resourceType).toBe('Patient');
  return rest;
};
const issues = (text: string) =>
  read(text).issues.map(({ code, severity, at }) => `${severity} ${code} ${at.expression} ${at.line}:${at.column}`);

describe('FHIR XML becomes the tree of FHIR JSON', () => {
  it.each<[string, string, unknown]>([
    ['strings', '<id value="a&amp;&#10;b"/>', { id: 'a&\nb' }],
    ['booleans', '<active value="true"/>', { active: true }],
    ['a false boolean as text', '<active value="yes"/>', { active: 'yes' }],
    ['integers', '<multipleBirthInteger value="3"/>', { multipleBirthInteger: 3 }],
    ['numerals that JSON does not know', '<multipleBirthInteger value="+03"/>', { multipleBirthInteger: '+03' }],
    ['one of many', '<name><family value="x"/></name>', { name: [{ family: 'x' }] }],
    [
      'ids of elements',
      '<name id="n"><family id="f" value="x"/></name>',
      {
        name: [{ id: 'n', family: 'x', _family: { id: 'f' } }],
      },
    ],
    [
      'ids and extensions of primitives in a list',
      '<name><given value="a"/><given><extension url="u"><valueCode value="c"/></extension></given></name>',
      {
        name: [{ given: ['a', null], _given: [null, { extension: [{ url: 'u', valueCode: 'c' }] }] }],
      },
    ],
    [
      'a primitive with an extension alone',
      '<birthDate><extension url="u"><valueString value="c"/></extension></birthDate>',
      {
        _birthDate: { extension: [{ url: 'u', valueString: 'c' }] },
      },
    ],
    [
      'a list of extensions alone',
      '<name><given><extension url="u"/></given></name>',
      {
        name: [{ _given: [{ extension: [{ url: 'u' }] }] }],
      },
    ],
    [
      'contained resources',
      '<contained><Organization><id value="o"/><name value="x"/></Organization></contained>',
      {
        contained: [{ resourceType: 'Organization', id: 'o', name: 'x' }],
      },
    ],
    ['elements without content', '<name/>', { name: [{}] }],
    ['primitives without content', '<birthDate/>', { _birthDate: {} }],
    [
      'an element given twice that may not repeat',
      '<gender value="male"/><gender value="female"/>',
      {
        gender: ['male', 'female'],
      },
    ],
    ['unknown elements, for the rule on unknown properties', '<shoeSize value="9"/>', { shoeSize: '9' }],
    ['comments and character data without text', '<!-- a --><active value="true"/><![CDATA[ ]]>', { active: true }],
  ])('%s', (_, inside, expected) => {
    expect(tree(inside)).toEqual(expected);
  });

  it('keeps the narrative as it is written', () => {
    const div = '<div xmlns="http://www.w3.org/1999/xhtml">\n <p class="a">x &lt; y<br/></p><!-- c --></div>';
    expect(tree(`<text><status value="generated"/>${div}</text>`)).toEqual({ text: { status: 'generated', div } });
  });

  it('takes prefixes out of a narrative', () => {
    const text = `<f:Patient xmlns:f="http://hl7.org/fhir" xmlns:h="http://www.w3.org/1999/xhtml"><f:text><f:status value="generated"/><h:div><h:p title="a&quot;b">x &lt; y</h:p></h:div></f:text></f:Patient>`;
    const document = read(text);
    expect(document.issues).toEqual([]);
    expect(document.resource).toEqual({
      resourceType: 'Patient',
      text: {
        status: 'generated',
        div: '<div xmlns="http://www.w3.org/1999/xhtml"><p title="a&quot;b">x &lt; y</p></div>',
      },
    });
  });

  it('follows content references and Bundles', () => {
    const text = `<Bundle xmlns="http://hl7.org/fhir"><type value="collection"/><entry><resource><Questionnaire><status value="draft"/><item><linkId value="1"/><type value="group"/><item><linkId value="2"/><type value="decimal"/><initial><valueDecimal value="1.10"/></initial></item></item></Questionnaire></resource></entry></Bundle>`;
    const document = read(text);
    expect(document.issues).toEqual([]);
    expect(document.resource).toEqual({
      resourceType: 'Bundle',
      type: 'collection',
      entry: [
        {
          resource: {
            resourceType: 'Questionnaire',
            status: 'draft',
            item: [
              {
                linkId: '1',
                type: 'group',
                item: [{ linkId: '2', type: 'decimal', initial: [{ valueDecimal: 1.1 }] }],
              },
            ],
          },
        },
      ],
    });
    const value = 'Bundle.entry[0].resource.item[0].item[0].initial[0].value.ofType(decimal)';
    expect(document.numberText(value)).toBe('1.10');
    expect(document.numberText('Bundle.entry[0].resource.item[0].linkId')).toBeUndefined();
    expect(document.locate(value)?.column).toBe(text.indexOf('<valueDecimal') + 1);
    expect(document.locate('Bundle.entry[0].resource.item[0].item[5].text')?.column).toBe(text.indexOf('<item>') + 1);
  });
});

describe('what is wrong in an XML text', () => {
  it.each<[string, string, string[]]>([
    [
      'an attribute that is none',
      patient('<active value="true" code="x"/>'),
      ['error xml-unknown-attribute Patient.active 1:38'],
    ],
    ['a resource id as attribute', patient('', ' id="a"'), ['error xml-unknown-attribute Patient 1:1']],
    [
      'a schema location',
      patient('', ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:schemaLocation="a b"'),
      ['error xml-unknown-attribute Patient 1:1'],
    ],
    [
      'a value on a complex element',
      patient('<name value="x"/>'),
      ['error xml-unknown-attribute Patient.name[0] 1:38'],
    ],
    [
      'an attribute written as element',
      patient('<extension><url value="u"/><valueCode value="c"/></extension>'),
      ['error xml-attribute-expected Patient.extension[0] 1:49'],
    ],
    ['text', patient('<active value="true"/> yes'), ['error xml-text Patient 1:61']],
    ['text in a primitive', patient('<name><family>x</family></name>'), ['error xml-text Patient.name[0].family 1:52']],
    ['text as character data', patient('<name><![CDATA[x]]></name>'), ['error xml-text Patient.name[0] 1:44']],
    [
      'elements out of order, once where the order breaks',
      patient('\n<gender value="male"/>\n<name/>\n<birthDate value="2000"/>\n<gender value="male"/>'),
      ['error xml-element-order Patient.name[0] 3:1', 'error xml-element-order Patient.gender[1] 5:1'],
    ],
    [
      'an element of another namespace',
      patient('<x:name xmlns:x="urn:x"/>'),
      ['error xml-namespace Patient.name 1:38'],
    ],
    [
      'a narrative outside XHTML',
      patient('<text><status value="generated"/><div>x</div></text>'),
      ['error xml-namespace Patient.text.div 1:71'],
    ],
    ['no namespace', '<Patient><active value="true"/></Patient>', ['error xml-namespace Patient 1:1']],
    [
      'two resources in one place',
      patient('<contained><Patient/><Patient/></contained>'),
      ['error xml-resource-wrapper Patient.contained[0] 1:59'],
    ],
    ['no resource in its place', patient('<contained/>'), ['error xml-resource-wrapper Patient.contained[0] 1:38']],
    [
      'another encoding',
      `<?xml version="1.0" encoding="ISO-8859-1"?>${patient('')}`,
      ['error xml-encoding Patient 1:1'],
    ],
    [
      'a processing instruction',
      `<?xml version="1.0"?>\n<?xml-stylesheet href="a"?>${patient('')}`,
      ['error xml-instruction Patient 2:1'],
    ],
    [
      'an element that JSON could not hold',
      patient('<resourceType value="x"/><a.b value="y"/>'),
      ['error xml-unknown-element Patient 1:38', 'error xml-unknown-element Patient 1:63'],
    ],
  ])('%s', (_, text, expected) => {
    expect(issues(text)).toEqual(expected);
  });

  it.each<[string, string, string]>([
    ['nothing', '', 'xml-syntax'],
    ['text', 'hello', 'xml-syntax'],
    ['an element never closed', '<Patient xmlns="http://hl7.org/fhir"><name>', 'xml-syntax'],
    ['crossed tags', patient('<name><family value="x"></name></family>'), 'xml-syntax'],
    ['an undeclared entity', patient('<id value="&nbsp;"/>'), 'xml-syntax'],
    ['an attribute given twice', patient('<id value="a" value="b"/>'), 'xml-syntax'],
    ['a prefix never declared', '<f:Patient/>', 'xml-syntax'],
    ['two roots', `${patient('')}${patient('')}`, 'xml-syntax'],
    ['a document type', `<!DOCTYPE Patient>${patient('')}`, 'xml-doctype'],
    [
      'entities that grow',
      `<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>${patient('<id value="&b;"/>')}`,
      'xml-doctype',
    ],
    [
      'external entities',
      `<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>${patient('<id value="&a;"/>')}`,
      'xml-doctype',
    ],
    ['elements nested deeper than any record', patient('<name>'.repeat(10_000)), 'nesting-too-deep'],
    [
      'a narrative nested deeper than any page',
      patient(`<text><div xmlns="http://www.w3.org/1999/xhtml">${'<b>'.repeat(10_000)}`),
      'nesting-too-deep',
    ],
    ['a web page', '<html><body/></html>', 'xml-namespace'],
    ['a document of another standard', '<ClinicalDocument xmlns="urn:hl7-org:v3"/>', 'xml-namespace'],
  ])('%s cannot be read: one fatal issue', (_, text, code) => {
    const document = readDocument(text, { format: 'xml', types });
    expect(document.resource).toBeUndefined();
    expect(document.issues.map((issue) => [issue.code, issue.severity])).toEqual([[code, 'fatal']]);
    expect(document.issues[0]!.at.line).toBeGreaterThan(0);
    expect(JSON.stringify(document.issues)).not.toMatch(/nbsp|passwd|hello/);
  });

  it('names the place of a fault', () => {
    expect(issues(patient('\n<name>\n<family value="a">\n</name>'))).toEqual(['fatal xml-syntax  4:8']);
  });
});

describeWithShared('official UK Core examples', () => {
  const json = readdirSync(sharedPath('uk-core/examples/json'));
  it('are the same tree in JSON and XML', () => {
    expect(json.length).toBeGreaterThan(120);
    for (const file of json) {
      const fromJson = readDocument(readFileSync(sharedPath('uk-core/examples/json', file), 'utf8'));
      const fromXml = read(readFileSync(sharedPath('uk-core/examples/xml', file.replace('.json', '.xml')), 'utf8'));
      expect(fromXml.resource, file).toEqual(fromJson.resource);
      const codes = fromXml.issues.map(({ code }) => code);
      expect(codes, file).toEqual(codes.filter((code) => code === 'xml-element-order'));
    }
  });
});
