import type { StructureDefinition } from 'fhir/r4.js';
import type { Params } from '../model/index.js';
import { CANONICAL_RESOURCES } from './rules/canonical-url.js';
import { selectByFhirPath } from './fhirpath-select.js';
import type { Run } from './run.js';
import type { Schemas } from './schemas.js';
import { isNode } from './shape.js';
import type { Prop } from './type-schema.js';

interface Contexts {
  /** True where any element may carry the extension. */
  readonly anywhere: boolean;
  /** True for the extension that leads from data to a narrative. */
  readonly leads: boolean;
  readonly elements: ReadonlySet<string>;
  /** Elements of resources that meet a profile: its canonical, and the element. */
  readonly profiled: readonly (readonly [string, string])[];
  readonly extensions: readonly string[];
  readonly expressions: readonly string[];
  readonly invariants: readonly string[];
  readonly listed: readonly string[];
  /** Properties in which the extension was found to be allowed by their type alone. */
  readonly fine: Set<Prop>;
}

const CORE = 'http://hl7.org/fhir/StructureDefinition/';

/** Where R4 itself, and what is built on it, uses extensions of its own beyond the contexts it gives them. */
const USED: ReadonlyMap<string, string> = new Map([
  [`${CORE}regex`, 'ElementDefinition.type'],
  [`${CORE}structuredefinition-fhir-type`, 'ElementDefinition.type'],
  [`${CORE}structuredefinition-normative-version`, 'Element'],
  [`${CORE}capabilitystatement-expectation`, 'Element'],
  [`${CORE}capabilitystatement-prohibited`, 'Element'],
]);

/** Where an extension's definition lets it stand (R4 defining-extensions, context). */
export class ContextCheck {
  readonly #contexts = new Map<StructureDefinition, Contexts>();

  constructor(readonly schemas: Schemas) {}

  /** The extension is the current node. A misplaced one is reported on the element that carries it. */
  check(definition: StructureDefinition, prop: Prop, run: Run): void {
    const contexts = this.#of(definition);
    if (contexts.leads && run.references !== undefined) {
      const extension = run.nodes[run.depth];
      if (isNode(extension)) run.references.noteLink(extension['valueUrl'] ?? extension['valueUri'], run);
    }
    if (!contexts.anywhere && !contexts.fine.has(prop)) {
      if (contexts.elements.size > 0 && isNearby(contexts.elements, prop)) contexts.fine.add(prop);
      else if (!this.#allowed(contexts, run)) {
        report('extension-context', { url: definition.url, allowed: contexts.listed }, definition, run);
        return;
      }
    }
    if (contexts.invariants.length > 0) this.#conditions(contexts.invariants, definition, run);
  }

  /** Conditions on the complex element that carries the extension, `%extension`; one that cannot be evaluated asks for nothing. */
  #conditions(invariants: readonly string[], definition: StructureDefinition, run: Run): void {
    if (run.depth > 1 && (run.steps[run.depth - 2] as Prop).key.startsWith('_')) return;
    for (const expression of invariants) {
      const met = expression.includes('%extension') ? metWithExtension(expression, run) : this.#met(expression, run);
      if (met !== false) continue;
      report('extension-context-invariant', { url: definition.url, expression }, definition, run);
    }
  }

  #met(expression: string, run: Run): boolean | undefined {
    const carrier = carrierNode(run);
    const own = isNode(carrier) && typeof carrier['resourceType'] === 'string' ? carrier['resourceType'] : run.start;
    try {
      const source = { key: 'contextInvariant', expression, type: carrierPath(run) ?? own };
      return this.schemas.invariants(source)(carrier, run);
    } catch {
      return undefined;
    }
  }

  #of(definition: StructureDefinition): Contexts {
    const held = this.#contexts.get(definition);
    if (held !== undefined) return held;
    const context = definition.context ?? [];
    const elements = new Set<string>();
    const profiled: (readonly [string, string])[] = [];
    for (const { type, expression } of context) {
      if (type !== 'element') continue;
      const hash = expression.indexOf('#');
      const element = expression.slice(hash + 1).replaceAll('[x]', '');
      const profile = expression.slice(0, Math.max(hash, 0));
      if (hash <= 0 || profile === CORE + (element.split('.', 1)[0] ?? '')) elements.add(element);
      else profiled.push([profile, element]);
    }
    const used = USED.get(definition.url);
    if (used !== undefined) elements.add(used);
    const made: Contexts = {
      anywhere: context.length === 0 || elements.has('Element') || elements.has('*'),
      leads: definition.url === `${CORE}narrativeLink`,
      elements,
      profiled,
      extensions: context.flatMap(({ type, expression }) => (type === 'extension' ? [expression] : [])),
      expressions: context.flatMap(({ type, expression }) => (type === 'fhirpath' ? [expression] : [])),
      invariants: definition.contextInvariant ?? [],
      fine: new Set(),
      listed: context.map(({ type, expression }) => `${type}: ${expression}`),
    };
    this.#contexts.set(definition, made);
    return made;
  }

  #allowed(contexts: Contexts, run: Run): boolean {
    if (contexts.elements.size > 0) {
      for (const name of carrierNames(run)) if (contexts.elements.has(name)) return true;
    }
    if (contexts.profiled.length > 0) {
      const names = new Set(carrierNames(run));
      if (contexts.profiled.some(([profile, element]) => names.has(element) && this.#meets(profile, run))) return true;
    }
    if (contexts.extensions.length > 0 && this.#inExtension(contexts.extensions, run)) return true;
    return contexts.expressions.length > 0 && this.#byPath(contexts.expressions, run);
  }

  /** Whether the resource around meets the profile before the `#` of a context; one that is not held, or of another type, asks for nothing. */
  #meets(canonical: string, run: Run): boolean {
    const profile = this.schemas.profile(canonical);
    if (profile === undefined || !isNode(run.resource) || run.resource['resourceType'] !== profile.type) return true;
    return run.conforms(run.resource, profile, undefined, true);
  }

  /** A context of type extension means the extension itself, or its value. */
  #inExtension(urls: readonly string[], run: Run): boolean {
    const carrier = carrierNode(run);
    const step = run.steps[run.depth - 2] as Prop | undefined;
    const holder = step?.name === 'value' ? run.nodes[run.depth - 2] : undefined;
    return [carrier, holder].some((node) => {
      if (!isNode(node) || typeof node['url'] !== 'string') return false;
      const { url } = node;
      return urls.some((wanted) => wanted === url || wanted.endsWith(`#${url}`));
    });
  }

  /** A FHIRPath context selects, from the resource, the elements that may carry the extension. */
  #byPath(expressions: readonly string[], run: Run): boolean {
    const carrier = carrierNode(run);
    const value = primitiveValue(run);
    return expressions.some((expression) => {
      const found = selectByFhirPath(run.resource, expression);
      return found === undefined || found.includes(carrier) || (value !== undefined && found.includes(value));
    });
  }
}

/** Asks of a condition that speaks of the extension itself, which is nothing that invariants know. */
function metWithExtension(expression: string, run: Run): boolean | undefined {
  const at = run.depth - 1;
  const extension = `%context.${run.steps[at]?.segment ?? 'extension'}[${String(run.indexes[at])}]`;
  const variables = { resource: run.resource, rootResource: run.rootResource };
  const asked = expression.replaceAll('%extension', extension);
  const found = selectByFhirPath(carrierNode(run), asked, variables, carrierPath(run));
  return found === undefined ? undefined : found.length > 0 && found[0] !== false;
}

/** Tells the element that carries the current extension. */
function report(code: string, params: Params, { url }: StructureDefinition, run: Run): void {
  const depth = run.depth;
  run.depth = depth - 1;
  const expression = run.path();
  run.depth = depth;
  run.reportAt(expression, code, 'error', params, { rule: url, profile: url });
}

/** The type of the element that carries the current extension, or its path below one, as FHIRPath needs it to know choices. */
function carrierPath(run: Run): string | undefined {
  const carrier = run.depth < 2 ? undefined : (run.steps[run.depth - 2] as Prop);
  if (carrier === undefined) return run.start;
  return carrier.kind === 2 ? undefined : carrier.schema.name;
}

/** Whether the type that holds the property may carry the extension, whatever lies around it. */
const isNearby = (elements: ReadonlySet<string>, { host }: Prop): boolean =>
  host.ancestry.some((name) => elements.has(name));

/** The node that carries the current extension; for a primitive, its `_name` object. */
const carrierNode = (run: Run): unknown => run.nodes[run.depth - 1];

/** The value of the primitive that carries the current extension; undefined where a complex element does. */
function primitiveValue(run: Run): unknown {
  const at = run.depth - 2;
  const prop = run.steps[at] as Prop | undefined;
  const parent = run.nodes[at];
  if (prop?.key.startsWith('_') !== true || !isNode(parent)) return undefined;
  const value = parent[prop.key.slice(1)];
  return Array.isArray(value) ? (value[run.indexes[at] ?? 0] as unknown) : value;
}

/** The type of a resource and what it is one of; later versions name the resources with a canonical URL. */
function* resourceNames(type: string): Generator<string> {
  yield type;
  yield 'DomainResource';
  yield 'Resource';
  if (!CANONICAL_RESOURCES.has(type)) return;
  yield 'CanonicalResource';
  yield 'MetadataResource';
}

/**
 * Every name under which a context may mean the element that carries the extension: its types, its path from the
 * resource, and its path from each data type it lies in.
 */
function* carrierNames(run: Run): Generator<string> {
  const last = run.depth - 2;
  if (last < 0) {
    const type = run.start;
    yield* resourceNames(type);
    return;
  }
  const carrier = run.steps[last] as Prop;
  yield* carrier.schema.ancestry;
  yield carrier.type;
  if (carrier.kind === 2) {
    const type = typeAt(run, last);
    yield* resourceNames(type);
    return;
  }
  let tail = '';
  for (let i = last; i >= 0; i--) {
    const prop = run.steps[i] as Prop;
    const parent = i === 0 ? undefined : (run.steps[i - 1] as Prop);
    const typed = i === last && prop.choice !== 0 ? `.${keyOf(prop)}` : undefined;
    tail = `.${prop.name}${tail}`;
    const host = parent === undefined ? run.start : parent.kind === 2 ? typeAt(run, i - 1) : parent.schema.name;
    yield host + tail;
    if (typed !== undefined) yield host + typed;
    if (parent !== undefined && parent.kind !== 2) for (const type of parent.schema.ancestry) yield type + tail;
    if (parent === undefined || parent.kind === 2) {
      yield `DomainResource${tail}`;
      yield `Resource${tail}`;
      return;
    }
  }
}

const keyOf = ({ key }: Prop): string => (key.startsWith('_') ? key.slice(1) : key);

function typeAt(run: Run, at: number): string {
  const node = run.nodes[at + 1];
  return isNode(node) && typeof node['resourceType'] === 'string' ? node['resourceType'] : '';
}
