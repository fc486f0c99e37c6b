import type { ValueSetComposeIncludeFilter } from 'fhir/r4.js';
import type { HeldConcept, HeldSystem } from './code-system.js';
import { wholeMatch } from './pattern.js';

/** Tells whether a held concept passes a filter. */
export type ConceptTest = (concept: HeldConcept) => boolean;

const listOf = (value: string): ReadonlySet<string> => new Set(value.split(',').map((item) => item.trim()));

function valuesOf(property: string, concept: HeldConcept): readonly string[] {
  switch (property) {
    case 'code':
    case 'concept':
      return [concept.code];
    case 'display':
      return concept.display === undefined ? [] : [concept.display];
    case 'parent':
      return concept.parents;
    case 'inactive':
      return [String(concept.inactive)];
    default:
      return (concept.properties.get(property) ?? []).map(String);
  }
}

const BUILT_IN = new Set([
  'code',
  'concept',
  'display',
  'parent',
  'child',
  'inactive',
  'notSelectable',
  'abstract',
  'status',
]);

/**
 * A filter over a code system that is held (R4 filter operators, with `child-of` and `descendent-leaf` of R5).
 * Undefined where it cannot be evaluated: an undeclared property, an untrustworthy pattern, an unknown operator.
 */
export function compileFilter(filter: ValueSetComposeIncludeFilter, system: HeldSystem): ConceptTest | undefined {
  const { property, value } = filter;
  const operator: string = filter.op;
  if (!BUILT_IN.has(property) && !system.properties.has(property)) return undefined;
  switch (operator) {
    case 'is-a': {
      const codes = system.descendantsOrSelf(value);
      return ({ code }) => codes.has(code);
    }
    case 'descendent-of': {
      const codes = system.descendantsOrSelf(value);
      return ({ code }) => code !== value && codes.has(code);
    }
    case 'descendent-leaf': {
      const codes = system.descendantsOrSelf(value);
      return ({ code }) => code !== value && codes.has(code) && system.children(code).length === 0;
    }
    case 'is-not-a': {
      const codes = system.descendantsOrSelf(value);
      return ({ code }) => !codes.has(code);
    }
    case 'child-of': {
      const codes = new Set(system.children(value));
      return ({ code }) => codes.has(code);
    }
    case 'generalizes':
      return ({ code }) => system.descendantsOrSelf(code).has(value);
    case '=':
      if (property === 'child') return ({ code }) => system.children(code).includes(value);
      return (concept) => valuesOf(property, concept).includes(value);
    case 'in': {
      const codes = listOf(value);
      return (concept) => valuesOf(property, concept).some((item) => codes.has(item));
    }
    case 'not-in': {
      const codes = listOf(value);
      return (concept) => !valuesOf(property, concept).some((item) => codes.has(item));
    }
    case 'exists': {
      const wanted = value === 'true';
      return (concept) => valuesOf(property, concept).length > 0 === wanted;
    }
    case 'regex': {
      const matches = wholeMatch(value);
      return matches && ((concept) => valuesOf(property, concept).some(matches));
    }
    default:
      return undefined;
  }
}
