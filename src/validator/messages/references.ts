import { entry, type Entries } from './entry.js';

const PAGE = 'references.html';

/** References between resources. */
export const REFERENCES: Entries = {
  'reference-target-type': entry(
    'Reference to a type not allowed',
    (p) => `This reference leads to ${p('found')}; allowed: ${p('allowed')}`,
    {
      rule: 'The definition of a reference names the types it may lead to.',
      reference: PAGE,
      example: 'Observation.subject with Practitioner/1',
      fix: 'Refer to a resource of an allowed type, or use the element meant for this one.',
    },
  ),
  'reference-target-profile': entry(
    'Target does not meet the profile',
    (p) => `The ${p('type')} this reference leads to meets none of ${p('profiles')}`,
    {
      rule: 'Where a profile names target profiles, the resource that is referred to meets one of them.',
      reference: `${PAGE}#Reference`,
      example: 'a subject that is no UK Core Patient',
      fix: 'Validate the target against the profile and mend what it lacks.',
    },
  ),
  'reference-aggregation': entry(
    'Reference in the wrong way',
    (p) => `The target is ${p('found')}; ${p('profile')} allows ${p('allowed')}`,
    {
      rule: 'A profile may ask that targets are contained, in the same Bundle, or elsewhere.',
      reference: 'valueset-resource-aggregation-mode.html',
      example: 'a reference to a server where the target must be in the Bundle',
      fix: 'Carry the target where the profile asks for it.',
    },
  ),
  'reference-unknown': entry(
    'Reference that names nothing',
    () => 'A reference has a literal reference, an identifier or at least a display',
    {
      rule: 'A Reference says what it refers to.',
      reference: `${PAGE}#Reference`,
      example: '{"type": "Patient"}',
      fix: 'Add the reference or the identifier of the target.',
    },
  ),
  'reference-syntax': entry(
    'Malformed reference',
    () => 'A relative reference has the form [type]/[id], with a resource type of R4',
    {
      rule: 'A literal reference is an absolute URL, [type]/[id] below the base of the server, #id of a contained resource, or in a transaction a search [type]?[parameter]=[value].',
      reference: `${PAGE}#literal`,
      example: '"reference": "123"',
      fix: 'Write the type before the id.',
    },
  ),
  'canonical-target-type': entry(
    'Canonical of another kind of resource',
    (p) => `"${p('element')}" leads to a ${p('found')}; it may lead to ${p('allowed')}`,
    {
      rule: 'A canonical leads to a resource of a type that the element allows.',
      reference: `${PAGE}#canonical`,
      example: 'answerValueSet with the URL of a CodeSystem',
      fix: 'Give the canonical of a resource of the right type.',
    },
  ),
  'reference-type': entry(
    'Reference type does not agree',
    (p) => `Reference.type says "${p('type')}", the target is ${p('found')}`,
    {
      rule: 'Reference.type is the name of the type of the resource that is referred to; whole URLs are for logical models alone.',
      reference: `${PAGE}#Reference`,
      example: '"type": "Patient" with "reference": "Organization/1"',
      fix: 'Correct the type or leave it out.',
    },
  ),
  'reference-not-found': entry(
    'Reference leads nowhere',
    () => 'The resource that is referred to was looked for and not found',
    {
      rule: 'Where references are checked, their targets exist.',
      reference: PAGE,
      example: 'a deleted Practitioner',
      fix: 'Correct the reference, or load the target first.',
    },
  ),
};
