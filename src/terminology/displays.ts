import type { ValueSet, ValueSetExpansionContains } from 'fhir/r4.js';
import { objects } from './sound.js';
import type { CodeInSystem } from './terminology.js';

const DEEPEST = 100;

interface Named {
  readonly display?: string | undefined;
  readonly designation?: readonly { readonly value: string }[] | undefined;
}

const namesOf = ({ display, designation }: Named): string[] => [
  ...(display === undefined ? [] : [display]),
  ...objects(designation).map(({ value }) => value),
];

/** Displays and designations of a code in the rules and the expansion of a value set. */
export function displaysIn({ compose, expansion }: ValueSet, { system, code }: CodeInSystem): readonly string[] {
  const found: string[] = [];
  for (const include of objects(compose?.include)) {
    if (include.system !== system) continue;
    for (const concept of objects(include.concept)) if (concept.code === code) found.push(...namesOf(concept));
  }
  const walk = (contains: readonly ValueSetExpansionContains[] | undefined, depth: number): void => {
    if (depth > DEEPEST) return;
    for (const one of objects(contains)) {
      if (one.code === code && one.system === system) found.push(...namesOf(one));
      walk(one.contains, depth + 1);
    }
  };
  walk(expansion?.contains, 0);
  return found;
}
