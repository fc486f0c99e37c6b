import { convertUcum } from '../terminology/index.js';
import type { Node } from './shape.js';
import { UCUM } from './systems.js';

/** Order of two quantities of one unit, or of UCUM units of one dimension: 100 mg is less than 10 g; undefined where there is none. */
export function compareQuantities(value: Node, bound: Node): number | undefined {
  const [unit, limit] = [value['code'] ?? value['unit'], bound['code'] ?? bound['unit']];
  const [a, b] = [value['value'], bound['value']];
  if (value['system'] !== bound['system'] || typeof a !== 'number' || typeof b !== 'number') return undefined;
  if (unit === limit) return Math.sign(a - b);
  if (value['system'] !== UCUM || typeof unit !== 'string' || typeof limit !== 'string') return undefined;
  const converted = convertUcum(a, unit, limit);
  if (converted === undefined) return undefined;
  const difference = converted - b;
  return Math.abs(difference) <= Math.abs(b) * 1e-9 ? 0 : Math.sign(difference);
}
