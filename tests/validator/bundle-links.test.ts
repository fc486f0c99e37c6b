import { describe, expect, it } from 'vitest';
import { judge, type Asked } from './support/judge.js';

const urn = (digit: number): string => `urn:uuid:0a000000-0000-4000-8000-00000000000${String(digit)}`;
const entry = (digit: number, resource: object): object => ({ fullUrl: urn(digit), resource });
const collection = (entries: readonly object[]): object => ({
  resourceType: 'Bundle',
  type: 'collection',
  entry: entries,
});

const patient = { resourceType: 'Patient' };
const encounter = (subject: string): object => ({
  resourceType: 'Encounter',
  status: 'planned',
  class: { system: 'http://terminology.hl7.org/CodeSystem/v3-ActCode', code: 'AMB' },
  subject: { reference: subject },
});

const saidOfLinks = (resource: object, asked: Asked = {}): readonly string[] =>
  judge(resource, asked).filter((line) => line.includes('bundle-reference') || line.includes('unreachable'));

describe('References between entries', () => {
  it('of a Bundle within a Bundle are that one’s own', () => {
    const inner = collection([entry(1, patient), entry(2, encounter(urn(1)))]);
    expect(saidOfLinks(collection([entry(3, inner), entry(4, inner)]))).toEqual([]);
  });

  it('are told once, where the Bundle within lacks the target, whatever the outer one has', () => {
    const inner = collection([entry(2, encounter(urn(1)))]);
    expect(saidOfLinks(collection([entry(3, inner), entry(1, patient)]))).toEqual([
      'warning bundle-reference-urn-missing Bundle.entry[0].resource.entry[0].resource.subject',
    ]);
  });

  it('count where they stand in what is contained, also when that is not judged', () => {
    const composition = {
      resourceType: 'Composition',
      status: 'final',
      type: { text: 'x' },
      date: '2020-01-01',
      title: 'x',
      author: [{ reference: '#a' }],
      contained: [{ resourceType: 'PractitionerRole', id: 'a', practitioner: { reference: urn(2) } }],
    };
    const document = {
      resourceType: 'Bundle',
      type: 'document',
      identifier: { system: 'urn:ietf:rfc:3986', value: urn(9) },
      timestamp: '2020-01-01T00:00:00Z',
      entry: [entry(1, composition), entry(2, { resourceType: 'Practitioner' })],
    };
    expect(saidOfLinks(document)).toEqual([]);
    expect(saidOfLinks(document, { contained: 'ignore' })).toEqual([]);
  });

  it('are found by relative and absolute form, at the right server and in the right version', () => {
    const server = 'https://a.example.nhs.uk/fhir';
    const at = (base: string, type: string, id: string, resource: object): object => ({
      fullUrl: `${base}/${type}/${id}`,
      resource: { ...resource, id },
    });
    const bundle = (subject: string): object => ({
      resourceType: 'Bundle',
      type: 'message',
      entry: [
        at(server, 'MessageHeader', 'm', {
          resourceType: 'MessageHeader',
          eventUri: 'urn:x',
          source: { endpoint: 'https://a.example.nhs.uk' },
          focus: [{ reference: 'Encounter/e' }],
        }),
        at(server, 'Encounter', 'e', encounter(subject)),
        at(server, 'Patient', 'p', { ...patient, meta: { versionId: '2' } }),
        at('https://b.example.nhs.uk/fhir', 'Patient', 'q', patient),
      ],
    });
    const unreachable = (place: number): string => `warning bundle-entry-unreachable Bundle.entry[${String(place)}]`;
    expect(saidOfLinks(bundle('Patient/p'))).toEqual([unreachable(3)]);
    expect(saidOfLinks(bundle(`${server}/Patient/p`))).toEqual([unreachable(3)]);
    expect(saidOfLinks(bundle('Patient/p/_history/2'))).toEqual([unreachable(3)]);
    expect(saidOfLinks(bundle('https://b.example.nhs.uk/fhir/Patient/q'))).toEqual([unreachable(2)]);
    expect(saidOfLinks(bundle('Patient/p/_history/1'))).toContain(unreachable(2));
    expect(saidOfLinks(bundle('Patient/q'))).toEqual(
      expect.arrayContaining(['error bundle-reference-full-url Bundle.entry[1].resource.subject', unreachable(3)]),
    );
  });
});

describe('Links from data to the narrative that shows it', () => {
  const link = (valueUrl: string): object => ({
    extension: [{ url: 'http://hl7.org/fhir/StructureDefinition/narrativeLink', valueUrl }],
  });
  const div = (inner: string): object => ({
    text: { status: 'generated', div: `<div xmlns="http://www.w3.org/1999/xhtml">${inner}</div>` },
  });
  const composition = (inner: string): object => ({
    resourceType: 'Composition',
    status: 'final',
    type: { text: 'x' },
    date: '2020-01-01',
    title: 'x',
    author: [{ reference: urn(2) }],
    section: [{ title: 'y', ...div(inner) }],
  });
  const said = (inner: string, url: string, type = 'document'): readonly string[] =>
    judge({
      resourceType: 'Bundle',
      type,
      identifier: { system: 'urn:ietf:rfc:3986', value: urn(9) },
      timestamp: '2020-01-01T00:00:00Z',
      entry: [entry(1, composition(inner)), entry(2, { resourceType: 'Practitioner', ...link(url) })],
    }).filter((line) => line.includes('narrative'));

  it.each([
    ['<p id="a">x</p>', `${urn(1)}#a`, []],
    ["<p id='a'>x</p>", `${urn(1)}#a`, []],
    ['<p id="a">x</p>', urn(1), []],
    ['<p id="a.b">x</p><p id="aXb">x</p>', `${urn(1)}#a.b`, []],
    ['<p id="a">x</p>', `${urn(1)}#b`, ['error bundle-narrative-link Bundle']],
    ['<p id="a">x</p><p id="a">y</p>', `${urn(1)}#a`, ['error bundle-narrative-link Bundle']],
    ['<p>x</p>', `${urn(5)}#a`, []],
  ])('%s by %s', (inner, url, expected) => {
    expect(said(inner, url)).toEqual(expected);
  });

  it('are a matter of documents and messages', () => {
    expect(said('<p>x</p>', `${urn(1)}#b`, 'collection')).toEqual([]);
  });
});
