import type { FhirResource } from 'fhir/r4.js';
import { Recall } from './recall.js';
import type { Run } from './run.js';
import { isNode } from './shape.js';
import type { Prop } from './type-schema.js';

/**
 * Canonicals lead to a resource of a type that the element allows, as far as it is held; `#id` to a contained one
 * (R4 references.html#canonical).
 */
export class CanonicalTargets {
  readonly #types = new Recall<string>();

  constructor(readonly held: (canonical: string) => FhirResource | undefined) {}

  /** A sound canonical in the property `prop` of the current node. */
  check(canonical: string, prop: Prop, index: number, run: Run): void {
    if (canonical.startsWith('#')) {
      this.#fragment(canonical, prop, index, run);
      return;
    }
    if (prop.targets.length === 0) return;
    let type = this.#types.get(canonical);
    if (type === undefined) {
      type = this.held(canonical)?.resourceType ?? '';
      this.#types.set(canonical, type);
    }
    this.#type(type, prop, index, run);
  }

  #fragment(canonical: string, prop: Prop, index: number, run: Run): void {
    if (canonical === '#') return;
    const found = run.resolve(canonical);
    const type = isNode(found) ? found['resourceType'] : undefined;
    if (typeof type === 'string') this.#type(type, prop, index, run);
    else tell('reference-not-found', {}, prop, index, run);
  }

  #type(found: string, prop: Prop, index: number, run: Run): void {
    const { targets: allowed } = prop;
    if (found === '' || allowed.length === 0 || allowed.includes(found)) return;
    tell('canonical-target-type', { element: prop.name, found, allowed }, prop, index, run);
  }
}

function tell(
  code: string,
  params: Readonly<Record<string, string | readonly string[]>>,
  prop: Prop,
  index: number,
  run: Run,
): void {
  run.enter(prop, index);
  run.report(code, 'error', params);
  run.depth -= 1;
}
