/** Remembers up to `size` answers of a pure function of three strings; forgets all when full, so memory stays flat. */
export function boundedMemo<T>(
  ask: (a: string, b: string, c: string | undefined) => T,
  size: number,
): (a: string, b: string, c?: string) => T {
  const memory = new Map<string, Map<string, T>>();
  let kept = 0;
  return (a, b, c) => {
    const key = c === undefined ? a : `${a}|${c}`;
    let inner = memory.get(key);
    const known = inner?.get(b);
    if (known !== undefined) return known;
    const answer = ask(a, b, c);
    if (kept >= size) {
      memory.clear();
      inner = undefined;
      kept = 0;
    }
    if (inner === undefined) {
      inner = new Map<string, T>();
      memory.set(key, inner);
    }
    inner.set(b, answer);
    kept++;
    return answer;
  };
}
