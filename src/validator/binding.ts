import type { ElementDefinition, Extension } from 'fhir/r4.js';
import type { Severity } from '../model/index.js';
import type { CodeInSystem, LocalTerminology, MembershipAnswer } from '../terminology/terminology.js';
import type { Run } from './run.js';
import { isNode, type Node } from './shape.js';

type Strength = 'required' | 'extensible' | 'preferred' | 'example';

/** A value set that an element's codes must, should or may come from. */
export interface Binding {
  readonly strength: Strength;
  readonly valueSet: string;
  /** Further value sets: the maximum one, and additional bindings. */
  readonly also: readonly { readonly valueSet: string; readonly strength: Strength }[];
  readonly profile: string;
  /** Definition path, e.g. `Patient.gender`. */
  readonly element: string;
  /** Answers for plain codes, kept per binding. */
  readonly answers: Map<string, MembershipAnswer>;
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

/** A maximum value set, or an additional binding that holds in every context. */
function furtherValueSet(extension: Extension): { valueSet: string; strength: Strength } | undefined {
  if (extension.url === MAX_VALUE_SET) {
    const valueSet = extension.valueCanonical ?? extension.valueUri;
    return valueSet === undefined ? undefined : { valueSet, strength: 'required' };
  }
  if (!ADDITIONAL.has(extension.url)) return undefined;
  const part = (name: string): Extension | undefined => extension.extension?.find((e) => e.url === name);
  const valueSet = part('valueSet')?.valueCanonical;
  const strength = PURPOSES[part('purpose')?.valueCode ?? ''];
  if (valueSet === undefined || strength === undefined || part('usage') !== undefined) return undefined;
  return { valueSet, strength };
}

/** The binding of an element; undefined where it asks for nothing that could be broken. */
export function bindingOf(def: ElementDefinition, profile: string): Binding | undefined {
  const binding = def.binding;
  if (binding?.valueSet === undefined) return undefined;
  const also = (binding.extension ?? []).flatMap((extension) => furtherValueSet(extension) ?? []);
  if (binding.strength === 'example' && also.length === 0) return undefined;
  return {
    strength: binding.strength,
    valueSet: binding.valueSet,
    also,
    profile,
    element: def.path,
    answers: new Map(),
  };
}

const text = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);

export function codingOf(node: Node): CodeInSystem | undefined {
  const code = text(node['code']);
  if (code === undefined) return undefined;
  const system = text(node['system']);
  const version = text(node['version']);
  const display = text(node['display']);
  return {
    code,
    ...(system === undefined ? {} : { system }),
    ...(version === undefined ? {} : { version }),
    ...(display === undefined ? {} : { display }),
  };
}

/** Judges a primitive value (`code`, `uri`, `string`) that stands at the current node. */
export function checkCodeBinding(binding: Binding, code: string, terminology: LocalTerminology, run: Run): void {
  let answer = binding.answers.get(code);
  if (answer === undefined) {
    answer = terminology.memberCode(binding.valueSet, code);
    if (binding.answers.size < 1000) binding.answers.set(code, answer);
  }
  if (answer.result !== 'in') conclude(binding, answer, binding.valueSet, binding.strength, [code], run);
  for (const { valueSet, strength } of binding.also) {
    const further = terminology.memberCode(valueSet, code);
    if (further.result !== 'in') conclude(binding, further, valueSet, strength, [code], run);
  }
}

const display = ({ system, code }: CodeInSystem): string => (system === undefined ? code : `${system}#${code}`);

/** The best answer over several codings: one inside is enough, one that cannot be decided leaves the matter open. */
function best(valueSet: string, codings: readonly CodeInSystem[], terminology: LocalTerminology): MembershipAnswer {
  let open: MembershipAnswer | undefined;
  for (const coding of codings) {
    const answer = terminology.member(valueSet, coding);
    if (answer.result === 'in') return answer;
    if (answer.result === 'unknown') open ??= answer;
  }
  return open ?? { result: 'out' };
}

/** Judges a Coding, CodeableConcept or Quantity that stands at the current node. */
export function checkCodedBinding(
  binding: Binding,
  type: string,
  node: Node,
  terminology: LocalTerminology,
  run: Run,
): void {
  const codings: CodeInSystem[] = [];
  if (type === 'CodeableConcept') {
    const list = node['coding'];
    if (Array.isArray(list)) {
      for (const item of list) {
        const coding = isNode(item) ? codingOf(item) : undefined;
        if (coding !== undefined) codings.push(coding);
      }
    }
  } else {
    const coding = codingOf(node);
    if (coding !== undefined) codings.push(coding);
  }
  if (codings.length === 0) {
    missing(binding, type, node, run);
    return;
  }
  const answer = best(binding.valueSet, codings, terminology);
  if (answer.result !== 'in') conclude(binding, answer, binding.valueSet, binding.strength, codings.map(display), run);
  for (const { valueSet, strength } of binding.also) {
    const further = best(valueSet, codings, terminology);
    if (further.result !== 'in') conclude(binding, further, valueSet, strength, codings.map(display), run);
  }
}

function missing(binding: Binding, type: string, node: Node, run: Run): void {
  if (type === 'Quantity') return;
  const params = {
    valueSet: binding.valueSet,
    element: binding.element,
    profile: binding.profile,
    strength: binding.strength,
  };
  const more = { rule: binding.valueSet, profile: binding.profile };
  if (binding.strength === 'required') run.report('binding-no-code', 'error', params, more);
  else if (binding.strength === 'extensible' && node['text'] === undefined && node['extension'] === undefined) {
    run.report('binding-no-code', 'warning', params, more);
  }
}

const SEVERITIES: Readonly<Record<Strength, Severity | undefined>> = {
  required: 'error',
  extensible: 'warning',
  preferred: 'information',
  example: undefined,
};

function conclude(
  binding: Binding,
  answer: MembershipAnswer,
  valueSet: string,
  strength: Strength,
  codes: readonly string[],
  run: Run,
): void {
  const params = { valueSet, element: binding.element, profile: binding.profile, codes, strength };
  const more = { rule: valueSet, profile: binding.profile };
  if (answer.result === 'unknown') {
    if (strength !== 'required' && strength !== 'extensible') return;
    run.report(
      'binding-undecided',
      'information',
      { ...params, needs: answer.needs ?? 'a terminology server' },
      { ...more, undecided: true },
    );
    return;
  }
  const severity = SEVERITIES[strength];
  if (severity !== undefined) run.report(`binding-${strength}`, severity, params, more);
}
