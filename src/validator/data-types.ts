import { checkAttachment } from './attachment.js';
import { Codings } from './coding.js';
import type { Extensions } from './extension.js';
import { Identifiers } from './identifiers.js';
import { References } from './references.js';
import { checkSctid } from './rules/uk.js';
import type { Schemas } from './schemas.js';
import type { TypeSchema } from './type-schema.js';

export type TypeRule = Pick<TypeSchema, 'after' | 'plain'>;

/** What data types ask for beyond their structure: extensions by their URL, codes by their system, references by their target. */
export function dataTypeRules(schemas: Schemas, extensions: Extensions): (schema: TypeSchema) => TypeRule {
  const codings = new Codings(schemas);
  const identifiers = new Identifiers(schemas);
  const references = new References(schemas, identifiers);
  const uk = schemas.options.ukRules !== false;
  return ({ name }) => {
    switch (name) {
      case 'Extension':
        return {
          plain: undefined,
          after: (node, prop, run, chosen) => {
            extensions.check(node, prop, run, chosen !== 0);
          },
        };
      case 'Coding':
        return {
          plain: (node) => codings.isPlain(node),
          after: (node, _prop, run) => {
            const isSnomed = codings.check(node, run);
            if (uk && isSnomed) checkSctid(node, run);
          },
        };
      case 'CodeableConcept':
        return { plain: (node) => codings.isPlainConcept(node), after: undefined };
      case 'Quantity':
      case 'Duration':
      case 'Age':
      case 'Count':
      case 'Distance':
        return {
          // invariants of the others ask more of the value or the unit
          plain: name === 'Quantity' ? (node) => codings.isPlainQuantity(node) : undefined,
          after: (node, _prop, run) => {
            codings.checkQuantity(node, run);
          },
        };
      case 'Attachment':
        return {
          plain: undefined,
          after: (node, _prop, run) => {
            checkAttachment(node, run);
          },
        };
      case 'Reference':
        return {
          plain: (node, prop, run) => references.isPlain(node, prop, run),
          after: (node, prop, run) => {
            references.check(node, prop, run);
          },
        };
      case 'Identifier':
        return {
          plain: (node, _prop, run) => identifiers.isPlain(node, run),
          after: (node, _prop, run) => {
            identifiers.check(node, run);
          },
        };
      default:
        return { plain: undefined, after: undefined };
    }
  };
}
