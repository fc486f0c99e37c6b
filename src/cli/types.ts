import type { Definitions } from '../definitions/definitions.js';
import { EXIT, ReadinessError } from '../model/index.js';
import { nearest } from './nearest.js';

const R4 = 'http://hl7.org/fhir/StructureDefinition/';

const isConcrete = (definitions: Definitions, type: string): boolean =>
  definitions.isResource(type) && definitions.base(type)?.abstract !== true;

/**
 * The record types of a list as given with --types, or of the configuration file, each once.
 * @throws ReadinessError `cli.unknown-type` (exit 2) with the nearest names where R4 has no such resource type
 */
export function requireTypes(given: string | readonly string[], definitions: Definitions): readonly string[] {
  const named = (typeof given === 'string' ? given.split(',') : given).map((type) => type.trim());
  const types = [...new Set(named.filter((type) => type !== ''))];
  if (types.length === 0)
    throw new ReadinessError(
      'cli.unknown-type',
      'No record type is named.',
      EXIT.usage,
      'E.g. --types Patient,Condition',
    );
  const unknown = types.filter((type) => !isConcrete(definitions, type));
  if (unknown.length === 0) return types;
  const known = definitions
    .canonicals('StructureDefinition')
    .filter((canonical) => canonical.startsWith(R4))
    .map((canonical) => canonical.slice(R4.length))
    .filter((type) => isConcrete(definitions, type));
  const near = [...new Set(unknown.flatMap((type) => nearest(type, known, 2)))];
  throw new ReadinessError(
    'cli.unknown-type',
    `FHIR R4 has no record type ${unknown.map((type) => `"${type}"`).join(', ')}.`,
    EXIT.usage,
    near.length === 0 ? 'E.g. --types Patient,Condition' : `Did you mean: ${near.join(', ')}?`,
  );
}
