/** What an SCTID names, by its partition. */
export type ComponentKind = 'concept' | 'description' | 'relationship' | 'expression' | 'legacy';

/** The parts of a well-formed SCTID. */
export interface Sctid {
  readonly ok: true;
  readonly id: string;
  readonly kind: ComponentKind;
  /** Two digits, e.g. `00`, `10`. */
  readonly partition: string;
  /** Seven digits, for long-format (extension) ids. */
  readonly namespace?: string;
  readonly item: string;
}

/** Why a string is no SCTID; the first fault of: shape, check digit, partition. */
export interface SctidFault {
  readonly ok: false;
  readonly fault: 'shape' | 'check-digit' | 'partition' | 'length';
  /** The last digits look lost to a JSON or spreadsheet number. */
  readonly floatDamage: boolean;
}

const MULTIPLICATION = [
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
].map((row) => Uint8Array.from(row, Number));

const PERMUTATION = [
  '0123456789',
  '1576283094',
  '5803796142',
  '8916043527',
  '9453126870',
  '4286573901',
  '2793806415',
  '7046913258',
].map((row) => Uint8Array.from(row, Number));

const INVERSE = '0432156789';

const SHAPE = /^[1-9]\d{5,17}$/;

const KINDS: Readonly<Record<string, ComponentKind>> = {
  '00': 'concept',
  '01': 'description',
  '02': 'relationship',
  '03': 'legacy',
  '04': 'legacy',
  '05': 'legacy',
  '10': 'concept',
  '11': 'description',
  '12': 'relationship',
  '13': 'legacy',
  '14': 'legacy',
  '15': 'legacy',
  '16': 'expression',
};

const fold = (digits: string, from: number): number => {
  let check = 0;
  for (let k = from, i = digits.length - 1; i >= 0; k++, i--) {
    const digit = PERMUTATION[k % 8]?.[digits.charCodeAt(i) - 48];
    check = (digit === undefined ? undefined : MULTIPLICATION[check]?.[digit]) ?? 10;
    if (check === 10) return 10;
  }
  return check;
};

/** True when the last digit is the Verhoeff check digit of those before it. Digits only. */
export const hasValidCheckDigit = (digits: string): boolean => digits.length > 0 && fold(digits, 0) === 0;

/** The Verhoeff check digit to append to `digits`. */
export function checkDigit(digits: string): string {
  const digit = INVERSE[fold(digits, 1)];
  if (digit === undefined) throw new RangeError('A check digit is computed over decimal digits only');
  return digit;
}

/** Does this look like an identifier that lost its last digits to a floating point number? */
export const looksFloatDamaged = (text: string): boolean =>
  /e\+/i.test(text) || (text.length >= 17 && /00$/.test(text));

const fault = (text: string, kind: SctidFault['fault']): SctidFault => ({
  ok: false,
  fault: kind,
  floatDamage: kind !== 'partition' && looksFloatDamaged(text),
});

/** Reads an SCTID (SNOMED CT release file specification, section 6): 6 to 18 digits, Verhoeff check digit, partition, namespace. */
export function parseSctid(text: string): Sctid | SctidFault {
  if (!SHAPE.test(text)) return fault(text, 'shape');
  if (!hasValidCheckDigit(text)) return fault(text, 'check-digit');
  const partition = text.slice(-3, -1);
  const kind = KINDS[partition];
  if (kind === undefined) return fault(text, 'partition');
  if (partition.startsWith('0')) return { ok: true, id: text, kind, partition, item: text.slice(0, -3) };
  if (text.length < 11) return fault(text, 'length');
  return { ok: true, id: text, kind, partition, namespace: text.slice(-10, -3), item: text.slice(0, -10) };
}

/** True for a well-formed concept id: what may stand in `Coding.code`. */
export function isConceptId(text: string): boolean {
  const parsed = parseSctid(text);
  return parsed.ok && parsed.kind === 'concept';
}

/** True for a well-formed description id. */
export function isDescriptionId(text: string): boolean {
  const parsed = parseSctid(text);
  return parsed.ok && parsed.kind === 'description';
}

/** Builds a well-formed id from an item number, for synthetic data; `namespace` (seven digits) makes it a long one. */
export function makeSctid(
  item: number | string,
  kind: 'concept' | 'description' | 'relationship' = 'concept',
  namespace?: string,
): string {
  const component = { concept: '0', description: '1', relationship: '2' }[kind];
  const digits = `${String(item)}${namespace ?? ''}${namespace === undefined ? '0' : '1'}${component}`;
  const id = digits + checkDigit(digits);
  if (!SHAPE.test(id) || (namespace !== undefined && !/^\d{7}$/.test(namespace))) {
    throw new RangeError('An SCTID has 6 to 18 digits, no leading zero, and a namespace of seven digits');
  }
  return id;
}

/** True for any well-formed SCTID, whatever it names. */
export const isValidSctid = (text: string): boolean => parseSctid(text).ok;
