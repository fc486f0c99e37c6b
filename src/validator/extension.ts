import type { StructureDefinition } from 'fhir/r4.js';
import { applyProfile } from './apply-profile.js';
import { ContextCheck } from './extension-context.js';
import { Following } from './empty-schema.js';
import type { ElementNode } from './element-tree.js';
import type { Severity } from '../model/index.js';
import type { Profile } from './profile.js';
import { uri, type PrimitiveFault } from './primitive.js';
import { Recall } from './recall.js';
import type { Run } from './run.js';
import type { Schemas } from './schemas.js';
import { isNode, type Node } from './shape.js';
import { isSimple, valuesOfSimple } from './simple-extension.js';
import { unsoundUri } from './structure-faults.js';
import type { Prop } from './type-schema.js';
import { ABSOLUTE, EXAMPLE } from './urls.js';

/** UK Core's own namespace: what it does not define there does not exist. */
const UK_CORE = 'https://fhir.hl7.org.uk/StructureDefinition/';

/** Elements of the other versions of FHIR have extensions by rule (R4 versions.html#extensions). */
const CROSS_VERSION =
  /^http:\/\/hl7\.org\/fhir\/(?:1\.0|3\.0|4\.3|5\.0)\/StructureDefinition\/extension-[A-Z][A-Za-z]+(?:\.[A-Za-z]+)+$/;

interface Unknown {
  readonly code: 'extension-unknown' | 'extension-cross-version' | 'UKCORE-EXTENSION-UNKNOWN';
  /** Undefined where only modifiers are told. */
  readonly severity: Severity | undefined;
  readonly params: { readonly url: string };
  readonly more: { readonly rule: string; readonly undecided?: true };
}

/** What an extension's URL means here. */
interface Meaning {
  /** What is wrong with it as a URI. */
  readonly malformed: PrimitiveFault | undefined;
  readonly relative: boolean;
  readonly definition: StructureDefinition | undefined;
  readonly profile: Profile | undefined;
  readonly isModifier: boolean;
  /** Of an extension that holds one of these values and nothing else its profile asks no more. */
  readonly simple: ReadonlySet<string> | undefined;
  /** What is said where no definition is held; undefined where nothing is. */
  readonly unknown: Unknown | undefined;
}

/** The meaning of a URL, and what follows it in extensions that have it. */
export class Known extends Following {
  constructor(readonly means: Meaning) {
    super();
  }
}

/** Judges extensions: by the definition their URL names, or by the policy for unknown ones. */
export class Extensions {
  readonly #known = new Recall<Known>();
  readonly #hasUkCore: boolean;
  readonly #contexts: ContextCheck;

  constructor(readonly schemas: Schemas) {
    this.#contexts = new ContextCheck(schemas);
    this.#hasUkCore = schemas.options.ukRules !== false && schemas.definitions.ukCoreProfile('Patient') !== undefined;
  }

  /**
   * The extension is the current node; `prop` says whether it stands in `extension` or `modifierExtension`, `isChosen` whether it has
   * a value, `looked` what its URL means. Invariant ext-1: a value or nested extensions, never both and never neither.
   */
  check(extension: Node, prop: Prop | undefined, run: Run, isChosen: boolean, looked?: Known): void {
    if (prop === undefined) return;
    const valued = isChosen || looksValued(extension);
    if (valued === (extension['extension'] !== undefined)) {
      run.report('extension-value-or-nested', 'error', { found: valued ? 'both' : 'neither' }, { rule: 'ext-1' });
    }
    const url = extension['url'];
    if (typeof url !== 'string' || url === '') {
      run.report('extension-url-missing', 'error', {}, { rule: 'url' });
      return;
    }
    const known = (looked ?? this.look(url)).means;
    if (known.malformed !== undefined) unsoundUri('url', known.malformed, url, run);
    const { definition, profile } = known;
    if (known.relative) {
      if (this.#inside(run)) this.#nested(url, run);
      else run.report('extension-url-relative', 'error', { url: url.slice(0, 200) }, { rule: 'url' });
      return;
    }
    const asModifier = prop.name === 'modifierExtension';
    if (definition === undefined) {
      if (known.unknown !== undefined) tell(known.unknown, asModifier, run);
      return;
    }
    if (url !== definition.url && url.includes('|'))
      run.report('extension-url-version', 'error', { url }, { rule: 'url' });
    if (known.isModifier !== asModifier) {
      const code = known.isModifier ? 'extension-must-be-modifier' : 'extension-not-modifier';
      run.report(code, 'error', { url: definition.url }, { rule: definition.url, profile: definition.url });
    }
    this.#contexts.check(definition, prop, run);
    if (profile === undefined || (known.simple !== undefined && isSimple(extension, known.simple))) return;
    applyProfile(profile, extension, 'Extension', this.schemas, run);
  }

  look(url: string): Known {
    let known = this.#known.get(url);
    if (known === undefined) {
      known = new Known(this.#find(url, uri(url)));
      this.#known.set(url, known);
    }
    return known;
  }

  #find(url: string, malformed: PrimitiveFault | undefined): Meaning {
    if (!ABSOLUTE.test(url)) return malformed === undefined ? RELATIVE : { ...RELATIVE, malformed };
    const bar = url.indexOf('|');
    const { definitions } = this.schemas;
    const found = definitions.structure(url) ?? (bar < 0 ? undefined : definitions.structure(url.slice(0, bar)));
    const definition = found?.type === 'Extension' ? found : undefined;
    const profile = definition === undefined ? undefined : this.schemas.profile(definition.url);
    return {
      malformed,
      relative: false,
      definition,
      unknown: definition === undefined ? this.#unknown(url) : undefined,
      profile,
      simple: profile === undefined || profile.url !== url ? undefined : valuesOfSimple(profile),
      isModifier: definition?.snapshot?.element[0]?.isModifier === true,
    };
  }

  /** True where the current extension lies inside another. */
  #inside(run: Run): boolean {
    return (run.steps[run.depth - 2] as Prop | undefined)?.type === 'Extension';
  }

  /** A sub-extension with a relative URL must be one that the definition of the extension around it names. */
  #nested(url: string, run: Run): void {
    const names: string[] = [url];
    for (let at = run.depth - 1; at > 0; at--) {
      const outer = run.nodes[at];
      const name = isNode(outer) ? outer['url'] : undefined;
      if (typeof name !== 'string') return;
      if (!ABSOLUTE.test(name)) {
        names.unshift(name);
        continue;
      }
      const definition = this.look(name).means.definition;
      const tree = definition === undefined ? undefined : this.schemas.tree(definition);
      if (tree !== undefined && !isNamed(tree, names)) {
        run.report('extension-nested-unknown', 'error', { url, extension: name }, { rule: name, profile: name });
      }
      return;
    }
  }

  #unknown(url: string): Unknown | undefined {
    const { options } = this.schemas;
    const words = { params: { url }, more: { rule: url } };
    if (url.startsWith(UK_CORE) && this.#hasUkCore)
      return { code: 'UKCORE-EXTENSION-UNKNOWN', severity: 'warning', ...words };
    if (options.examples !== false && EXAMPLE.test(url)) return undefined;
    if (options.allowedExtensionDomains?.some((prefix) => url.startsWith(prefix)) === true) return undefined;
    const { unknownExtensions: policy = 'warning' } = options;
    if (policy !== 'ignore' && CROSS_VERSION.test(url))
      return {
        code: 'extension-cross-version',
        severity: 'information',
        params: { url },
        more: { rule: url, undecided: true },
      };
    return { code: 'extension-unknown', severity: policy === 'ignore' ? undefined : policy, ...words };
  }
}

/** Whether it has a value of some kind, be it none that extensions know. */
function looksValued(extension: Node): boolean {
  for (const key in extension) if (key.startsWith('value') || key.startsWith('_value')) return true;
  return false;
}

const RELATIVE: Meaning = {
  malformed: undefined,
  relative: true,
  definition: undefined,
  unknown: undefined,
  profile: undefined,
  simple: undefined,
  isModifier: false,
};

function tell({ code, severity, params, more }: Unknown, asModifier: boolean, run: Run): void {
  if (asModifier && code !== 'UKCORE-EXTENSION-UNKNOWN')
    run.report('modifier-extension-unknown', 'error', params, { rule: more.rule });
  else if (severity !== undefined) run.reportNew(code, severity, params, more);
}

/** Whether a definition knows a chain of nested extensions; one that restricts nothing knows all. */
function isNamed(tree: ElementNode, names: readonly string[]): boolean {
  let node = tree;
  for (const name of names) {
    const slices = node.children.find((child) => child.name === 'extension')?.slices ?? [];
    if (slices.length === 0) return true;
    const slice = slices.find((candidate) => {
      const url = candidate.children.find((child) => child.name === 'url')?.def.fixedUri;
      return (url ?? candidate.slice) === name;
    });
    if (slice === undefined) return false;
    node = slice;
  }
  return true;
}
