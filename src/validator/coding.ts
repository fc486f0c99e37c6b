import { codingOf } from './binding.js';
import type { Run } from './run.js';
import type { Schemas } from './schemas.js';
import type { Node } from './shape.js';

const ABSOLUTE = /^[A-Za-z][A-Za-z0-9+.-]*:/;
/** The form of its identifiers is a rule of its own. */
const SNOMED = 'http://snomed.info/sct';
const UCUM = 'http://unitsofmeasure.org';

/** A Coding at the current node: its system is absolute and no value set, its code is known, its display is one of the code's. */
export function checkCoding(node: Node, schemas: Schemas, run: Run): void {
  const system = node['system'];
  if (typeof system !== 'string' || system === '') return;
  if (!ABSOLUTE.test(system)) {
    run.reportAt(`${run.path()}.system`, 'coding-system-relative', 'error', {});
    return;
  }
  const kind = schemas.systemKind(system);
  if (kind === 'value-set') run.reportAt(`${run.path()}.system`, 'coding-system-is-value-set', 'warning', { system });
  else if (kind === 'supplement')
    run.reportAt(`${run.path()}.system`, 'coding-system-is-supplement', 'error', { system });
  if (kind !== 'system') return;
  const coding = codingOf(node);
  if (coding === undefined) return;
  const answer = schemas.terminology.lookup(system, coding.code, coding.version);
  if (answer.result === 'unknown') {
    if (system === SNOMED) return;
    const severity = system === UCUM || schemas.definitions.codeSystem(system) !== undefined ? 'error' : 'warning';
    run.reportAt(`${run.path()}.code`, 'code-unknown', severity, { system, code: coding.code }, { rule: system });
    return;
  }
  if (answer.result !== 'known' || coding.display === undefined || answer.display === undefined) return;
  if (!isDisplay(coding.display, [answer.display, ...(answer.designations ?? [])])) {
    run.reportAt(
      `${run.path()}.display`,
      'display-mismatch',
      schemas.options.displayLanguages === undefined ? 'warning' : 'error',
      { system, code: coding.code, expected: answer.display },
      { rule: system },
    );
  }
}

/** Displays are compared without regard to case and runs of white space. */
function isDisplay(display: string, accepted: readonly string[]): boolean {
  const plain = (text: string): string => text.trim().replace(/\s+/g, ' ').toLowerCase();
  const wanted = plain(display);
  return accepted.some((candidate) => plain(candidate) === wanted);
}

/** The code of a Quantity in UCUM is a unit. */
export function checkQuantityCode(node: Node, schemas: Schemas, run: Run): void {
  const { system, code } = node;
  if (system !== UCUM || typeof code !== 'string') return;
  if (schemas.terminology.lookup(UCUM, code).result === 'unknown') {
    run.reportAt(`${run.path()}.code`, 'code-unknown', 'error', { system: UCUM, code }, { rule: UCUM });
  }
}
