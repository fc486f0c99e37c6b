import type { ValueSet, ValueSetComposeIncludeFilter } from 'fhir/r4.js';
import { SYSTEM } from './snomed/systems.js';

const SNOMED_SET = /^http:\/\/snomed\.info\/x?sct(?:\/\d+(?:\/version\/\d{8})?)?\?fhir_vs(?:=(.*))?$/;

const snomedFilterOf = (rule: string): ValueSetComposeIncludeFilter | undefined => {
  const [kind = '', ...rest] = rule.split('/');
  const value = rest.join('/');
  if (value === '') return undefined;
  if (kind === 'isa') return { property: 'concept', op: 'is-a', value };
  if (kind === 'refset') return { property: 'concept', op: 'in', value };
  return kind === 'ecl' ? { property: 'constraint', op: '=', value: decode(value) } : undefined;
};

const decode = (text: string): string => {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
};

const whole = (url: string, system: string, filter?: ValueSetComposeIncludeFilter): ValueSet => ({
  resourceType: 'ValueSet',
  status: 'active',
  url,
  compose: { include: [{ system, ...(filter ? { filter: [filter] } : {}) }] },
});

/** Value sets that their canonical alone defines: `http://snomed.info/sct?fhir_vs=…`, all of LOINC, all of UCUM. */
export function implicitValueSet(canonical: string): ValueSet | undefined {
  if (canonical === 'http://loinc.org/vs') return whole(canonical, SYSTEM.loinc);
  if (canonical === 'http://unitsofmeasure.org/vs') return whole(canonical, SYSTEM.ucum);
  const match = SNOMED_SET.exec(canonical);
  if (match === null) return undefined;
  const rule = match[1];
  if (rule === undefined) return whole(canonical, SYSTEM.snomed);
  const filter = snomedFilterOf(rule);
  return filter && whole(canonical, SYSTEM.snomed, filter);
}
