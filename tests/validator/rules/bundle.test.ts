import { describe, expect, it } from 'vitest';
import { bundle } from '../../../src/validator/rules/bundle.js';
import { ask, type Tree } from './ask.js';

const A = 'urn:uuid:0a000000-0000-4000-8000-00000000000a';
const B = 'urn:uuid:0a000000-0000-4000-8000-00000000000b';
const SELF = 'urn:uuid:0a000000-0000-4000-8000-00000000000c';
const SERVER = 'https://trust.example.nhs.uk/fhir';

const make = (type: string, entry: readonly Tree[], more: Tree = {}): Tree => ({
  resourceType: 'Bundle',
  type,
  ...more,
  entry,
});
const at = (fullUrl: string, resource: Tree, more: Tree = {}): Tree => ({ fullUrl, resource, ...more });
const composition = (more: Tree): Tree => ({ resourceType: 'Composition', ...more });
const patient: Tree = { resourceType: 'Patient', id: 'p' };
const search = (entry: readonly Tree[], url = `${SERVER}/Patient?name=x`): Tree =>
  make('searchset', entry, { link: [{ relation: 'self', url }] });
const match = { search: { mode: 'match' } };

/** A Bundle and what is said of it. */
const CASES: readonly (readonly [string, Tree, readonly string[]])[] = [
  [
    'a collection in order',
    make('collection', [at(A, { resourceType: 'Patient' }), at(`${SERVER}/Patient/p`, patient)]),
    [],
  ],
  [
    'an entry without fullUrl',
    make('collection', [{ resource: patient }]),
    ['error bundle-full-url-missing Bundle.entry[0]'],
  ],
  [
    'a transaction without fullUrl',
    make('transaction', [{ resource: patient, request: { method: 'POST', url: 'Patient' } }]),
    [],
  ],
  [
    'conditional references in a transaction',
    make('transaction', [
      at(
        A,
        { resourceType: 'Observation', subject: { reference: 'Patient?identifier=x' } },
        { request: { method: 'POST', url: 'Observation' } },
      ),
    ]),
    [],
  ],
  [
    'a conditional reference elsewhere',
    make('collection', [at(A, { resourceType: 'Observation', subject: { reference: 'Patient?identifier=x' } })]),
    ['error reference-syntax Bundle.entry[0].resource.subject'],
  ],
  [
    'a canonical URL as fullUrl',
    make('collection', [
      at('https://acme.com/cs/wards', { resourceType: 'CodeSystem', id: 'w', url: 'https://acme.com/cs/wards' }),
    ]),
    ['error bundle-full-url-canonical Bundle.entry[0]'],
  ],
  [
    'a canonical URL that is the address, too',
    make('collection', [
      at(`${SERVER}/CodeSystem/w`, { resourceType: 'CodeSystem', id: 'w', url: `${SERVER}/CodeSystem/w` }),
    ]),
    [],
  ],
  [
    'a RESTful fullUrl in a transaction without the id',
    make('transaction', [
      at(`${SERVER}/Patient/p`, { resourceType: 'Patient' }, { request: { method: 'POST', url: 'Patient' } }),
    ]),
    ['error bundle-full-url-without-id Bundle.entry[0]'],
  ],
  [
    'an entry without mode beside one with it',
    search([at(`${SERVER}/Patient/p`, patient, match), at(A, { resourceType: 'Patient' })]),
    ['warning bundle-search-mode Bundle.entry[1]'],
  ],
  [
    'a relative fullUrl',
    make('collection', [at('Patient/p', patient)]),
    ['error bundle-full-url-relative Bundle.entry[0]'],
  ],
  [
    'a fullUrl with another id',
    make('collection', [at(`${SERVER}/Patient/q`, patient)]),
    ['error bundle-full-url-mismatch Bundle.entry[0]'],
  ],
  [
    'a fullUrl with another type',
    make('collection', [at(`${SERVER}/Group/p`, patient)]),
    ['error bundle-full-url-mismatch Bundle.entry[0]'],
  ],
  [
    'a server URL for a resource without id',
    make('collection', [at(`${SERVER}/Patient/p`, { resourceType: 'Patient' })]),
    ['error bundle-full-url-without-id Bundle.entry[0]'],
  ],
  [
    'a malformed UUID',
    make('collection', [at('urn:uuid:1', patient)]),
    ['warning bundle-full-url-uuid Bundle.entry[0]'],
  ],
  [
    'a create of another type',
    make('transaction', [{ resource: patient, request: { method: 'POST', url: 'Group' } }]),
    ['error bundle-request-type Bundle.entry[0].request.url'],
  ],
  [
    'a urn that is not in the Bundle',
    make('collection', [at(A, { ...patient, managingOrganization: { reference: B } })]),
    ['warning bundle-reference-urn-missing Bundle.entry[0].resource.managingOrganization'],
  ],
  [
    'a reference that is no Type/id',
    make('collection', [at(A, { ...patient, managingOrganization: { reference: '123' } })]),
    ['error reference-syntax Bundle.entry[0].resource.managingOrganization'],
  ],
  [
    'a reference in a choice of types',
    make('collection', [at(A, { resourceType: 'MedicationRequest', medicationReference: { reference: '123' } })]),
    ['error reference-syntax Bundle.entry[0].resource.medication.ofType(Reference)'],
  ],
  [
    'a reference with more steps than Type/id',
    make('collection', [at(A, { ...patient, managingOrganization: { reference: 'fhir/Organization/1' } })]),
    ['error reference-syntax Bundle.entry[0].resource.managingOrganization'],
  ],
  [
    'a version of a resource elsewhere',
    make('collection', [at(A, { ...patient, managingOrganization: { reference: 'Organization/1/_history/2' } })]),
    [],
  ],
  [
    'a search in place of a reference, in a transaction',
    make('transaction', [
      at(
        A,
        { ...patient, managingOrganization: { reference: 'Organization?identifier=RX8' } },
        { request: { method: 'POST', url: 'Patient' } },
      ),
    ]),
    [],
  ],
  [
    'a search in place of a reference, in a message',
    make('message', [at(A, { resourceType: 'MessageHeader', sender: { reference: 'Organization?identifier=RX8' } })]),
    ['error reference-syntax Bundle.entry[0].resource.sender'],
  ],
  [
    'two entries for one reference',
    make('collection', [
      at(`${SERVER}/Encounter/e`, { resourceType: 'Encounter', id: 'e', subject: { reference: 'Patient/p' } }),
      at(`${SERVER}/Patient/p`, patient),
      at(`${SERVER}/Patient/p`, patient),
    ]),
    ['error bundle-reference-ambiguous Bundle.entry[0].resource.subject'],
  ],
  [
    'several versions in a history',
    make('history', [
      at(`${SERVER}/Encounter/e`, { resourceType: 'Encounter', id: 'e', subject: { reference: 'Patient/p' } }),
      at(`${SERVER}/Patient/p`, patient),
      at(`${SERVER}/Patient/p`, patient),
    ]),
    [],
  ],
  [
    'a relative reference in an answer without fullUrl',
    make('transaction-response', [{ resource: { ...patient, managingOrganization: { reference: 'Organization/1' } } }]),
    [],
  ],
  [
    'a relative reference from an entry without fullUrl',
    make('batch', [
      {
        resource: { ...patient, generalPractitioner: [{ reference: 'Practitioner/1' }] },
        request: { method: 'POST', url: 'Patient' },
      },
    ]),
    ['error bundle-reference-without-base Bundle.entry[0].resource.generalPractitioner[0]'],
  ],
  [
    'a relative reference whose target has another base',
    make('collection', [
      at(`${SERVER}/Encounter/e`, { resourceType: 'Encounter', id: 'e', subject: { reference: 'Patient/p' } }),
      at('https://other.example/fhir/Patient/p', patient),
    ]),
    ['warning bundle-reference-full-url Bundle.entry[0].resource.subject'],
  ],
  [
    'a document in order',
    make('document', [
      at(A, composition({ subject: { reference: B }, section: [{ entry: [{ reference: B }] }] })),
      at(B, patient),
    ]),
    [],
  ],
  [
    'a document without its subject',
    make('document', [at(A, composition({ subject: { reference: `${SERVER}/Patient/p` } }))]),
    ['error bundle-reference-missing Bundle.entry[0].resource.subject'],
  ],
  [
    'a document with an entry nothing leads to',
    make('document', [at(A, composition({})), at(B, patient)]),
    ['error bundle-entry-unreachable Bundle.entry[1]'],
  ],
  [
    'a document with an entry that only leads to it',
    make('document', [at(A, composition({ id: 'c' })), at(B, { resourceType: 'List', source: { reference: A } })]),
    ['warning bundle-entry-backward-only Bundle.entry[1]'],
  ],
  [
    'a document with its Provenance',
    make('document', [
      at(A, composition({ id: 'c' })),
      at(B, { resourceType: 'Provenance', target: [{ reference: A }] }),
    ]),
    [],
  ],
  [
    'a message without its focus',
    make('message', [at(A, { resourceType: 'MessageHeader', focus: [{ reference: 'Task/1' }] })]),
    ['error bundle-reference-missing Bundle.entry[0].resource.focus[0]'],
  ],
  [
    'a message with an entry nothing leads to',
    make('message', [at(A, { resourceType: 'MessageHeader' }), at(B, patient)]),
    ['warning bundle-entry-unreachable Bundle.entry[1]'],
  ],
  ['a search in order', search([at(`${SERVER}/Patient/p`, patient, match)]), []],
  [
    'a search that says nothing of itself',
    make('searchset', [at(`${SERVER}/Patient/p`, patient)]),
    ['warning bundle-search-self Bundle', 'warning bundle-search-mode Bundle'],
  ],
  [
    'a match of another type',
    search([at(`${SERVER}/Group/g`, { resourceType: 'Group', id: 'g' }, match)]),
    ['error bundle-search-type Bundle.entry[0].resource'],
  ],
  [
    'an include of another type',
    search([at(`${SERVER}/Group/g`, { resourceType: 'Group', id: 'g' }, { search: { mode: 'include' } })]),
    [],
  ],
  [
    'a match without id',
    search([at(A, { resourceType: 'Patient' }, match)]),
    ['error bundle-search-id Bundle.entry[0].resource'],
  ],
  [
    'an outcome that is none',
    search([at(`${SERVER}/Patient/p`, patient, { search: { mode: 'outcome' } })]),
    ['error bundle-search-outcome Bundle.entry[0].resource'],
  ],
  [
    'a search entry without resource',
    search([{ fullUrl: A, ...match }]),
    ['error bundle-search-resource Bundle.entry[0]'],
  ],
];

const attachment = (url: string): Tree => ({ resourceType: 'DocumentReference', content: [{ attachment: { url } }] });
const binary: Tree = { resourceType: 'Binary', id: 'b' };

/** Entries of a document beside its Composition, its links, and what is said. */
const DOCUMENTS: readonly (readonly [string, readonly Tree[], readonly Tree[], readonly string[]])[] = [
  ['a Binary that an attachment names', [at(A, attachment(B)), at(B, binary)], [], []],
  ['a Binary that an extension names', [at(A, { ...patient, extension: [{ valueUrl: B }] }), at(B, binary)], [], []],
  [
    'a Binary that a system names',
    [at(A, { ...patient, identifier: [{ system: B }] }), at(B, binary)],
    [],
    ['error bundle-entry-unreachable Bundle.entry[2]'],
  ],
  [
    'an attachment by a relative URL',
    [at(A, attachment('Binary/b')), at(`${SERVER}/Binary/b`, binary)],
    [],
    ['error bundle-entry-unreachable Bundle.entry[2]'],
  ],
  ['its stylesheet', [at(A, patient), at(B, binary)], [{ relation: 'stylesheet', url: 'Binary/b' }], []],
  ['its stylesheet by fullUrl', [at(A, patient), at(B, binary)], [{ relation: 'stylesheet', url: B }], []],
  ['a stylesheet elsewhere', [at(A, patient)], [{ relation: 'stylesheet', url: 'https://acme.com/x.css' }], []],
  [
    'no stylesheet where one is named',
    [at(A, patient)],
    [{ relation: 'stylesheet', url: 'Binary/b' }],
    ['error bundle-link-stylesheet Bundle.link[0].url'],
  ],
];

/** Type of a Bundle, relations of its links, and what is said. */
const LINKS: readonly (readonly [string, readonly string[], readonly string[]])[] = [
  ['searchset', ['self', 'next', 'previous', 'first', 'last', 'other', 'other'], []],
  ['searchset', ['self', 'next', 'next'], ['error bundle-link-twice Bundle.link[2]']],
  ['history', ['self', 'self'], ['error bundle-link-twice Bundle.link[1]']],
  ['collection', ['self', 'other'], []],
  ['collection', ['next'], ['error bundle-link-page Bundle.link[0].relation']],
  ['message', ['last'], ['error bundle-link-page Bundle.link[0].relation']],
  ['document', ['previous'], ['error bundle-link-page Bundle.link[0].relation']],
  ['transaction', ['self', 'self'], ['error bundle-link-twice Bundle.link[1].relation']],
  ['batch-response', ['first'], ['error bundle-link-page Bundle.link[0].relation']],
];

describe('Bundles', () => {
  it.each(LINKS)('a %s with links %j', (type, relations, said) => {
    const link = relations.map((relation, i) => ({ relation, url: `https://acme.com/${String(i)}` }));
    expect(ask(bundle, { resourceType: 'Bundle', type, link })).toEqual(said);
  });

  it.each(DOCUMENTS)('a document with %s', (_name, entries, link, said) => {
    const first = at(SELF, composition({ subject: { reference: A } }));
    expect(ask(bundle, make('document', [first, ...entries], { link }))).toEqual(said);
  });

  it.each(CASES)('%s', (_name, resource, said) => {
    expect(ask(bundle, resource)).toEqual(said);
  });

  it('tells versions of one resource apart', () => {
    const version = (versionId: string): Tree => ({ ...patient, meta: { versionId } });
    const url = `${SERVER}/Patient/p`;
    const document = (reference: string): Tree =>
      make('document', [
        at(`${SERVER}/Composition/c`, { ...composition({ id: 'c' }), subject: { reference } }),
        at(url, version('1')),
        at(url, version('2')),
      ]);
    expect(ask(bundle, document('Patient/p/_history/2'))).toEqual(['error bundle-entry-unreachable Bundle.entry[1]']);
    expect(ask(bundle, document('Patient/p'))).toEqual([
      'error bundle-reference-ambiguous Bundle.entry[0].resource.subject',
    ]);
  });
});
