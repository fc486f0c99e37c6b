import { checkAttachment } from './attachment.js';
import type { Extensions } from './extension.js';
import { isUuidAt } from './id.js';
import { isRelativeTo, slashOfRelative } from './literal.js';
import { uri } from './primitive.js';
import { Recall } from './recall.js';
import { checkTargetType } from './reference-target.js';
import { isWholeUri } from './rules/identifier.js';
import { checkReference } from './rules/reference.js';
import { checkSctid, checkUkIdentifier, ukIdentifierSystem, type IdentifierSystem } from './rules/uk.js';
import type { Schemas } from './schemas.js';
import type { Node } from './shape.js';
import { unsoundUri } from './structure-faults.js';
import type { Prop, TypeSchema } from './type-schema.js';
import { Codings } from './coding.js';

type After = TypeSchema['after'];

/** What data types ask for beyond their structure: extensions by their URL, codes by their system, references by their target. */
export function dataTypeRules(schemas: Schemas, extensions: Extensions): (schema: TypeSchema) => After {
  const quick = schemas.options.externalReferences === undefined || schemas.options.externalReferences === 'ignore';
  const systems = new Recall<IdentifierSystem | 'relative' | 'uri'>();
  const sctids = new Map<string, boolean>();
  const codings = new Codings(schemas);
  const uk = schemas.options.ukRules !== false;
  return ({ name }) => {
    switch (name) {
      case 'Extension':
        return (node, prop, run, chosen) => {
          extensions.check(node, prop, run, chosen !== 0);
        };
      case 'Coding':
        return (node, _prop, run) => {
          const isSnomed = codings.check(node, run);
          if (uk && isSnomed) checkSctid(node, sctids, run);
        };
      case 'Quantity':
      case 'Age':
      case 'Count':
      case 'Distance':
      case 'Duration':
        return (node, _prop, run) => {
          codings.checkQuantity(node, run);
        };
      case 'Attachment':
        return (node, _prop, run) => {
          checkAttachment(node, run);
        };
      case 'Reference':
        return (node, prop, run) => {
          run.references?.note(node, run);
          if (quick && isPlainReference(node, prop, schemas)) return;
          if (!quick || !isPlainUrn(node)) checkReference(node, run, schemas.definitions, schemas.options);
          if (prop !== undefined && prop.targets.length > 0)
            checkTargetType(node, prop.targets, prop.name, schemas, run);
        };
      case 'Identifier':
        return (node, _prop, run) => {
          const { system } = node;
          if (typeof system !== 'string') return;
          let kind = systems.get(system);
          if (kind === undefined) {
            const fault = uri(system);
            if (fault !== undefined && system !== '') unsoundUri('system', fault, system, run);
            kind = identifierSystem(system);
            if (fault === undefined) systems.set(system, kind);
          }
          if (kind === 'other') return;
          if (kind === 'relative') run.reportAt(`${run.path()}.system`, 'identifier-system-relative', 'error', {});
          else if (kind === 'uri') {
            if (!isWholeUri(node)) run.report('identifier-uri', 'error', {});
          } else if (uk) checkUkIdentifier(node, kind, run);
        };
      default:
        return undefined;
    }
  };
}

/** A reference `[type]/[id]` to an allowed type, with nothing beside it that could disagree. */
function isPlainReference(node: Node, prop: Prop | undefined, schemas: Schemas): boolean {
  const { reference } = node;
  if (typeof reference !== 'string' || node['type'] !== undefined) return false;
  if (prop !== undefined && prop.targets.length > 0) return isRelativeTo(reference, prop.targets);
  const slash = slashOfRelative(reference);
  return slash > 0 && schemas.definitions.isResource(reference.slice(0, slash));
}

/** A reference `urn:uuid:…` with nothing beside it that could disagree. */
function isPlainUrn(node: Node): boolean {
  const { reference } = node;
  return (
    typeof reference === 'string' &&
    reference.length === URN_UUID.length + 36 &&
    reference.startsWith(URN_UUID) &&
    isUuidAt(reference, URN_UUID.length) &&
    node['type'] === undefined
  );
}

const URN_UUID = 'urn:uuid:';
/** Values in this system are URIs themselves. */
const URI = 'urn:ietf:rfc:3986';
const ABSOLUTE = /^[A-Za-z][A-Za-z0-9+.-]*:/;

/** The system of an identifier is an absolute URI (R4 datatypes, Identifier.system). */
function identifierSystem(system: string): IdentifierSystem | 'relative' | 'uri' {
  if (system !== '' && !ABSOLUTE.test(system)) return 'relative';
  return system === URI ? 'uri' : ukIdentifierSystem(system);
}
