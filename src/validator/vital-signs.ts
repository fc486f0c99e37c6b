import type { Profile } from './profile.js';
import type { Schemas } from './schemas.js';
import { isNode, type Node } from './shape.js';
import type { ElementNode } from './element-tree.js';
import { meetsPattern, valueOf } from './value.js';
import { LOINC, SNOMED } from './systems.js';

const R4 = 'http://hl7.org/fhir/StructureDefinition/';

/** LOINC codes that R4 ties to a vital signs profile (R4 observation-vitalsigns.html). */
const R4_PROFILES: ReadonlyMap<string, string> = new Map([
  ['85353-1', `${R4}vitalspanel`],
  ['9279-1', `${R4}resprate`],
  ['8867-4', `${R4}heartrate`],
  ['2708-6', `${R4}oxygensat`],
  ['8310-5', `${R4}bodytemp`],
  ['8302-2', `${R4}bodyheight`],
  ['9843-4', `${R4}headcircum`],
  ['29463-7', `${R4}bodyweight`],
  ['39156-5', `${R4}bmi`],
  ['85354-9', `${R4}bp`],
  ['8480-6', `${R4}bp`],
  ['8462-4', `${R4}bp`],
  ['76534-7', `${R4}bp`],
  ['59408-5', `${R4}oxygensat`],
]);

/** SNOMED CT codes for the same observations, which must carry the LOINC code as well. */
const SNOMED_PROFILES: ReadonlyMap<string, string> = new Map([
  ['86290005', `${R4}resprate`],
  ['364075005', `${R4}heartrate`],
  ['431314004', `${R4}oxygensat`],
  ['386725007', `${R4}bodytemp`],
  ['276885007', `${R4}bodytemp`],
  ['50373000', `${R4}bodyheight`],
  ['363812007', `${R4}headcircum`],
  ['27113001', `${R4}bodyweight`],
  ['60621009', `${R4}bmi`],
  ['75367002', `${R4}bp`],
]);

interface Selector {
  readonly profile: string;
  /** Codings of which one selects the profile. */
  readonly codings: readonly unknown[];
}

/** Vital signs profiles that an Observation's code selects. */
export class VitalSigns {
  #selectors: readonly Selector[] | undefined;

  constructor(readonly schemas: Schemas) {}

  /** R4's own profiles, which bind every Observation with one of their codes; each once. */
  base(observation: Node): Iterable<Profile> {
    const found = new Set<Profile>();
    for (const coding of codingsOf(observation)) {
      const { system, code } = isNode(coding) ? coding : {};
      const table = system === LOINC ? R4_PROFILES : system === SNOMED ? SNOMED_PROFILES : undefined;
      const url = typeof code === 'string' ? table?.get(code) : undefined;
      const profile = url === undefined ? undefined : this.schemas.profile(url);
      if (profile !== undefined) found.add(profile);
    }
    return found;
  }

  /** UK Core's profiles: those whose own definition fixes one of the Observation's codings. */
  ukCore(observation: Node): Profile[] {
    const codings = codingsOf(observation);
    if (codings.length === 0) return [];
    this.#selectors ??= this.#read();
    const found: Profile[] = [];
    for (const { profile, codings: wanted } of this.#selectors) {
      if (!wanted.some((pattern) => codings.some((coding) => meetsPattern(coding, pattern)))) continue;
      const compiled = this.schemas.profile(profile);
      if (compiled !== undefined) found.push(compiled);
    }
    return found;
  }

  #read(): Selector[] {
    const selectors: Selector[] = [];
    for (const url of this.schemas.definitions.canonicals('StructureDefinition')) {
      if (!url.startsWith('https://fhir.hl7.org.uk/StructureDefinition/UKCore-Observation-VitalSigns')) continue;
      const definition = this.schemas.definitions.structure(url);
      const tree = definition === undefined ? undefined : this.schemas.tree(definition);
      const code = tree?.children.find((child) => child.name === 'code');
      const coding = code?.children.find((child) => child.name === 'coding');
      const codings = (coding?.slices ?? []).flatMap((slice) => fixedCoding(slice) ?? []);
      if (codings.length > 0) selectors.push({ profile: url, codings });
    }
    return selectors;
  }
}

/** System and code that a slice of `code.coding` fixes. */
function fixedCoding(slice: ElementNode): Node | undefined {
  const pattern = valueOf(slice.def, 'pattern') ?? valueOf(slice.def, 'fixed');
  if (pattern !== undefined) return isNode(pattern.value) ? pattern.value : undefined;
  const fixed = (name: string): unknown => {
    const child = slice.children.find((candidate) => candidate.name === name);
    return child === undefined ? undefined : (valueOf(child.def, 'fixed') ?? valueOf(child.def, 'pattern'))?.value;
  };
  const [system, code] = [fixed('system'), fixed('code')];
  return typeof code === 'string' ? { ...(system === undefined ? {} : { system }), code } : undefined;
}

function codingsOf(observation: Node): readonly unknown[] {
  const { code } = observation;
  return isNode(code) && Array.isArray(code['coding']) ? code['coding'] : [];
}
