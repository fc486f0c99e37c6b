import { parseExpression } from '../snomed/expression.js';
import { isConceptId } from '../snomed/sctid.js';
import { SYSTEM } from '../snomed/systems.js';
import { isUcum } from '../ucum.js';
import { judgeCountry } from './countries.js';
import { isLanguageTag } from './languages.js';

/** What can be said of a code by the rules of its system alone. */
export type Grammar = (code: string) => 'in' | 'out' | 'unknown';

const decide = (test: (code: string) => boolean): Grammar => {
  return (code) => (test(code) ? 'in' : 'out');
};

/** Shape only: a code of the right shape may still not exist. */
const suspect = (test: (code: string) => boolean): Grammar => {
  return (code) => (test(code) ? 'unknown' : 'out');
};

const MEDIA_TYPE =
  /^(?:application|audio|example|font|haptics|image|message|model|multipart|text|video|chemical|x-[a-z0-9-]+)\/[a-z0-9][a-z0-9!#$&^_.+-]{0,126}(?:\s*;\s*[a-z0-9!#$&^_.+-]+=(?:[^\s";,]+|"[^"]*"))*;?$/i;

/** Media types of BCP 13; R4 also takes the bare `xml`, `json` and `ttl` (CapabilityStatement.format). */
const isMediaType = (code: string): boolean =>
  code.length <= 300 && (MEDIA_TYPE.test(code) || code === 'json' || code === 'xml' || code === 'ttl');

/** LOINC code with its mod 10 check digit; of parts, answers, lists and groups the shape alone. */
function isLoincShaped(code: string): boolean {
  const match = /^(\d{1,7})-(\d)$/.exec(code);
  if (match === null) return /^(?:MTHU\d+|L[AGLP]\d+-\d)$/.test(code);
  const [, digits = '', check] = match;
  let sum = 0;
  for (let i = digits.length - 1, double = true; i >= 0; i--, double = !double) {
    const value = Number(digits[i]) * (double ? 2 : 1);
    sum += value > 9 ? value - 9 : value;
  }
  return (10 - (sum % 10)) % 10 === Number(check);
}

function judgeCurrency(code: string): 'in' | 'out' | 'unknown' {
  if (!/^[A-Z]{3}$/.test(code)) return 'out';
  return Intl.supportedValuesOf('currency').includes(code) ? 'in' : 'unknown';
}

function isTimeZone(code: string): boolean {
  try {
    return (
      /^[A-Za-z]/.test(code) && new Intl.DateTimeFormat('en', { timeZone: code }).resolvedOptions().timeZone !== ''
    );
  } catch {
    return false;
  }
}

const isSnomedCode = (code: string): boolean => isConceptId(code) || (/\D/.test(code) && parseExpression(code).ok);

/** Systems whose codes can be judged, in full or in part, without holding them. */
export const GRAMMARS: ReadonlyMap<string, Grammar> = new Map<string, Grammar>([
  ['urn:ietf:bcp:13', decide(isMediaType)],
  ['urn:ietf:bcp:47', decide(isLanguageTag)],
  ['urn:ietf:rfc:3986', decide((code) => /^[a-z][a-z0-9+.-]*:\S+$/i.test(code))],
  ['http://unitsofmeasure.org', decide(isUcum)],
  ['urn:iso:std:iso:3166', judgeCountry],
  ['urn:iso:std:iso:3166:-2', suspect((code) => /^[A-Z]{2}-[A-Z0-9]{1,3}$/.test(code))],
  ['urn:iso:std:iso:4217', judgeCurrency],
  ['https://www.iana.org/time-zones', decide(isTimeZone)],
  ['http://unstats.un.org/unsd/methods/m49/m49.htm', suspect((code) => /^\d{3}$/.test(code))],
  ['http://loinc.org', suspect(isLoincShaped)],
  [SYSTEM.snomed, suspect(isSnomedCode)],
  [SYSTEM.dmd, suspect(isConceptId)],
]);
