import type { CodeSystem, FhirResource, SearchParameter, StructureDefinition, ValueSet } from 'fhir/r4.js';
import { parseCanonical } from '../fhir/references.js';
import { compareVersions, matchesVersion } from './canonical.js';
import type { Definitions, DefinitionsOptions, UkCoreVersion } from './definitions.js';
import { PackedShelf } from './pack/packed-shelf.js';
import { ResourceShelf } from './resource-shelf.js';
import { SnapshotMaker } from './snapshot/maker.js';
import type { SnapshotProblem } from './snapshot/problem.js';
import type { Holding, Shelf } from './shelf.js';
import { carriesUkCore } from './uk-core.js';

const R4 = 'http://hl7.org/fhir/StructureDefinition/';
const UK_CORE_VERSIONS: readonly Exclude<UkCoreVersion, 'none'>[] = ['2.0.2', 'stu3-preview'];
const DEFAULT_UK_CORE = '2.0.2';

/** Canonicals remembered as unknown: records can name new ones without end. */
const MOST_REMEMBERED = 10_000;

/** Opens R4, UK Core and the packages given. Throws `definitions.not-built` where the build has not been run. */
export function openDefinitions(options: DefinitionsOptions = {}): Definitions {
  return new OpenDefinitions(options);
}

class OpenDefinitions implements Definitions {
  readonly packages: readonly { readonly name: string; readonly version: string }[];
  readonly #core = PackedShelf.open('fhir-r4');
  readonly #resourceTypes = new Set(this.#core.header.resourceTypes);
  /** In the order of look-up. */
  readonly #shelves: readonly Shelf[];
  /** The UK Core packs that are not in use, where a version in a canonical may still name them. */
  readonly #asideIds: readonly string[];
  #aside: readonly Shelf[] | undefined;
  readonly #found = new Map<string, FhirResource | undefined>();
  readonly #ready = new WeakSet<FhirResource>();
  readonly #snapshots = new SnapshotMaker(
    (canonical) => this.#lookUp('StructureDefinition', canonical) as StructureDefinition | undefined,
    (definition) => this.#ready.has(definition),
  );
  #kinds: readonly string[] | undefined;
  readonly #searchParameters = new Map<string, readonly SearchParameter[]>();

  constructor({ ukCore = DEFAULT_UK_CORE, packages = [], resources = [] }: DefinitionsOptions) {
    const own = packages.some((loaded) => carriesUkCore(loaded.resources)) ? 'none' : ukCore;
    const pack = own === 'none' ? [] : [PackedShelf.open(`uk-core-${own}`)];
    this.#asideIds =
      ukCore === 'none'
        ? []
        : UK_CORE_VERSIONS.filter((version) => version !== own).map((version) => `uk-core-${version}`);
    this.#shelves = [
      new ResourceShelf(resources),
      new ResourceShelf(packages.flatMap((loaded) => loaded.resources)),
      ...pack,
      this.#core,
    ];
    this.packages = [...packages, ...[...pack, this.#core].map(({ header }) => header)].map(({ name, version }) => ({
      name,
      version,
    }));
  }

  structure(canonical: string): StructureDefinition | undefined {
    const found = this.#snapshots.snapshotOf(canonical);
    return typeof found === 'string' ? undefined : found;
  }

  get problems(): readonly SnapshotProblem[] {
    return this.#snapshots.problems;
  }

  whyUnusable(canonical: string): string | undefined {
    return this.#snapshots.whyMissing(canonical);
  }

  holdsStructure(canonical: string): boolean {
    return this.#holding('StructureDefinition', canonical)?.ready === true || this.structure(canonical) !== undefined;
  }

  base(type: string): StructureDefinition | undefined {
    return this.structure(R4 + type);
  }

  isResource(type: string): boolean {
    return this.#resourceTypes.has(type);
  }

  valueSet(canonical: string): ValueSet | undefined {
    return this.#lookUp('ValueSet', canonical) as ValueSet | undefined;
  }

  codeSystem(canonical: string): CodeSystem | undefined {
    return this.#lookUp('CodeSystem', canonical) as CodeSystem | undefined;
  }

  supplements(codeSystem: string): readonly CodeSystem[] {
    const { url } = parseCanonical(codeSystem);
    const canonicals = new Set(this.#shelves.flatMap((shelf) => shelf.supplements(url)));
    return [...canonicals].flatMap((canonical) => this.codeSystem(canonical) ?? []);
  }

  searchParameters(type: string): readonly SearchParameter[] {
    let parameters = this.#searchParameters.get(type);
    if (!parameters) {
      parameters = this.#collectSearchParameters(type);
      this.#searchParameters.set(type, parameters);
    }
    return parameters;
  }

  ukCoreProfile(type: string): string | undefined {
    for (const shelf of this.#shelves) {
      const profile = shelf.ukCoreProfile(type);
      if (profile !== undefined) return profile;
    }
    return undefined;
  }

  canonicals(kind: 'StructureDefinition' | 'ValueSet' | 'CodeSystem'): readonly string[] {
    return [...new Set(this.#shelves.flatMap((shelf) => shelf.canonicals(kind)))];
  }

  resource(canonical: string): FhirResource | undefined {
    this.#kinds ??= [...new Set(this.#shelves.flatMap((shelf) => shelf.kinds))];
    for (const kind of this.#kinds) {
      const found = this.#lookUp(kind, canonical);
      if (found) return found;
    }
    return undefined;
  }

  #lookUp(kind: string, canonical: string): FhirResource | undefined {
    const key = `${kind} ${canonical}`;
    if (this.#found.has(key)) return this.#found.get(key);
    const holding = this.#holding(kind, canonical);
    const found = holding?.load();
    if (found && holding?.ready) this.#ready.add(found);
    if (found || this.#found.size < MOST_REMEMBERED) this.#found.set(key, found);
    return found;
  }

  #holding(kind: string, canonical: string): Holding | undefined {
    const { url, version } = parseCanonical(canonical);
    return this.#hold(kind, url, version === '' ? undefined : version);
  }

  #hold(kind: string, url: string, version: string | undefined): Holding | undefined {
    for (const shelf of this.#shelves) {
      const found = newest(shelf.find(kind, url), version);
      if (found) return found;
    }
    if (version === undefined) return undefined;
    this.#aside ??= this.#asideIds.map((id) => PackedShelf.open(id));
    return newest(
      this.#aside.flatMap((shelf) => shelf.find(kind, url)),
      version,
    );
  }

  #collectSearchParameters(type: string): readonly SearchParameter[] {
    const urls = new Set<string>();
    for (const base of this.#ancestry(type)) {
      for (const shelf of this.#shelves) for (const url of shelf.searchParameters(base)) urls.add(url);
    }
    return [...urls].flatMap((url) => (this.#lookUp('SearchParameter', url) as SearchParameter | undefined) ?? []);
  }

  /** A type and those it is made from: Patient, DomainResource, Resource. */
  #ancestry(type: string): readonly string[] {
    const line: string[] = [];
    let definition = this.base(type);
    while (definition && !line.includes(definition.type)) {
      line.push(definition.type);
      definition = definition.baseDefinition === undefined ? undefined : this.structure(definition.baseDefinition);
    }
    return line;
  }
}

function newest(holdings: readonly Holding[], version: string | undefined): Holding | undefined {
  const fitting =
    version === undefined ? holdings : holdings.filter((holding) => matchesVersion(holding.version, version));
  return fitting.reduce<Holding | undefined>(
    (best, holding) => (best === undefined || compareVersions(holding.version, best.version) > 0 ? holding : best),
    undefined,
  );
}
