import { entry, type Entries } from './entry.js';

const SD = 'profiling.html';

/** One row: code, title, words, rule, reference, example, fix. */
type Row = readonly [string, string, (words: (name: string) => string) => string, string, string, string, string];

const ROWS: readonly Row[] = [
  [
    'structure-base-unknown',
    'Base not held',
    (p) => `The base ${p('base')} is not held, so the differential was not checked`,
    'A profile is judged by what it is based on.',
    SD,
    'a base no package carries',
    'Add the package that defines the base.',
  ],
  [
    'structure-differential',
    'Element its base cannot carry',
    (p) => `${p('element')}: ${p('problem').replaceAll('-', ' ')}`,
    'A differential constrains elements of its base: they exist, their types fit, cardinality is not widened.',
    `${SD}#differential`,
    'Observation.colour',
    'Correct the path, type or cardinality.',
  ],
  [
    'structure-base-mismatch',
    'Profile of another kind than its base',
    (p) => `Its ${p('property')} is ${p('found')}, that of its base ${p('expected')}`,
    'A profile has the kind and the type of the definition that it constrains.',
    'structuredefinition-definitions.html#StructureDefinition.derivation',
    'type Patient where the base is Observation',
    'Give it the kind and type of its base, or another base.',
  ],
  [
    'structure-derivation',
    'Derivation not said',
    () => 'It has a base, but does not say whether it is a constraint or a specialization of it',
    'A definition with a base says how it derives from it.',
    'structuredefinition-definitions.html#StructureDefinition.derivation',
    'baseDefinition without derivation',
    'Add derivation.',
  ],
  [
    'structure-context',
    'Context that cannot be',
    (p) =>
      p('problem') === 'no-extension' ? 'Only an extension has a context' : `There is no element ${p('element')}`,
    'The context of an extension names elements by their id.',
    'defining-extensions.html#context',
    'Patient.colour as context',
    'Name an element that there is; leave context out where no extension is defined.',
  ],
  [
    'structure-constraint-key',
    'Key of another constraint',
    (p) => `The key ${p('key')} stands for another expression already`,
    'A key stands for one constraint, here and in what the profile is based on.',
    'elementdefinition-definitions.html#ElementDefinition.constraint.key',
    'two constraints x-1 with different expressions',
    'Give the constraint a key of its own.',
  ],
  [
    'structure-single-slicing',
    'Slicing of a single element',
    (p) => `${p('element')} does not repeat and is no choice, so it cannot be sliced`,
    'Slicing divides the items of a list, or the types of a choice.',
    `${SD}#slicing`,
    'slicing on Observation.code',
    'Slice an element that repeats, such as Observation.code.coding.',
  ],
  [
    'structure-snapshot-element',
    'Element of a snapshot that cannot be so',
    (p) => `${p('element')}: ${p('problem')}`,
    'What an element of a snapshot holds depends on whether it is the root, and whether a type is defined or constrained.',
    'elementdefinition.html#interpretation',
    'an element without a type',
    'Generate the snapshot again.',
  ],
  [
    'structure-extension-url',
    'Extension with another URL',
    (p) => `This extension does not fix its url to ${p('url')}, its own`,
    'An extension fixes Extension.url to the canonical URL of its definition; one derived from another cannot.',
    'defining-extensions.html',
    'fixedUri ".../a" in the definition ".../b"',
    'Fix the URL of the definition itself.',
  ],
  [
    'structure-snapshot',
    'No snapshot can be made',
    () => 'No snapshot can be made of this profile',
    'A snapshot follows from base and differential.',
    `${SD}#snapshot`,
    'a base without snapshot',
    'Correct the base or the differential.',
  ],
  [
    'structure-root-slicing',
    'Slicing at the root',
    () => 'The root of a type cannot be sliced',
    'Slicing divides the items of a list; the root is one thing.',
    `${SD}#slicing`,
    'slicing on Observation',
    'Slice an element below the root.',
  ],
  [
    'structure-discriminator',
    'Discriminator that leads nowhere',
    (p) => `The path ${p('path')} leads to no element of ${p('element')}`,
    'A discriminator is a path from the sliced element.',
    `${SD}#discriminator`,
    'type on an extension',
    'Use a path that exists, such as url.',
  ],
  [
    'operation-profile',
    'Profile that conflicts with the parameters',
    (p) =>
      p('problem') === 'not of Parameters'
        ? 'The profile is one of another resource than Parameters'
        : `The profile allows no ${p('problem')} of this parameter that the operation allows`,
    'The profiles of an operation constrain Parameters, and do not conflict with what the parameters say.',
    'operationdefinition.html#OperationDefinition.inputProfile',
    'a Questionnaire where the profile takes a Patient',
    'Correct the parameter or the profile.',
  ],
  [
    'search-parameter-derived',
    'Parameter that its base does not cover',
    (p) => `Its type or one of its bases is not that of ${p('canonical')}, from which it is derived`,
    'A parameter derived from another has its type, and is for resources that the other is for.',
    'searchparameter.html#SearchParameter.derivedFrom',
    'a token derived from a date',
    'Give it the type and bases of the other.',
  ],
  [
    'search-parameter-component',
    'Components and type',
    () => 'Composite parameters have at least two components, others have none',
    'Components are the parts of a composite parameter.',
    'searchparameter.html#SearchParameter.component',
    'a composite of nothing',
    'Add the components, or change the type.',
  ],
];

/** Profiles, operations and search parameters as subjects. */
export const STRUCTURES: Entries = Object.fromEntries(
  ROWS.map(([code, title, say, rule, reference, example, fix]) => [
    code,
    entry(title, say, { rule, reference, example, fix }),
  ]),
);
