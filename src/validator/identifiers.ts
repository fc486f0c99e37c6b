import { isPlainText, uri } from './primitive.js';
import { Recall } from './recall.js';
import { isWholeUri } from './rules/identifier.js';
import { checkUkIdentifier, isPlainUkIdentifier, ukIdentifierSystem, type IdentifierSystem } from './rules/uk.js';
import type { Run } from './run.js';
import type { Schemas } from './schemas.js';
import type { Node } from './shape.js';
import { unsoundUri } from './structure-faults.js';
import type { Recalled } from './type-schema.js';
import { RFC_3986 } from './systems.js';
import { ABSOLUTE } from './urls.js';

type Kind = IdentifierSystem | 'relative' | 'uri';

/** Judges Identifiers by their system; each is looked at once. */
export class Identifiers {
  readonly #systems = new Recall<Kind>();
  /** Codes of `use` that were met and are in its value set. */
  #uses: Recalled | undefined;

  constructor(readonly schemas: Schemas) {}

  /** True for an Identifier of `system`, `value` and perhaps `use` that meets all that is asked of one. */
  isPlain(node: Node, run: Run): boolean {
    let system: string | undefined;
    let number: string | undefined;
    for (const key in node) {
      const value = node[key];
      if (!isPlainText(value)) return false;
      if (key === 'system') system = value;
      else if (key === 'use') {
        this.#uses ??= this.schemas.open(this.schemas.type('Identifier')).props.get('use')?.sound;
        if (this.#uses?.get(value) !== true) return false;
      } else if (key === 'value') number = value;
      else return false;
    }
    if (system === undefined) return number !== undefined;
    const kind = this.#systems.get(system);
    return kind === 'other' || (kind !== undefined && number !== undefined && isPlainUkIdentifier(kind, number, run));
  }

  /** An Identifier at the current node. */
  check(node: Node, run: Run): void {
    const { system } = node;
    if (typeof system !== 'string') return;
    let kind = this.#systems.get(system);
    if (kind === undefined) {
      const fault = uri(system);
      if (fault !== undefined && system !== '') unsoundUri('system', fault, system, run);
      kind = identifierSystem(system);
      if (fault === undefined) this.#systems.set(system, kind);
    }
    if (kind === 'other') return;
    if (kind === 'relative') run.reportAt(`${run.path()}.system`, 'identifier-system-relative', 'error', {});
    else if (kind === 'uri') {
      if (!isWholeUri(node)) run.report('identifier-uri', 'error', {});
    } else if (this.schemas.options.ukRules !== false) checkUkIdentifier(node, kind, run);
  }
}

/** The system of an identifier is an absolute URI (R4 datatypes, Identifier.system). */
function identifierSystem(system: string): Kind {
  if (system !== '' && !ABSOLUTE.test(system)) return 'relative';
  return system === RFC_3986 ? 'uri' : ukIdentifierSystem(system);
}
