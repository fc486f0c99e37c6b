import type { ElementDefinition, Extension, StructureDefinition, ValueSet } from 'fhir/r4.js';
import { isNhsNumber } from '../fhir/nhs-number.js';
import type { Severity } from '../model/index.js';
import type { LocalTerminology, MembershipAnswer } from '../terminology/terminology.js';
import { plain } from './coding.js';
import type { Run } from './run.js';
import { isNode, maskOf, type Node } from './shape.js';
import { ValueSetTest } from './value-set-test.js';
import { youngList } from './young-list.js';
import { SNOMED } from './systems.js';

type Strength = 'required' | 'extensible' | 'preferred' | 'example';

/** One value set of a binding. */
export interface Tie {
  readonly valueSet: string;
  readonly strength: Strength;
  /** The value set itself where the profile contains it. */
  readonly contained: ValueSet | undefined;
  /** What findings carry beside their words. */
  readonly more: { readonly rule: string; readonly profile: string };
  /** True where it only limits codes, and need not be met by a concept without any. */
  readonly codesOnly: boolean;
  test: ValueSetTest | undefined;
}

/** The value sets that an element's codes must, should or may come from: the bound one, its maximum, additional ones. */
export interface Binding {
  readonly ties: readonly Tie[];
  readonly profile: string;
  /** Definition path, e.g. `Patient.gender`. */
  readonly element: string;
}

const MAX_VALUE_SET = 'http://hl7.org/fhir/StructureDefinition/elementdefinition-maxValueSet';

const ADDITIONAL = new Set([
  'http://hl7.org/fhir/5.0/StructureDefinition/extension-ElementDefinition.binding.additional',
  'http://hl7.org/fhir/tools/StructureDefinition/additional-binding',
]);
const PURPOSES: Readonly<Record<string, Strength>> = {
  required: 'required',
  maximum: 'required',
  extensible: 'extensible',
  preferred: 'preferred',
};

interface Further {
  readonly valueSet: string;
  readonly strength: Strength;
  readonly isMaximum?: true;
}

/** A maximum value set, or an additional binding that holds in every context. */
function furtherValueSet(extension: Extension): Further | undefined {
  if (extension.url === MAX_VALUE_SET) {
    const valueSet = extension.valueCanonical ?? extension.valueUri;
    return valueSet === undefined ? undefined : { valueSet, strength: 'required', isMaximum: true };
  }
  if (!ADDITIONAL.has(extension.url)) return undefined;
  const part = (name: string): Extension | undefined => extension.extension?.find((e) => e.url === name);
  const valueSet = part('valueSet')?.valueCanonical;
  const strength = PURPOSES[part('purpose')?.valueCode ?? ''];
  // one with a usage holds in some contexts, one with `any` for one of the values: neither can be asked of each value
  if (part('usage') !== undefined || part('any')?.valueBoolean === true) return undefined;
  if (valueSet === undefined || strength === undefined) return undefined;
  return { valueSet, strength };
}

/** The binding of an element; undefined where it asks for nothing that could be broken. */
export function bindingOf(
  def: ElementDefinition,
  profile: string,
  definition?: StructureDefinition,
): Binding | undefined {
  const binding = def.binding;
  if (binding?.valueSet === undefined) return undefined;
  const further = (binding.extension ?? []).flatMap((extension) => furtherValueSet(extension) ?? []);
  if (binding.strength === 'example' && further.length === 0) return undefined;
  const own: readonly Further[] =
    binding.strength === 'example' ? [] : [{ valueSet: binding.valueSet, strength: binding.strength }];
  const advised = binding.strength === 'preferred' || binding.strength === 'example';
  return {
    ties: [...own, ...further].map(({ valueSet, strength, isMaximum }) => ({
      valueSet,
      strength,
      contained: containedIn(definition, valueSet),
      more: { rule: valueSet, profile },
      codesOnly: advised && isMaximum === true,
      test: undefined,
    })),
    profile,
    element: def.path,
  };
}

function containedIn(definition: StructureDefinition | undefined, url: string): ValueSet | undefined {
  if (!url.startsWith('#')) return undefined;
  const found = definition?.contained?.find((resource) => resource.id === url.slice(1));
  return found?.resourceType === 'ValueSet' ? (found as ValueSet) : undefined;
}

/** Judges a primitive value (`code`, `uri`, `string`) that stands at the current node; true where there was nothing to say. */
export function checkCodeBinding(binding: Binding, code: string, terminology: LocalTerminology, run: Run): boolean {
  let sound = true;
  for (const tie of binding.ties) {
    tie.test ??= new ValueSetTest(tie.contained ?? tie.valueSet, terminology);
    const answer = tie.test.code(code);
    if (!isFinding(tie, answer)) continue;
    sound = false;
    conclude(binding, tie, answer, [safeCode(code)], run);
  }
  return sound;
}

/** Judges a Coding, CodeableConcept or Quantity that stands at the current node. */
export function checkCodedBinding(
  binding: Binding,
  type: string,
  node: Node,
  terminology: LocalTerminology,
  run: Run,
): void {
  for (const tie of binding.ties) {
    tie.test ??= new ValueSetTest(tie.contained ?? tie.valueSet, terminology);
    const answer = type === 'CodeableConcept' ? best(tie.test, node['coding']) : tie.test.coding(node);
    if (answer === undefined) missing(binding, tie, type, node, run);
    else if (isFinding(tie, answer)) conclude(binding, tie, answer, codesIn(type, node), run);
  }
  if (run.mismatched !== undefined) acceptDisplays(binding, type, node, terminology, run, run.mismatched);
}

/** A display that a bound value set gives a code is one of its displays there, whatever its code system says. */
function acceptDisplays(
  binding: Binding,
  type: string,
  node: Node,
  terminology: LocalTerminology,
  run: Run,
  mismatched: ReadonlySet<Node>,
): void {
  const list: readonly unknown[] = type !== 'CodeableConcept' ? [node] : asList(node['coding']);
  list.forEach((coding, i) => {
    if (!isNode(coding) || !mismatched.has(coding)) return;
    const { system, code, display } = coding;
    if (typeof system !== 'string' || typeof code !== 'string' || typeof display !== 'string') return;
    const wanted = plain(display);
    const given = binding.ties.some(({ valueSet, contained }) =>
      terminology.displays(contained ?? valueSet, { system, code }).some((one) => plain(one) === wanted),
    );
    const below = type === 'CodeableConcept' ? `.coding[${String(i)}]` : '';
    if (given) run.retract('display-mismatch', `${run.path()}${below}.display`);
  });
}

const asList = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

/** The best answer over several codings: one inside is enough, one that cannot be decided leaves the matter open. */
function best(test: ValueSetTest, codings: unknown): MembershipAnswer | undefined {
  if (!Array.isArray(codings)) return undefined;
  let found: MembershipAnswer | undefined;
  for (const coding of codings) {
    const answer = isNode(coding) ? test.coding(coding) : undefined;
    if (answer === undefined) continue;
    if (answer.result === 'in') return answer;
    if (found === undefined || (found.result === 'out' && answer.result === 'unknown')) found = answer;
  }
  return found;
}

function codesIn(type: string, node: Node): readonly string[] {
  if (type !== 'CodeableConcept') return youngList([printable(node)]);
  const codes = asList(node['coding']).filter((coding) => isNode(coding) && typeof coding['code'] === 'string');
  return codes.map((coding) => printable(coding as Node));
}

function printable({ system, code }: Node): string {
  const text = String(code);
  // its identifiers may look like NHS Numbers and are none
  if (system === SNOMED) return `${SNOMED}#${text}`;
  return typeof system === 'string' ? `${system}#${safeCode(text)}` : safeCode(text);
}

/** A code as it may be printed: what has the look of a text or of an NHS Number is masked. */
function safeCode(code: string): string {
  if (code.length > 64 || code.includes(' ')) return maskOf(code);
  return code.length === 10 && isNhsNumber(code) ? maskOf(code) : code;
}

function missing(binding: Binding, { valueSet, strength, codesOnly }: Tie, type: string, node: Node, run: Run): void {
  if (type === 'Quantity' || codesOnly) return;
  const { element, profile } = binding;
  const params = { valueSet, element, profile, strength };
  const more = { rule: valueSet, profile };
  if (strength === 'required') run.report('binding-no-code', 'error', params, more);
  else if (strength === 'extensible' && node['text'] === undefined && node['extension'] === undefined) {
    run.report('binding-no-code', 'warning', params, more);
  }
}

/** What is said of codes outside of a value set; a class, because engines come to allocate what object literals make as if it lived long. */
class Outside {
  [name: string]: string | readonly string[];
  constructor(
    readonly valueSet: string,
    readonly element: string,
    readonly profile: string,
    readonly codes: readonly string[],
    readonly strength: Strength,
  ) {}
}

const SEVERITIES: Readonly<Record<Strength, Severity | undefined>> = {
  required: 'error',
  extensible: 'warning',
  preferred: 'information',
  example: undefined,
};

/** A code outside, or one that cannot be decided where it would have to be inside. */
const isFinding = ({ strength }: Tie, { result }: MembershipAnswer): boolean =>
  result === 'out' || (result === 'unknown' && (strength === 'required' || strength === 'extensible'));

function conclude(
  { element, profile }: Binding,
  { valueSet, strength, more }: Tie,
  { result, needs = 'a terminology server' }: MembershipAnswer,
  codes: readonly string[],
  run: Run,
): void {
  if (result === 'unknown') {
    const params = { valueSet, element, profile, codes, strength, needs };
    run.report('binding-undecided', 'information', params, { rule: valueSet, profile, undecided: true });
    return;
  }
  const params = new Outside(valueSet, element, profile, codes, strength);
  const severity = SEVERITIES[strength];
  if (severity !== undefined) run.report(`binding-${strength}`, severity, params, more);
}
