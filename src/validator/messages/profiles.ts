import { entry, type Entries } from './entry.js';

const PROFILING = 'profiling.html';
const by = (p: (name: string) => string): string => (p('profile') === '' ? '' : ` (${p('profile')})`);

/** What base definitions and profiles ask: cardinality, types, fixed values, slices, invariants. */
export const PROFILES: Entries = {
  'cardinality-min': entry(
    'Too few',
    (p) => `${p('element')} must be there at least ${p('min')} time(s), found ${p('found')}${by(p)}`,
    {
      rule: 'An element occurs at least as often as the base definition and each profile ask.',
      reference: 'conformance-rules.html#cardinality',
      example: 'an Observation without status',
      fix: 'Add the element. Where the value is not known, see whether the profile lets data-absent-reason stand for it.',
    },
  ),
  'cardinality-max': entry(
    'Too many',
    (p) => `${p('element')} may be there at most ${p('max')} time(s), found ${p('found')}${by(p)}`,
    {
      rule: 'An element occurs at most as often as the base definition and each profile allow; 0 forbids it.',
      reference: 'conformance-rules.html#cardinality',
      example: 'a bodySite where the profile forbids it',
      fix: 'Keep the values allowed, or declare a profile that fits.',
    },
  ),
  'type-not-allowed': entry(
    'Type not allowed',
    (p) => `${p('element')} may be ${p('allowed')}; found ${p('type')}${by(p)}`,
    {
      rule: 'A profile or an extension may leave only some of the types of an element.',
      reference: `${PROFILING}#slicing`,
      example: 'valueString where the extension asks for valueCodeableConcept',
      fix: 'Send the value in one of the types that are allowed.',
    },
  ),
  fixed: entry(
    'Fixed value not met',
    (p) => `${p('element')} is fixed to ${p('expected')}; here it ${why(p('found'))}${by(p)}`,
    {
      rule: 'Where a profile fixes a value, the element has exactly this value and nothing more.',
      reference: 'elementdefinition-definitions.html#ElementDefinition.fixed_x_',
      example: 'status "preliminary" where the profile fixes "final"',
      fix: 'Send the fixed value, or declare a profile that fits.',
    },
  ),
  pattern: entry('Pattern not met', (p) => `${p('element')} must hold at least ${p('expected')}${by(p)}`, {
    rule: 'Where a profile gives a pattern, the element holds everything the pattern holds, and may hold more.',
    reference: 'elementdefinition-definitions.html#ElementDefinition.pattern_x_',
    example: 'a category without the coding that the profile asks for',
    fix: 'Add what the pattern names.',
  }),
  invariant: entry('Rule not met', (p) => `Rule ${p('key')} is not met: ${p('expression')}${by(p)}`, {
    rule: 'Definitions carry rules written in FHIRPath that each instance must meet.',
    reference: 'conformance-rules.html#constraints',
    example: 'pat-1: a contact without name, telecom, address or organization',
    fix: 'Read the expression: it must be true for the element named. The definition explains the rule under its key.',
  }),
  'invariant-not-evaluated': entry(
    'Rule could not be evaluated',
    (p) => `Rule ${p('key')} of ${p('profile')} could not be evaluated here`,
    {
      rule: 'A rule that cannot be evaluated decides nothing: the fault lies with the profile or needs a terminology server.',
      reference: 'fhirpath.html',
      example: 'an expression with memberOf() over a value set that is not held',
      fix: 'Ask the publisher of the profile, or add the packages it rests on.',
    },
  ),
  'rule-not-evaluated': entry(
    'Rule could not be evaluated',
    (p) => `The rule "${p('name')}" could not be evaluated on this resource`,
    {
      rule: 'A rule that cannot be evaluated decides nothing.',
      reference: PROFILING,
      example: 'a resource of a form that nobody foresaw',
      fix: 'Please report it, with a record made up to show it.',
    },
  ),
  'slice-min': entry(
    'A required slice is missing',
    (p) => `Slice ${p('element')} must be there at least ${p('min')} time(s), found ${p('found')}${by(p)}`,
    {
      rule: 'A profile may divide a repeating element into slices, some of which must be there. Values belong to a slice by its discriminator.',
      reference: `${PROFILING}#slicing`,
      example: 'no category with the code laboratory',
      fix: 'Add a value with what marks the slice: the code, the system or the URL that the profile fixes.',
    },
  ),
  'slice-max': entry(
    'Too many values in a slice',
    (p) => `Slice ${p('element')} may be there at most ${p('max')} time(s), found ${p('found')}${by(p)}`,
    {
      rule: 'A profile limits how many values may belong to a slice.',
      reference: `${PROFILING}#slicing`,
      example: 'two identifiers with the system of the NHS Number',
      fix: 'Keep the one that holds now.',
    },
  ),
  'slice-closed': entry(
    'No slice fits',
    (p) => `This value fits none of the slices of ${p('element')} (${p('slices')}), and no other is allowed${by(p)}`,
    {
      rule: 'Where slicing is closed, every value belongs to one of the slices.',
      reference: `${PROFILING}#slicing`,
      example: 'an entry of a type that the profile does not list',
      fix: 'Give the value what marks one of the slices, or leave it out.',
    },
  ),
  'slice-several': entry(
    'In more than one slice',
    (p) => `This belongs to two slices of ${p('element')} at once: ${p('slices')}`,
    {
      rule: 'Discriminators tell completely which slice an element matches.',
      reference: PROFILING,
      example: 'a category with the codes of two slices, each of which asks for one of them',
      fix: 'Give each slice an element of its own; where the slices overlap by design, mend the profile.',
    },
  ),
  'slice-order': entry(
    'Slices out of order',
    (p) => `Slice ${p('slice')} of ${p('element')} stands in the wrong place${by(p)}`,
    {
      rule: 'Ordered slices keep their order; where slicing is open at the end, other values follow all slices.',
      reference: `${PROFILING}#slicing`,
      example: 'a value of the second slice before one of the first',
      fix: 'Bring the values into the order of the profile.',
    },
  ),
  'slice-undecided': entry(
    'Slice not decided',
    (p) => `It cannot be told here to which slice of ${p('element')} this value belongs${by(p)}`,
    {
      rule: 'A discriminator that rests on a value set can only be decided where the value set is held.',
      reference: `${PROFILING}#discriminator`,
      example: 'slices told apart by a SNOMED CT value set',
      fix: 'Name a terminology server with --terminology.',
    },
  ),
  'profile-unknown': entry(
    'Profile not held',
    (p) => `The profile ${p('profile')} is declared but its definition is not held`,
    {
      rule: 'A resource is judged by each profile in meta.profile.',
      reference: 'resource.html#Meta',
      example: 'meta.profile of a national or local guide that was not loaded',
      fix: 'Add the package that carries it with --package, or correct the canonical.',
    },
  ),
  'profile-undecided': entry('Profile not judged', (p) => `Conformance with ${p('profile')} was not decided`, {
    rule: 'Nothing is valid because it was not looked at.',
    reference: 'resource.html#Meta',
    example: 'meta.profile of a guide that was not loaded',
    fix: 'Add the package that carries the profile with --package.',
  }),
  'profile-wrong-type': entry(
    'Profile of another type',
    (p) => `${p('profile')} is a profile of ${p('expected')}, this is a ${p('found')}`,
    {
      rule: 'A profile applies to resources of its own type.',
      reference: PROFILING,
      example: 'an Appointment profile on a ServiceRequest',
      fix: 'Declare the profile of this type.',
    },
  ),
  'profile-type-unknown': entry(
    'Profile of a type not held',
    (p) => `What stands or is referred to here must meet ${p('profile')}, whose definition is not held`,
    {
      rule: 'A profile may ask that a value, or the target of a reference, meets another profile, which must be at hand to judge.',
      reference: PROFILING,
      example: 'an identifier profile of a guide that was not loaded',
      fix: 'Add the package that carries it with --package.',
    },
  ),
  'profile-none-met': entry(
    'No profile met',
    (p) => `This ${p('type')} meets none of the profiles allowed here: ${p('profiles')}`,
    {
      rule: 'Where several profiles are allowed for a type, a value meets one of them.',
      reference: 'elementdefinition-definitions.html#ElementDefinition.type.profile',
      example: 'a name that fits neither of two name profiles',
      fix: 'Validate the value against the profile meant, and mend what it lacks.',
    },
  ),
  'profile-unusable': entry(
    'Profile of no use',
    (p) => `The profile ${p('profile')} is held, but nothing can be judged by it. ${p('why')}`,
    {
      rule: 'A profile is derived from a base that is held and leads to a type of R4; bases that come back to where they began lead nowhere.',
      reference: PROFILING,
      example: 'profile A is derived from B, and B from A',
      fix: 'Mend the package, or load the package that holds the missing base. Until then the record is not judged by this profile.',
    },
  ),
  'profile-fault': entry('Faulty profile', (p) => `${p('profile')} cannot be evaluated in full: ${p('fault')}`, {
    rule: 'A profile that cannot be evaluated is a finding about the profile, not about the record.',
    reference: PROFILING,
    example: 'a discriminator that no slice gives a value for',
    fix: 'Tell the publisher of the profile.',
  }),
};

function why(found: string): string {
  if (found === 'missing') return 'lacks a part of it';
  if (found === 'extra') return 'holds something more';
  if (found === 'extended') return 'has an extension, which the fixed value has not';
  return found === 'no value' ? 'has no value' : 'differs';
}
