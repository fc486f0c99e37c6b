import { checkAttachment } from './attachment.js';
import { Codings } from './coding.js';
import type { Extensions, Known } from './extension.js';
import { Identifiers } from './identifiers.js';
import { References } from './references.js';
import { checkSctid } from './rules/uk.js';
import type { Schemas } from './schemas.js';
import type { TypeSchema } from './type-schema.js';

export type TypeRule = Pick<TypeSchema, 'plain' | 'look' | 'after'>;

const NOTHING: TypeRule = { plain: undefined, look: undefined, after: undefined };

/** What data types ask for beyond their structure: extensions by their URL, codes by their system, references by their target. */
export function dataTypeRules(schemas: Schemas, extensions: Extensions): (schema: TypeSchema) => TypeRule {
  const codings = new Codings(schemas);
  const identifiers = new Identifiers(schemas);
  const references = new References(schemas, identifiers);
  const uk = schemas.options.ukRules !== false;
  const unit: TypeSchema['after'] = (node, _prop, run) => {
    codings.checkQuantity(node, run);
  };
  return ({ name }) => {
    switch (name) {
      case 'Extension':
        return {
          ...NOTHING,
          look: (url) => extensions.look(url),
          after: (node, prop, run, chosen, looked) => {
            extensions.check(node, prop, run, chosen !== 0, looked as Known | undefined);
          },
        };
      case 'Coding':
        return {
          ...NOTHING,
          plain: (node) => codings.isPlain(node),
          after: (node, _prop, run) => {
            const isSnomed = codings.check(node, run);
            if (uk && isSnomed) checkSctid(node, run);
          },
        };
      case 'CodeableConcept':
        return { ...NOTHING, plain: (node) => codings.isPlainConcept(node) };
      case 'Quantity':
        return { ...NOTHING, plain: (node) => codings.isPlainQuantity(node, false), after: unit };
      case 'Duration':
        return { ...NOTHING, plain: (node) => codings.isPlainQuantity(node, true), after: unit };
      case 'Age':
      case 'Count':
      case 'Distance':
        return { ...NOTHING, after: unit }; // their invariants ask more of the value or the unit
      case 'Attachment':
        return {
          ...NOTHING,
          after: (node, _prop, run) => {
            checkAttachment(node, run);
          },
        };
      case 'Reference':
        return {
          ...NOTHING,
          plain: (node, prop, run) => references.isPlain(node, prop, run),
          after: (node, prop, run) => {
            references.check(node, prop, run);
          },
        };
      case 'Identifier':
        return {
          ...NOTHING,
          plain: (node, _prop, run) => identifiers.isPlain(node, run),
          after: (node, _prop, run) => {
            identifiers.check(node, run);
          },
        };
      default:
        return NOTHING;
    }
  };
}
