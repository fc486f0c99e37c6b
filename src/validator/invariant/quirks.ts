/** Invariants of R4 whose expression does not say what the specification means; keyed by their expression. */
export interface Quirk {
  /** An empty answer is no fault: dates of different precision, quantities in different units. */
  readonly emptyIsMet?: true;
  /** What to evaluate in place of the expression. */
  readonly instead?: string;
  readonly why: string;
}

const precision = 'Values of different precision that agree as far as they go may well be in order.';
const wholeText = 'matches() finds a part of the text; the rule is about the whole of it.';

const matchesWhole = (expression: string): string =>
  expression.replace(/^(\w+)\.matches\('(.*)'\)$/s, "$1.matches('^(?:$2)$$')");

const NAME = "name.matches('[A-Z]([A-Za-z0-9_]){0,254}')";
const PATH =
  "path.matches('[^\\\\s\\\\.,:;\\\\\\'\"\\\\/|?!@#$%&*()\\\\[\\\\]{}]{1,64}(\\\\.[^\\\\s\\\\.,:;\\\\\\'\"\\\\/|?!@#$%&*()\\\\[\\\\]{}]{1,64}(\\\\[x\\\\])?(\\\\:[^\\\\s\\\\.]+)?)*')";
const SIMPLE_PATH = "path.matches('[A-Za-z][A-Za-z0-9]*(\\\\.[a-z][A-Za-z0-9]*(\\\\[x])?)*')";

export const QUIRKS: Readonly<Record<string, Quirk>> = {
  'whenHandedOver.empty() or whenPrepared.empty() or whenHandedOver >= whenPrepared': {
    emptyIsMet: true,
    why: precision,
  },
  'lastModified.exists().not() or authoredOn.exists().not() or lastModified >= authoredOn': {
    emptyIsMet: true,
    why: precision,
  },
  'low.empty() or high.empty() or (low <= high)': {
    emptyIsMet: true,
    why: 'Quantities in different units cannot be put in order here.',
  },
  [NAME]: {
    instead: `name.empty() or ${matchesWhole(NAME)}`,
    why: `${wholeText} A name may be absent, as R5 writes out.`,
  },
  [PATH]: { instead: matchesWhole(PATH), why: wholeText },
  [SIMPLE_PATH]: { instead: matchesWhole(SIMPLE_PATH), why: wholeText },
  "clinicalStatus.exists() or verificationStatus.coding.where(system='http://terminology.hl7.org/CodeSystem/condition-ver-status' and code = 'entered-in-error').exists() or category.select($this='problem-list-item').empty()":
    {
      instead:
        "clinicalStatus.exists() or verificationStatus.coding.where(system='http://terminology.hl7.org/CodeSystem/condition-ver-status' and code = 'entered-in-error').exists() or category.coding.where(code='problem-list-item').empty()",
      why: 'con-3 compares a CodeableConcept with a string; it is about the code of a problem list item.',
    },
  "offset.empty() or (when.exists() and ((when in ('C' | 'CM' | 'CD' | 'CV')).not()))": {
    instead: "offset.empty() or (when.exists() and when.where($this in ('C' | 'CM' | 'CD' | 'CV')).empty())",
    why: '`in` takes one item, but `when` repeats.',
  },
  'enableWhen.count() > 2 implies enableBehavior.exists()': {
    instead: 'enableWhen.count() > 1 implies enableBehavior.exists()',
    why: 'que-12 is about more than one condition, as its own words and R5 say.',
  },
  'substanceExposureRisk.exists() and code.empty()': {
    instead: '%resource.code.empty()',
    why: 'The expression is written for AllergyIntolerance but stands on the extension: where the extension is, code is not.',
  },
};
