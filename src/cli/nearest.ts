/** Up to three of `known` that are spelt most like `wanted`, nearest first; none that differ in more than half their letters. */
export function nearest(wanted: string, known: readonly string[], most = 3): readonly string[] {
  const target = wanted.toLowerCase();
  return known
    .map((name) => ({ name, distance: editDistance(name.toLowerCase(), target) }))
    .filter(({ name, distance }) => distance <= Math.max(name.length, wanted.length) / 2)
    .sort((a, b) => a.distance - b.distance || (a.name < b.name ? -1 : 1))
    .slice(0, most)
    .map(({ name }) => name);
}

function editDistance(a: string, b: string): number {
  let previous = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const current = [i];
    for (let j = 1; j <= b.length; j++) {
      const replaced = (previous[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      current.push(Math.min(replaced, (previous[j] ?? 0) + 1, (current[j - 1] ?? 0) + 1));
    }
    previous = current;
  }
  return previous[b.length] ?? 0;
}
