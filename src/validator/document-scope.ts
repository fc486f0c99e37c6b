import type { Profile } from './profile.js';
import { Resolution } from './resolution.js';
import type { BundleIndex } from './rules/bundle-links.js';
import { fragmentsIn } from './rules/fragments.js';
import type { Run, Scope } from './run.js';
import { isNode, type Node } from './shape.js';

/** Judges whether a node meets a profile, without reporting. */
export type Conformance = (
  node: unknown,
  sibling: Node | undefined,
  profile: Profile,
  judged: boolean,
  run: Run,
) => boolean;

/** What is known across one document: where references lead, and which nodes met which profiles. Made only as far as it is asked. */
export class DocumentScope implements Scope {
  #resolution: Resolution | undefined;
  #fragments: ReadonlySet<string> | undefined;
  #holdsMore: boolean | undefined;
  #verdicts: Map<Profile, Map<Node, boolean>> | undefined;
  /** Resources that met a profile, and the profile of each: sorted in where somebody asks. */
  #met: Node[] | undefined;
  #metBy: Profile[] | undefined;

  constructor(
    readonly root: Node,
    readonly outside: ((reference: string) => unknown) | undefined,
    readonly judge: Conformance,
  ) {}

  /** Whether the document holds more than one resource. */
  get #holds(): boolean {
    if (this.#holdsMore === undefined) {
      const { contained, resourceType } = this.root;
      this.#holdsMore = contained !== undefined || resourceType === 'Bundle' || resourceType === 'Parameters';
    }
    return this.#holdsMore;
  }

  resolve(reference: string, from: Node): unknown {
    if (this.outside === undefined && !this.#holds) return undefined;
    this.#resolution ??= new Resolution(this.root, this.outside);
    return this.#resolution.resolve(reference, from);
  }

  isInDocument(reference: string, from: Node): boolean {
    this.#resolution ??= new Resolution(this.root, this.outside);
    return this.#resolution.inDocument(reference, from) !== undefined;
  }

  bundleIndex(bundle: Node): BundleIndex {
    this.#resolution ??= new Resolution(this.root, this.outside);
    return this.#resolution.bundleIndex(bundle);
  }

  /** What local links may lead to, anywhere in the document. */
  fragments(): ReadonlySet<string> {
    return (this.#fragments ??= fragmentsIn(this.root));
  }

  /** Keeps that a resource met a profile it was judged by anyway. */
  note(node: Node, profile: Profile): void {
    if (!this.#holds) return;
    (this.#met ??= []).push(node);
    (this.#metBy ??= []).push(profile);
  }

  #verdictsOn(profile: Profile): Map<Node, boolean> {
    this.#verdicts ??= new Map();
    for (const [i, node] of (this.#met ?? []).entries()) {
      const profileMet = this.#metBy?.[i];
      if (profileMet !== undefined) mapIn(this.#verdicts, profileMet).set(node, true);
    }
    this.#met = undefined;
    this.#metBy = undefined;
    return mapIn(this.#verdicts, profile);
  }

  /** A verdict is kept; while it is being found, a profile that comes back to itself is taken as met. */
  conforms(node: unknown, sibling: Node | undefined, profile: Profile, judged: boolean, run: Run): boolean {
    if (!isNode(node)) return this.judge(node, sibling, profile, judged, run);
    const held = this.#verdictsOn(profile);
    const known = held.get(node);
    if (known !== undefined) return known;
    held.set(node, true);
    const met = this.judge(node, sibling, profile, judged, run);
    held.set(node, met);
    return met;
  }
}

function mapIn(verdicts: Map<Profile, Map<Node, boolean>>, profile: Profile): Map<Node, boolean> {
  let held = verdicts.get(profile);
  if (held === undefined) verdicts.set(profile, (held = new Map<Node, boolean>()));
  return held;
}
