const LONGEST_PATTERN = 500;
const LONGEST_TEXT = 2000;

/** Quantified group that itself holds a quantifier, or a back reference: may take exponential time. */
const EXPLOSIVE = /\([^()]*[+*}][^()]*\)[+*{]|\\[1-9]/;

/**
 * A regular expression from a definition, matched against a whole text. Undefined where it cannot be trusted to end
 * (nested quantifiers, back references, over-long) or cannot be read; texts over 2,000 characters never match.
 */
export function wholeMatch(pattern: string): ((text: string) => boolean) | undefined {
  if (pattern.length > LONGEST_PATTERN || EXPLOSIVE.test(pattern)) return undefined;
  try {
    const expression = new RegExp(`^(?:${pattern})$`, 'u');
    return (text) => text.length <= LONGEST_TEXT && expression.test(text);
  } catch {
    return undefined;
  }
}
