import type { FhirDocument } from '../fhir/index.js';
import { IssueList, MOST_ALIKE, type Issue, type Params, type Severity } from '../model/index.js';
import type { EntryReferences } from './entry-references.js';
import { idsOfContained } from './invariant/natives.js';
import type { Profile } from './profile.js';
import type { BundleIndex } from './rules/bundle-links.js';
import type { Node } from './shape.js';

/** One step of a path: how the element is written in FHIRPath, and whether an index follows. */
export interface Step {
  readonly segment: string;
  readonly array: boolean;
}

/** Resources nested deeper than this are not looked into: no real record comes near, and the stack is finite. */
export const MAX_DEPTH = 200;

/** What a run knows beyond its own state. */
export interface Scope {
  resolve(reference: string, from: Node): unknown;
  isInDocument(reference: string, from: Node): boolean;
  bundleIndex(bundle: Node): BundleIndex;
  fragments(): ReadonlySet<string>;
  note(node: Node, profile: Profile): void;
  conforms(node: unknown, sibling: Node | undefined, profile: Profile, judged: boolean, run: Run): boolean;
}

const FEW = 64;

class Place {
  constructor(readonly expression: string) {}
}

/** A class, because engines come to allocate what object literals make as if it lived long. */
class Found implements Issue {
  declare readonly rule?: string;
  declare readonly profile?: string;
  declare readonly undecided?: boolean;

  constructor(
    readonly code: string,
    readonly severity: Severity,
    readonly params: Params,
    readonly at: Place,
    more: Report | undefined,
  ) {
    if (more?.rule !== undefined) this.rule = more.rule;
    if (more?.profile !== undefined) this.profile = more.profile;
    if (more?.undecided !== undefined) this.undecided = more.undecided;
  }
}

export type Report = Partial<Pick<Issue, 'rule' | 'profile' | 'undecided'>>;

const BRACKETS = Array.from({ length: 100 }, (_, index) => `[${String(index)}]`);
const inBrackets = (index: number): string => BRACKETS[index] ?? `[${String(index)}]`;

/** Texts that were put together just now are dear to compare, and most differ in length. */
const isSame = (one: string, other: string): boolean => one.length === other.length && one === other;

/** Room for the way from the root to a node; kept from one document to the next. */
export interface Way {
  readonly steps: Step[];
  readonly indexes: number[];
}

export const newWay = (): Way => ({ steps: [], indexes: [] });

/** The state of validating one document: where it stands, what it found. Paths are built only when something is reported. */
export class Run {
  readonly found = new IssueList();
  /** Count of faults of shape (array for object, number for text) among the properties of the current node: its invariants are not asked. */
  broken = 0;
  errors = 0;
  /** Codings whose display is none of their code system's: a value set that is bound may still give it. */
  mismatched: Set<Node> | undefined;
  /** True once something nests too deeply to be looked through. */
  endless = false;
  depth = 0;
  readonly steps: Step[];
  readonly indexes: number[];
  /** Objects on the way to the current node; the root is the first. */
  readonly nodes: unknown[];
  /** The syntax the document was written in; a parsed object counts as JSON. */
  format: 'json' | 'xml' = 'json';
  /** The text of the document, where there is one. */
  source: Pick<FhirDocument, 'numberText' | 'oddNumbers'> | undefined;
  /** True where texts may hold control characters. */
  escapes = false;
  /** The gravest severity to report with while a profile that only advises is applied. */
  cap: 'warning' | undefined;
  /** Ids of elements within the current resource. */
  elementIds: Set<string> | undefined;
  /** The resource that holds the current node: `%resource`. */
  resource: Node;
  /** The outermost resource that is not contained: `%rootResource`. */
  rootResource: Node;
  /** Parts of the resource walked last: what stands in `meta`, `text` and `contained`. */
  meta: unknown;
  text: unknown;
  contained: unknown;
  /** Profiles of types being applied, with the depth at which. */
  applying: (readonly [Profile, number])[] | undefined;
  /** Of the innermost Bundle around the current node. */
  references: EntryReferences | undefined;
  /** Where the findings on the current resource begin. */
  since = 0;
  #seen: Set<string> | undefined;
  /** How many of the issues are in it. */
  #indexed = 0;
  /** Where the current resource stands on the way, and its path, once it has been asked for. */
  resourceDepth = 0;
  #resourcePath: string | undefined;
  #contained: { readonly of: Node; readonly ids: ReadonlySet<unknown> } | undefined;
  #resolve: ((reference: string) => unknown) | undefined;

  constructor(
    readonly root: Node,
    /** Expression of the root: its type. */
    readonly start: string,
    readonly scope: Scope,
    { steps, indexes }: Way = newWay(),
  ) {
    this.steps = steps;
    this.indexes = indexes;
    this.resource = root;
    this.rootResource = root;
    this.meta = undefined;
    this.text = undefined;
    this.contained = undefined;
    // room for the depth that most records have
    this.nodes = [root, undefined, undefined, undefined, undefined, undefined, undefined, undefined];
  }

  /** Bound, because invariants take it along as a function. */
  get resolve(): (reference: string) => unknown {
    this.#resolve ??= (reference) => this.scope.resolve(reference, this.resource);
    return this.#resolve;
  }

  /** Ids of what the outermost resource around the current node contains. */
  containedIds(): ReadonlySet<unknown> {
    if (this.#contained?.of !== this.rootResource)
      this.#contained = { of: this.rootResource, ids: idsOfContained(this.rootResource) };
    return this.#contained.ids;
  }

  haveOwnUrls(bundle: Node): boolean {
    return this.scope.bundleIndex(bundle).haveOwnUrls;
  }

  /** Whether a reference leads to a resource of the same document. */
  isInDocument(reference: string): boolean {
    return this.scope.isInDocument(reference, this.resource);
  }

  /**
   * Whether a node meets a profile (with `judged`, its base structure is left out: it is judged where it stands), found out without reporting; a profile that comes back to itself is taken as met. */
  conforms(node: unknown, profile: Profile, sibling?: Node, judged = false): boolean {
    return this.scope.conforms(node, sibling, profile, judged, this);
  }

  enter(step: Step, index: number): void {
    const depth = this.depth++;
    this.steps[depth] = step;
    this.indexes[depth] = index;
  }

  /** FHIRPath of the current node, with indexes. */
  path(): string {
    const { depth, resourceDepth } = this;
    if (resourceDepth === 0 || depth < resourceDepth) return this.#extend(this.start, 0, depth);
    this.#resourcePath ??= this.#extend(this.start, 0, resourceDepth);
    return this.#extend(this.#resourcePath, resourceDepth, depth);
  }

  /** Says that a resource begins, or goes on, at this depth of the way. */
  atResource(depth: number): void {
    this.resourceDepth = depth;
    this.#resourcePath = undefined;
  }

  #extend(path: string, from: number, to: number): string {
    for (let i = from; i < to; i++) {
      const step = this.steps[i];
      if (step === undefined) break;
      path += `.${step.segment}`;
      if (step.array) path += inBrackets(this.indexes[i] ?? 0);
    }
    return path;
  }

  report(code: string, severity: Severity, params: Params, more?: Report): void {
    if (this.#admits(code, severity, more)) this.#add(this.path(), code, severity, params, more);
  }

  /** Reports what nothing but the walk over base definitions can say, which comes by once. */
  reportNew(code: string, severity: Severity, params: Params, more: Report): void {
    if (this.#admits(code, severity, more)) this.#list(this.path(), code, severity, params, more);
  }

  reportAt(expression: string, code: string, severity: Severity, params: Params, more?: Report): void {
    if (this.#admits(code, severity, more)) this.#add(expression, code, severity, params, more);
  }

  /** The severity to report with. */
  #capped(severity: Severity): Severity {
    return this.cap !== undefined && severity === 'error' ? this.cap : severity;
  }

  #admits(code: string, severity: Severity, more: Report | undefined): boolean {
    if (this.found.listed.length < MOST_ALIKE) return true;
    const capped = this.#capped(severity);
    if (this.found.admits(code, capped, more?.rule, more?.undecided === true)) return true;
    if (capped === 'error' || capped === 'fatal') this.errors += 1;
    return false;
  }

  #add(expression: string, code: string, severity: Severity, params: Params, more: Report | undefined): void {
    if (!this.#isKnown(code, expression, more?.rule)) this.#list(expression, code, severity, params, more);
  }

  #list(expression: string, code: string, severity: Severity, params: Params, more: Report | undefined): void {
    const capped = this.#capped(severity);
    if (capped === 'error' || capped === 'fatal') this.errors += 1;
    this.found.add(new Found(code, capped, params, new Place(expression), more));
  }

  /** Takes a finding on the current resource back, that what is known of its place since has settled. */
  retract(code: string, expression: string): void {
    const { listed: issues } = this.found;
    for (let i = this.since; i < issues.length; i++) {
      const issue = issues[i];
      if (issue?.code !== code || issue.at.expression !== expression) continue;
      this.found.remove(i);
      if (i < this.#indexed) this.#indexed -= 1;
      if (issue.severity === 'error') this.errors -= 1;
      return;
    }
  }

  /** The same finding from several profiles is told once: within the resource, whose findings are compared while they are few. */
  #isKnown(code: string, expression: string, rule: string | undefined): boolean {
    const issues = this.found.listed;
    if (issues.length - this.since <= FEW) {
      for (let i = this.since; i < issues.length; i++) {
        const issue = issues[i];
        if (issue?.code === code && issue.rule === rule && isSame(issue.at.expression, expression)) return true;
      }
      return false;
    }
    const keyOf = (c: string, e: string, r: string | undefined): string => `${c} ${e} ${r ?? ''}`;
    this.#seen ??= new Set();
    for (; this.#indexed < issues.length; this.#indexed++) {
      const issue = issues[this.#indexed];
      if (issue !== undefined) this.#seen.add(keyOf(issue.code, issue.at.expression, issue.rule));
    }
    return this.#seen.has(keyOf(code, expression, rule));
  }
}
