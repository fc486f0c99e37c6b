import type { Item } from './profile.js';
import type { Run } from './run.js';
import { fixedFaults, hasExtension, meetsPattern, patternFaults } from './value.js';

/**
 * `fixed[x]`: each place that differs is reported, what is missing where it should stand. What the fixed value lacks is missing,
 * extensions included (R4 elementdefinition-definitions.html#ElementDefinition.fixed_x_); `beside` holds those of a primitive.
 */
export function checkFixed(item: Item, value: unknown, beside: unknown, run: Run): void {
  if (value === item.fixed) {
    if (beside === undefined || !hasExtension(beside)) return;
    const { element, profile } = item;
    const params = { element, profile, expected: printable(item.fixed), found: 'extended' };
    run.report('fixed', 'error', params, { profile });
    return;
  }
  const faults = value === undefined ? [] : fixedFaults(value, item.fixed, '');
  if (value !== undefined && faults.length === 0) return;
  const { element, profile } = item;
  const expected = printable(item.fixed);
  if (value === undefined) {
    run.report('fixed', 'error', { element, profile, expected, found: 'no value' }, { profile });
    return;
  }
  const path = run.path();
  for (const { below, why } of faults) {
    run.reportAt(path + below, 'fixed', 'error', { element, profile, expected, found: why }, { profile });
  }
}

/** `pattern[x]`: the element holds at least what the pattern holds; each place that does not is reported. */
export function checkPattern(item: Item, value: unknown, run: Run): void {
  if (meetsPattern(value, item.pattern)) return;
  const { element, profile } = item;
  const path = run.path();
  const params = { element, profile, expected: printable(item.pattern) };
  for (const below of patternFaults(value, item.pattern, ''))
    run.reportAt(path + below, 'pattern', 'error', params, { profile });
}

/** A value out of a profile, which is no patient data, on one line. */
function printable(value: unknown): string {
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return text.length > 200 ? `${text.slice(0, 200)}…` : text;
}
