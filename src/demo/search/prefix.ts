export type Prefix = 'eq' | 'ne' | 'gt' | 'lt' | 'ge' | 'le' | 'sa' | 'eb' | 'ap';

/** Splits the comparison prefix from a date, number or quantity value; `eq` where it has none. */
export function splitPrefix(text: string): { readonly prefix: Prefix; readonly rest: string } {
  const match = /^(eq|ne|gt|lt|ge|le|sa|eb|ap)(?=[\d.+-])/.exec(text);
  return match ? { prefix: match[1] as Prefix, rest: text.slice(2) } : { prefix: 'eq', rest: text };
}

interface Range {
  readonly low: number;
  readonly high: number;
}

/** Compares the range a record holds with the range searched for (R4 search, "Prefixes"); `ge` and `le` take any overlap with the bound. */
export function compareRanges(prefix: Prefix, held: Range, sought: Range, slack: number): boolean {
  const contained = sought.low <= held.low && held.high <= sought.high;
  switch (prefix) {
    case 'eq':
      return contained;
    case 'ne':
      return !contained;
    case 'gt':
      return held.high > sought.high;
    case 'lt':
      return held.low < sought.low;
    case 'ge':
      return held.high >= sought.low;
    case 'le':
      return held.low <= sought.high;
    case 'sa':
      return held.low > sought.high;
    case 'eb':
      return held.high < sought.low;
    case 'ap':
      return held.low <= sought.high + slack && held.high >= sought.low - slack;
  }
}
