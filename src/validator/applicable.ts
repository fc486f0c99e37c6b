import type { ValidatorOptions } from './api.js';
import type { Profile } from './profile.js';
import { Recall } from './recall.js';
import type { Run } from './run.js';
import type { Schemas } from './schemas.js';
import { isNode, type Node } from './shape.js';
import { VitalSigns } from './vital-signs.js';

/** A profile to judge by; an advisory one gives warnings at most. */
export interface Chosen {
  readonly profile: Profile;
  readonly advisory: boolean;
}

/** A canonical that is declared and is no profile here: what else it leads to, or why nothing can be judged by it. */
interface Unheld {
  /** Resource type; empty where nothing else is held. */
  readonly kind: string;
  readonly why: string | undefined;
}

const NONE: readonly Chosen[] = [];

/** Chooses the profiles a resource is judged by: what it declares, else UK Core's by type, and vital signs by code. */
export class Applicable {
  readonly #types = new Map<string, readonly Chosen[]>();
  readonly #unheld = new Recall<Unheld>();
  readonly #alone = new Map<Profile, readonly Chosen[]>();
  readonly #vitalSigns: VitalSigns;
  /** UK Core has vital signs profiles of its own that differ from R4's: there, R4's only advise. */
  readonly #hasUkCore: boolean;
  readonly #defaults: 'all' | 'root' | 'none';

  constructor(
    readonly schemas: Schemas,
    options: ValidatorOptions,
  ) {
    this.#vitalSigns = new VitalSigns(schemas);
    this.#defaults = options.defaultProfiles ?? 'all';
    this.#hasUkCore = schemas.definitions.ukCoreProfile('Observation') !== undefined;
  }

  /** The resource is the current node and has just been walked. `asked` are canonicals given from outside, known to exist. */
  choose(
    resource: Node,
    type: string,
    asked: readonly string[],
    isRoot: boolean,
    isContained: boolean,
    run: Run,
  ): readonly Chosen[] {
    const { meta } = run;
    const declares = isNode(meta) && meta['profile'] !== undefined;
    const byDefault = !isContained && (this.#defaults === 'all' || (this.#defaults === 'root' && isRoot));
    if (asked.length === 0 && type !== 'Observation') {
      if (!declares) return byDefault ? this.#byType(type) : NONE;
      const only = this.#onlyDeclared(meta, type);
      if (only !== undefined) return only;
    }
    const chosen = new Map<string, Profile>();
    for (const url of asked) this.#add(this.schemas.profile(url), type, chosen, run);
    const declared = declares && this.#declared(meta, type, chosen, run);
    let ukVitals: readonly Profile[] = [];
    if (byDefault && !declared && asked.length === 0) {
      for (const { profile } of this.#byType(type)) chosen.set(profile.url, profile);
      if (type === 'Observation') ukVitals = this.#vitalSigns.ukCore(resource);
      for (const profile of ukVitals) chosen.set(profile.url, profile);
    }
    const profiles = [...chosen.values()];
    const judged = profiles
      .filter(({ url }) => !profiles.some(({ bases }) => bases.has(url)))
      .map((profile): Chosen => ({ profile, advisory: false }));
    if (type === 'Observation' && ukVitals.length === 0) {
      for (const profile of this.#vitalSigns.base(resource)) {
        if (!chosen.has(profile.url)) judged.push({ profile, advisory: this.#hasUkCore });
      }
    }
    return judged;
  }

  #byType(type: string): readonly Chosen[] {
    let held = this.#types.get(type);
    if (held === undefined) {
      const url = this.schemas.definitions.ukCoreProfile(type);
      const profile = url === undefined ? undefined : this.schemas.profile(url);
      held = profile === undefined ? NONE : [{ profile, advisory: false }];
      this.#types.set(type, held);
    }
    return held;
  }

  /** The one profile that is declared, where it is a plain case; undefined elsewhere. */
  #onlyDeclared(meta: Node, type: string): readonly Chosen[] | undefined {
    const { profile: declared } = meta;
    const [url] = Array.isArray(declared) && declared.length === 1 ? (declared as readonly unknown[]) : [];
    const profile = typeof url === 'string' ? this.schemas.profile(url) : undefined;
    if (profile?.type !== type || profile.imposed.length > 0) return undefined;
    let held = this.#alone.get(profile);
    if (held === undefined) this.#alone.set(profile, (held = [{ profile, advisory: false }]));
    return held;
  }

  #declared(meta: Node, type: string, chosen: Map<string, Profile>, run: Run): boolean {
    if (!Array.isArray(meta['profile'])) return false;
    let any = false;
    for (const [i, url] of meta['profile'].entries()) {
      if (typeof url !== 'string') continue;
      const profile = this.schemas.profile(url);
      if (profile === undefined) {
        const at = `${run.path()}.meta.profile[${String(i)}]`;
        const { kind, why } = this.#unheldAs(url);
        if (kind !== '') {
          const params = { element: 'profile', found: kind, allowed: ['StructureDefinition'] };
          run.reportAt(at, 'canonical-target-type', 'error', params);
          continue;
        }
        if (why === undefined) run.reportAt(at, 'profile-unknown', 'warning', { profile: url }, { rule: url });
        else run.reportAt(at, 'profile-unusable', 'warning', { profile: url, why }, { rule: url });
        run.reportAt(at, 'profile-undecided', 'information', { profile: url }, { rule: url, undecided: true });
        continue;
      }
      any = true;
      this.#add(profile, type, chosen, run);
    }
    return any;
  }

  #unheldAs(url: string): Unheld {
    let unheld = this.#unheld.get(url);
    if (unheld === undefined) {
      const { definitions } = this.schemas;
      const found = definitions.resource(url)?.resourceType ?? '';
      unheld = { kind: found === 'StructureDefinition' ? '' : found, why: definitions.whyUnusable?.(url) };
      this.#unheld.set(url, unheld);
    }
    return unheld;
  }

  #add(profile: Profile | undefined, type: string, chosen: Map<string, Profile>, run: Run): void {
    if (profile === undefined) return;
    if (profile.type !== type && profile.type !== 'Resource' && profile.type !== 'DomainResource') {
      run.report(
        'profile-wrong-type',
        'error',
        { profile: profile.url, expected: profile.type, found: type },
        { rule: profile.url, profile: profile.url },
      );
      return;
    }
    if (chosen.has(profile.url)) return;
    chosen.set(profile.url, profile);
    for (const url of profile.imposed) this.#add(this.schemas.profile(url), type, chosen, run);
  }
}
