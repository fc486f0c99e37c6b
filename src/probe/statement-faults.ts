import type { Definitions } from '../definitions/definitions.js';
import { withoutIndexes } from '../fhir/paths.js';
import type { CapabilityFact } from '../model/index.js';
import { createValidator } from '../validator/index.js';

type Fault = CapabilityFact['faults'][number];

/** What base R4 has against a CapabilityStatement, each kind of fault once. Names of unknown properties are the server's words and stay out. */
export function statementFaults(statement: object, definitions: Definitions): readonly Fault[] {
  const validator = createValidator({
    definitions,
    defaultProfiles: 'none',
    unknownExtensions: 'ignore',
    ukRules: false,
  });
  const { meta: _declared, ...bare } = statement as Readonly<Record<string, unknown>>;
  const faults = new Map<string, Fault>();
  for (const { code, severity, rule, at, undecided } of validator.validate(bare).issues) {
    if (undecided === true || severity === 'information') continue;
    const path = withoutIndexes(at.expression);
    const shown = code === 'unknown-property' ? path.slice(0, Math.max(0, path.lastIndexOf('.'))) : path;
    const fault: Fault = { path: shown, rule: rule ?? code, severity: severity === 'warning' ? 'warning' : 'error' };
    faults.set(`${fault.path} ${fault.rule}`, fault);
  }
  return [...faults.values()];
}
