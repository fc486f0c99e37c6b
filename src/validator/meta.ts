import type { Run } from './run.js';
import { isNode } from './shape.js';

/** Security labels are a set; which label one is, system and code say (R4 resource-definitions.html#Meta.security). */
export function checkLabels(meta: unknown, run: Run): void {
  const labels = isNode(meta) ? meta['security'] : undefined;
  if (!Array.isArray(labels) || labels.length < 2) return;
  const known = new Set<string>();
  for (const [i, label] of (labels as readonly unknown[]).entries()) {
    const { system, code } = isNode(label) ? label : {};
    if (typeof code !== 'string') continue;
    const name = `${typeof system === 'string' ? system : ''}#${code}`;
    if (known.has(name)) run.reportAt(`${run.path()}.meta.security[${String(i)}]`, 'security-label-twice', 'error', {});
    known.add(name);
  }
}
