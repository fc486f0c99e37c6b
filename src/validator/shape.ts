/** A plain object, as JSON has them. */
export type Node = Readonly<Record<string, unknown>>;

export const isNode = (value: unknown): value is Node =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** What kind of JSON value stands there, without showing it: `string of 12 characters`, `array of 3`, `null`. */
export function shapeOf(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return `array of ${value.length}`;
  if (typeof value === 'string') return `string of ${value.length} characters`;
  if (typeof value === 'object') return 'object';
  return typeof value;
}

/** The form of a text with its letters and digits masked: `NNNN-NN-NN`, `LLL-NN`; cut at 40 characters. */
export function maskOf(value: unknown): string {
  const text = typeof value === 'string' ? value : typeof value === 'number' ? String(value) : shapeOf(value);
  if (typeof value !== 'string' && typeof value !== 'number') return text;
  const mask = text.slice(0, 40).replace(/\p{L}/gu, 'L').replace(/\p{N}/gu, 'N').replace(/\s/g, '␠');
  return text.length > 40 ? `${mask}…` : mask;
}
