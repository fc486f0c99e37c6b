/** Whether a record satisfies a criterion. Undecided where R4 leaves room or the record does not say. */
export type Judgement = 'match' | 'mismatch' | 'undecided';

/** A criterion over a repeating element holds when any of its values does. */
export function anyOf(judgements: Iterable<Judgement>): Judgement {
  let result: Judgement = 'mismatch';
  for (const one of judgements) {
    if (one === 'match') return 'match';
    if (one === 'undecided') result = 'undecided';
  }
  return result;
}
