import type { Extensions } from './extension.js';
import { checkTargetType } from './reference-target.js';
import { isWholeUri } from './rules/identifier.js';
import { checkReference } from './rules/reference.js';
import { checkUkCoding, checkUkIdentifier } from './rules/uk.js';
import type { Run } from './run.js';
import type { Schemas } from './schemas.js';
import type { Node } from './shape.js';
import type { TypeSchema } from './type-schema.js';
import { Codings } from './coding.js';

type After = TypeSchema['after'];

/** What data types ask for beyond their structure: extensions by their URL, codes by their system, references by their target. */
export function dataTypeRules(schemas: Schemas, extensions: Extensions): (schema: TypeSchema) => After {
  const codings = new Codings(schemas);
  const uk = schemas.options.ukRules !== false;
  return ({ name }) => {
    switch (name) {
      case 'Extension':
        return (node, prop, run) => {
          extensions.check(node, prop, run);
        };
      case 'Coding':
        return (node, _prop, run) => {
          codings.check(node, run);
          if (uk) checkUkCoding(node, run);
        };
      case 'Quantity':
      case 'Age':
      case 'Count':
      case 'Distance':
      case 'Duration':
        return (node, _prop, run) => {
          codings.checkQuantity(node, run);
        };
      case 'Reference':
        return (node, prop, run) => {
          checkReference(node, run, schemas.definitions, schemas.options);
          if (prop !== undefined && prop.targets.length > 0)
            checkTargetType(node, prop.targets, prop.name, schemas, run);
        };
      case 'Identifier':
        return (node, _prop, run) => {
          checkSystem(node, run);
          if (!isWholeUri(node)) run.report('identifier-uri', 'error', {});
          if (uk) checkUkIdentifier(node, run);
        };
      default:
        return undefined;
    }
  };
}

const ABSOLUTE = /^[A-Za-z][A-Za-z0-9+.-]*:/;

/** The system of an identifier is an absolute URI (R4 datatypes, Identifier.system). */
function checkSystem(node: Node, run: Run): void {
  const system = node['system'];
  if (typeof system === 'string' && system !== '' && !ABSOLUTE.test(system)) {
    run.reportAt(`${run.path()}.system`, 'identifier-system-relative', 'error', {});
  }
}
