import type { Score } from '../model/index.js';

type DrawnFrom = 'all' | 'setting' | readonly string[];

const MEDICATION_RECORDS = ['MedicationRequest', 'MedicationStatement', 'MedicationAdministration'];

/** The record types whose sample decides a criterion. */
const DRAWN_FROM: Readonly<Record<string, DrawnFrom>> = {
  S01: 'all',
  S02: ['Patient'],
  S03: 'setting',
  S04: 'setting',
  S09: 'all',
  M01: ['Patient'],
  M02: ['Patient'],
  M03: ['Patient'],
  M05: ['Condition'],
  M06: 'setting',
  M07: 'setting',
  M08: 'setting',
  M09: MEDICATION_RECORDS,
  M10: MEDICATION_RECORDS,
  M11: ['AllergyIntolerance'],
  M14: 'setting',
  M15: ['Organization'],
};

/**
 * Record types of which more should be drawn: those of measured criteria with a gate that is neither met nor not met.
 * An upper bound stays one however much is drawn, so it asks for nothing.
 * @param types record types that apply to the setting
 */
export function typesToExtend(score: Score, types: readonly string[]): readonly string[] {
  const open = score.criteria.filter(
    ({ state, upperBoundOnly, gates }) =>
      state === 'measured' && !upperBoundOnly && gates.some((gate) => gate.state === 'undecided'),
  );
  const named = open.flatMap(({ id }): readonly string[] => {
    const from = DRAWN_FROM[id] ?? [];
    if (from === 'setting') return types;
    return from === 'all' ? ['Patient', ...types] : from;
  });
  return [...new Set(named)];
}
