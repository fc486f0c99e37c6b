import { entry, type Entries } from './entry.js';

const BUNDLE = 'bundle.html';
const RESOLVING = `${BUNDLE}#references`;

/** Bundles: full URLs, links between entries, documents, messages and search results. */
export const BUNDLES: Entries = {
  'bundle-full-url-missing': entry(
    'Entry without fullUrl',
    (p) => `An entry of a ${p('type')} Bundle needs a fullUrl`,
    {
      rule: 'Except in transactions and batches, each entry has a fullUrl, the identity of its resource.',
      reference: `${BUNDLE}#bundle-unique`,
      example: 'an entry of a searchset with a resource alone',
      fix: 'Add the URL the server answers under, or a urn:uuid:.',
    },
  ),
  'bundle-full-url-relative': entry('fullUrl is not absolute', () => 'A fullUrl is an absolute URL or a urn:uuid:', {
    rule: 'fullUrl is absolute.',
    reference: `${BUNDLE}#bundle-unique`,
    example: '"fullUrl": "Patient/1"',
    fix: 'Put the base of the server before it, or use a urn:uuid:.',
  }),
  'bundle-full-url-uuid': entry(
    'Malformed UUID in fullUrl',
    () => 'A urn:uuid: in a fullUrl has 32 hexadecimal digits in groups of 8-4-4-4-12',
    {
      rule: 'A fullUrl that begins with urn:uuid: is a UUID.',
      reference: `${BUNDLE}#bundle-unique`,
      example: 'urn:uuid:patient-1',
      fix: 'Make a real UUID for each entry and use it in all references to it.',
    },
  ),
  'bundle-full-url-mismatch': entry(
    'fullUrl does not fit the resource',
    (p) => `A fullUrl of this form ends with the type and id of its resource (${p('type')})`,
    {
      rule: 'A fullUrl that looks like a RESTful URL ends with the type and the id of the resource.',
      reference: `${BUNDLE}#bundle-unique`,
      example: 'fullUrl …/Patient/1 with a resource of id 2',
      fix: 'Make the two agree, or use a urn:uuid:.',
    },
  ),
  'bundle-full-url-without-id': entry(
    'fullUrl but no id',
    () => 'A fullUrl of this form names an id, but the resource has none',
    {
      rule: 'A resource under a RESTful fullUrl carries the id that the URL names.',
      reference: `${BUNDLE}#bundle-unique`,
      example: 'fullUrl …/Patient/1 with a resource without id',
      fix: 'Add the id, or use a urn:uuid:.',
    },
  ),
  'bundle-full-url-canonical': entry(
    'Canonical URL as fullUrl',
    () =>
      'A fullUrl says where the resource is; here it is the canonical URL of the definition, which does not end with its id',
    {
      rule: 'The fullUrl is the address of the resource, not its canonical URL; the two are the same only where the server that publishes it answers under [type]/[id].',
      reference: 'bundle-definitions.html#Bundle.entry.fullUrl',
      example: 'a CodeSystem with url and fullUrl https://trust.example.nhs.uk/cs/wards',
      fix: 'Use the address on the server, or a urn:uuid:.',
    },
  ),
  'bundle-link-page': entry(
    'Page link in a Bundle without pages',
    (p) => `A ${p('type')} Bundle has no pages, so no link with relation ${p('relation')}`,
    {
      rule: 'first, previous, next and last lead through the pages of a search or a history.',
      reference: 'http.html#paging',
      example: 'a document with a link "next"',
      fix: 'Take the link out.',
    },
  ),
  'bundle-link-twice': entry(
    'Link given twice',
    (p) => `The Bundle has more than one link with relation ${p('relation')}`,
    {
      rule: 'A Bundle has one link to itself and one to each page beside it.',
      reference: 'http.html#paging',
      example: 'two links "self"',
      fix: 'Keep one of them.',
    },
  ),
  'bundle-link-stylesheet': entry(
    'Stylesheet is not in the document',
    () => 'A relative link to a stylesheet leads to a Binary in the document; there is none',
    {
      rule: 'A document carries the stylesheet that it links to, or names it by an absolute URL.',
      reference: 'documents.html#presentation',
      example: '"url": "Binary/css" without that entry',
      fix: 'Add the Binary, or link to the stylesheet by its whole URL.',
    },
  ),
  'bundle-reference-ambiguous': entry(
    'Reference with several targets',
    (p) => `${p('matches')} entries of this Bundle match this reference`,
    {
      rule: 'A reference leads to one entry; versions of one resource are told apart by /_history/.',
      reference: RESOLVING,
      example: 'two entries with the same fullUrl',
      fix: 'Make fullUrls unique, or refer to a version.',
    },
  ),
  'bundle-reference-full-url': entry(
    'Reference misses its target by the fullUrl',
    (p) => `${p('matches')} entry has this type and id, but its fullUrl does not match the reference`,
    {
      rule: 'A relative reference is read against the base of the fullUrl of its own entry, then looked up among the fullUrls.',
      reference: RESOLVING,
      example: '"Patient/1" where all fullUrls are urn:uuid:',
      fix: 'Refer by the fullUrl of the target.',
    },
  ),
  'bundle-reference-urn-missing': entry(
    'Target is not in the Bundle',
    () => 'A reference by urn: can only lead to an entry of the same Bundle; there is none',
    {
      rule: 'urn:uuid: and urn:oid: references resolve within the Bundle.',
      reference: RESOLVING,
      example: 'a urn:uuid: that no entry has',
      fix: 'Add the entry, or refer by the URL of a server.',
    },
  ),
  'bundle-reference-without-base': entry(
    'Relative reference without base',
    () => 'A relative reference in an entry without fullUrl cannot be resolved',
    {
      rule: 'A relative reference is read against the fullUrl of its entry.',
      reference: RESOLVING,
      example: '"subject": {"reference": "Patient/1"} in an entry without fullUrl',
      fix: 'Add the fullUrl of the entry.',
    },
  ),
  'bundle-reference-missing': entry(
    'Target is not in the Bundle',
    (p) =>
      `What the first entry needs must be in the Bundle; this target is not${p('namesakes') === '0' ? '' : ` (${p('namesakes')} entry has its type and id, but another fullUrl)`}`,
    {
      rule: 'A document carries what its Composition refers to in subject, author, attester, custodian, event and entries; a message what its header focuses on.',
      reference: 'documents.html#content',
      example: 'a section entry that is not in the Bundle',
      fix: 'Add the entry, with the fullUrl that the reference means.',
    },
  ),
  'bundle-entry-unreachable': entry(
    'Entry is not reached',
    (p) => `No chain of references leads from the ${p('from')} to this entry`,
    {
      rule: 'Every entry of a document is reached from its Composition, of a message from its header.',
      reference: 'documents.html#content',
      example: 'an Observation that no section names',
      fix: 'Refer to it, or take it out.',
    },
  ),
  'bundle-entry-backward-only': entry(
    'Entry is only reached backwards',
    (p) => `This entry refers to what the ${p('from')} holds, but nothing there refers to it`,
    {
      rule: 'Entries of a document are reached by following references forward; only Provenance may point in from outside.',
      reference: 'documents.html#content',
      example: 'a PractitionerRole that only points at a Practitioner',
      fix: 'Refer to it from the Composition or from a resource within.',
    },
  ),
  'bundle-narrative-link': entry(
    'Link to a narrative that is not one place',
    (p) => `A narrativeLink of entry ${p('entry')} leads to ${p('matches')} places of the resource it names`,
    {
      rule: 'The extension narrativeLink names one element of a narrative by its id.',
      reference: 'extension-narrativelink.html',
      example: 'urn:uuid:…#a where no element of the narrative has the id a, or two have',
      fix: 'Give the element that shows the data an id of its own, and name that.',
    },
  ),
  'bundle-request-type': entry(
    'Request for another type',
    (p) => `The request goes to ${p('found')}, the resource is a ${p('type')}`,
    {
      rule: 'A create or update in a transaction goes to the type of what it carries.',
      reference: 'http.html#transaction',
      example: 'POST Patient with an Observation',
      fix: 'Correct request.url.',
    },
  ),
  'bundle-search-id': entry('Search hit without id', () => 'A resource that a search returns has an id', {
    rule: 'What a search returns lives on the server and has an id.',
    reference: 'search.html#return',
    example: 'a searchset with resources without id',
    fix: 'Return the id.',
  }),
  'bundle-search-mode': entry(
    'Search entry without mode',
    () => 'An entry of a searchset should say in search.mode why it is there',
    {
      rule: 'search.mode tells hits from included resources and outcomes.',
      reference: 'bundle-definitions.html#Bundle.entry.search.mode',
      example: 'a searchset whose entries have no search',
      fix: 'Add search.mode: match, include or outcome.',
    },
  ),
  'bundle-search-outcome': entry(
    'Outcome of another type',
    (p) => `An entry with mode outcome is an OperationOutcome; found ${p('found')}`,
    {
      rule: 'search.mode outcome marks an OperationOutcome.',
      reference: 'bundle-definitions.html#Bundle.entry.search.mode',
      example: 'mode outcome with an Immunization',
      fix: 'Correct the mode.',
    },
  ),
  'bundle-search-resource': entry('Search entry without resource', () => 'An entry of a searchset carries a resource', {
    rule: 'Every entry of a searchset has a resource.',
    reference: 'search.html#return',
    example: '{"search": {"mode": "match"}}',
    fix: 'Add the resource, or leave the entry out.',
  }),
  'bundle-search-self': entry(
    'Search result without self link',
    () => 'A searchset should carry a link with relation self: the search as the server understood it',
    {
      rule: 'The server returns the parameters it used in the self link.',
      reference: 'search.html#conformance',
      example: 'a searchset without link',
      fix: 'Add the self link.',
    },
  ),
  'bundle-search-type': entry(
    'Hit of another type',
    (p) => `A ${p('found')} is no hit of a search for ${p('allowed')}`,
    {
      rule: 'Hits are of the type that was searched for; others are marked include.',
      reference: 'search.html#return',
      example: 'an Immunization as match of Patient?…',
      fix: 'Correct the mode or the self link.',
    },
  ),
};
