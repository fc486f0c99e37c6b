import { EXIT, ReadinessError } from '../model/index.js';
import type { Assessment } from '../model/index.js';

const MOD11 = [10, 9, 8, 7, 6, 5, 4, 3, 2];

/** Modulus 11 of the NHS Number; written here again, so that the last line of defence leans on nothing else. */
function isNhsNumber(digits: string): boolean {
  const sum = MOD11.reduce((all, weight, index) => all + weight * Number(digits[index]), 0);
  const check = 11 - (sum % 11);
  return check !== 10 && (check === 11 ? 0 : check) === Number(digits[9]);
}

const D = [
  '0123456789',
  '1234067895',
  '2340178956',
  '3401289567',
  '4012395678',
  '5987604321',
  '6598710432',
  '7659821043',
  '8765932104',
  '9876543210',
];
const P = [
  '0123456789',
  '1576283094',
  '5803796142',
  '8916043527',
  '9453126870',
  '4286573901',
  '2793806415',
  '7046913258',
];

/** Whether digits pass the Verhoeff check of a SNOMED CT identifier and name a concept or description in short format. */
function isSctid(digits: string): boolean {
  const rest = Array.from(digits)
    .reverse()
    .reduce((sum, digit, index) => Number(D[sum]?.[Number(P[index % 8]?.[Number(digit)])]), 0);
  return rest === 0 && ['00', '01', '02'].includes(digits.slice(-3, -1));
}

type Leak = 'an NHS Number' | 'a postcode' | 'a token' | 'an e-mail address';

const TEN_DIGITS = /(?<![\p{L}\d_.])(?:\d{10}|\d{3}([ -])\d{3}\1\d{4})(?![\p{L}\d_]|\.\d)/gu;
const TOKEN = /(?<![A-Za-z0-9_-])eyJ[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]{8,}/g;
const MAIL = /[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*\.[A-Za-z]{2,}/g;
const AREAS =
  'AB|AL|B|BA|BB|BD|BF|BH|BL|BN|BR|BS|BT|BX|CA|CB|CF|CH|CM|CO|CR|CT|CV|CW|DA|DD|DE|DG|DH|DL|DN|DT|DY|E|EC|EH|EN|EX|FK|FY|G|GL|GU|GY|HA|HD|HG|HP|HR|HS|HU|HX|IG|IM|IP|IV|JE|KA|KT|KW|KY|L|LA|LD|LE|LL|LN|LS|LU|M|ME|MK|ML|N|NE|NG|NN|NP|NR|NW|OL|OX|PA|PE|PH|PL|PO|PR|RG|RH|RM|S|SA|SE|SG|SK|SL|SM|SN|SO|SP|SR|SS|ST|SW|SY|TA|TD|TF|TN|TQ|TR|TS|TW|UB|W|WA|WC|WD|WF|WN|WR|WS|WV|YO|ZE';
const POSTCODE = new RegExp(
  `(?<![A-Za-z0-9])(?:${AREAS})\\d[\\dA-Z]?[ \\u00a0]?\\d[ABD-HJLNP-UW-Z]{2}(?![A-Za-z0-9])`,
  'g',
);

interface Known {
  /** Codes that code systems define. */
  readonly codes: ReadonlySet<string>;
  /** Numbers of the run itself, as printed. */
  readonly numbers: ReadonlySet<string>;
}

const NOTHING_KNOWN: Known = { codes: new Set(), numbers: new Set() };

/** What the run itself puts into its results: codes out of the code lists, its seed and its counters. */
function knownTo(assessment: Assessment): Known {
  const codes = assessment.endpoints.flatMap(({ evidence: { coding } }) =>
    coding?.state === 'seen'
      ? [...coding.value.findings.flatMap((one) => one.codes), ...coding.value.topLocal.map((one) => one.code)]
      : [],
  );
  const numbers = [assessment.seed, ...assessment.endpoints.map(({ requests }) => requests.bytes)].map(String);
  return { codes: new Set(codes), numbers: new Set(numbers) };
}

interface Hit {
  readonly leak: Leak;
  readonly index: number;
}

function firstLeak(text: string, known: Known): Hit | undefined {
  for (const match of text.matchAll(TEN_DIGITS)) {
    const digits = match[0].replace(/\D/g, '');
    const ours = known.numbers.has(match[0]) || (known.codes.has(match[0]) && isSctid(digits));
    if (!ours && isNhsNumber(digits)) return { leak: 'an NHS Number', index: match.index };
  }
  const rules: readonly (readonly [RegExp, Leak])[] = [
    [TOKEN, 'a token'],
    [MAIL, 'an e-mail address'],
    [POSTCODE, 'a postcode'],
  ];
  for (const [pattern, leak] of rules)
    for (const match of text.matchAll(pattern)) if (!known.codes.has(match[0])) return { leak, index: match.index };
  return undefined;
}

const refuse = (leak: Leak, place: string): never => {
  throw new ReadinessError(
    'report.leak',
    `The result was withheld: it would show what looks like ${leak}, at ${place}.`,
    EXIT.internal,
    'Report this with the place named here and without the value: results must never hold patient data.',
  );
};

function scan(value: unknown, place: string, known: Known): void {
  if (typeof value === 'string' || typeof value === 'number') {
    const hit = firstLeak(String(value), known);
    if (hit !== undefined) refuse(hit.leak, place === '' ? '/' : place);
  } else if (Array.isArray(value)) {
    for (const [index, item] of value.entries()) scan(item, `${place}/${index}`, known);
  } else if (value !== null && typeof value === 'object') {
    for (const [key, inner] of Object.entries(value)) {
      const hit = firstLeak(key, known);
      if (hit !== undefined) refuse(hit.leak, `a property name under ${place === '' ? '/' : place}`);
      scan(inner, `${place}/${key.replace(/~/g, '~0').replace(/\//g, '~1')}`, known);
    }
  }
}

/**
 * Refuses an assessment that holds what looks like patient data or a secret: NHS Numbers, postcodes, tokens, e-mail addresses.
 * @throws ReadinessError `report.leak` (exit 5) naming the place, never the value
 */
export const guardAssessment = (assessment: Assessment): void => {
  scan(assessment, '', knownTo(assessment));
};

/**
 * The same for a finished output, of an assessment or of a probe alone, whatever wrote it.
 * @throws ReadinessError `report.leak` (exit 5) naming line and column
 */
export function guardOutput(output: string, assessment?: Assessment): void {
  const known = assessment === undefined ? NOTHING_KNOWN : knownTo(assessment);
  const hit = firstLeak(output, known);
  if (hit === undefined) return;
  const before = output.slice(0, hit.index).split('\n');
  refuse(hit.leak, `line ${before.length}, column ${(before.at(-1) ?? '').length + 1} of the output`);
}
