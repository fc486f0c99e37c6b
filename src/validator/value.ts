import { isNode, type Node } from './shape.js';

/** Equal as slices are told apart: the same content and nothing more but extensions. Property order does not matter. */
export function equalsFixed(value: unknown, fixed: unknown): boolean {
  if (typeof fixed !== 'object' || value === fixed) return value === fixed;
  return fixedFaults(value, fixed, '').every(({ why }) => why === 'extended');
}

/** A place, relative to the element, where a fixed value is not met. */
export interface FixedFault {
  readonly below: string;
  readonly why: 'differs' | 'missing' | 'extra' | 'extended';
}

export function fixedFaults(value: unknown, fixed: unknown, below: string): FixedFault[] {
  if (Array.isArray(fixed)) {
    if (!Array.isArray(value)) return [{ below, why: 'missing' }];
    if (value.length !== fixed.length) return [{ below, why: value.length > fixed.length ? 'extra' : 'missing' }];
    return fixed.flatMap((item, i) => fixedFaults(value[i], item, `${below}[${String(i)}]`));
  }
  if (!isNode(fixed)) return value === fixed ? [] : [{ below, why: value === undefined ? 'missing' : 'differs' }];
  if (!isNode(value)) return [{ below, why: 'differs' }];
  const faults: FixedFault[] = [];
  for (const key of Object.keys(fixed)) {
    if (value[key] === undefined) faults.push({ below: `${below}.${key}`, why: 'missing' });
    else faults.push(...fixedFaults(value[key], fixed[key], `${below}.${key}`));
  }
  for (const key of Object.keys(value)) {
    if (key in fixed || key === 'id') continue;
    // what stands beside a primitive may be no more than its id
    if (key === 'extension') faults.push({ below, why: 'extended' });
    else if (!key.startsWith('_')) faults.push({ below: `${below}.${key}`, why: 'extra' });
    else if (hasExtension(value[key])) faults.push({ below: `${below}.${key.slice(1)}`, why: 'extended' });
  }
  return faults;
}

/** Whether what stands beside a primitive extends it. */
export const hasExtension = (beside: unknown): boolean =>
  Array.isArray(beside)
    ? (beside as readonly unknown[]).some(hasExtension)
    : isNode(beside) && beside['extension'] !== undefined;

/** Holds at least what `pattern[x]` holds; each item of a pattern's array must be met by some item (R4 elementdefinition). */
export function meetsPattern(value: unknown, pattern: unknown): boolean {
  if (Array.isArray(pattern)) {
    const items: readonly unknown[] = Array.isArray(value) ? value : value === undefined ? [] : [value];
    return pattern.every((wanted) => items.some((item) => meetsPattern(item, wanted)));
  }
  if (!isNode(pattern)) return value === pattern;
  if (!isNode(value)) return false;
  for (const key in pattern) if (!meetsPattern(value[key], pattern[key])) return false;
  return true;
}

/** Places, relative to the element, where a pattern is not met; a list that lacks an item is the fault of what holds it. */
export function patternFaults(value: unknown, pattern: unknown, below: string): string[] {
  if (!isNode(pattern) || !isNode(value)) return meetsPattern(value, pattern) ? [] : [below];
  const faults = new Set<string>();
  for (const [key, wanted] of Object.entries(pattern)) {
    if (Array.isArray(wanted)) {
      if (!meetsPattern(value[key], wanted)) faults.add(below);
    } else for (const fault of patternFaults(value[key], wanted, `${below}.${key}`)) faults.add(fault);
  }
  return [...faults];
}

/** The `fixed[x]` or `pattern[x]` of an element definition. */
export function valueOf(
  def: object,
  prefix: 'fixed' | 'pattern' | 'minValue' | 'maxValue',
): { type: string; value: unknown } | undefined {
  for (const [key, value] of Object.entries(def)) {
    if (key.startsWith(prefix) && /^[A-Z]/.test(key.charAt(prefix.length))) {
      return { type: key.slice(prefix.length), value };
    }
  }
  return undefined;
}

export type { Node };
