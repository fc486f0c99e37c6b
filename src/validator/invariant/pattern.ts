import { UnsupportedExpression } from './syntax.js';
import { TimeLimit } from './time-limit.js';

/** Longest text a pattern of unknown origin is tried on. */
const LONGEST = 4096;
/** Up to this length, trying every way through a text is quick. */
const SHORT = 16;

/**
 * A regular expression whose cost is bounded: one that repeats a repetition (`(a+)+`) can take time exponential in the text,
 * so it has little time for one of more than a few characters. Where that is over, or a text is very long, the test throws, and
 * the invariant counts as not evaluated.
 * @throws UnsupportedExpression where the pattern is not valid.
 */
export function guardedPattern(source: string): RegExp {
  try {
    return new GuardedPattern(source, flagsFor(source), repeatsRepetition(source) ? new TimeLimit() : undefined);
  } catch (cause) {
    throw new UnsupportedExpression(`The pattern ${source} is not valid`, { cause });
  }
}

class GuardedPattern extends RegExp {
  constructor(
    source: string,
    flags: string,
    private readonly limit: TimeLimit | undefined,
  ) {
    super(source, flags);
  }

  override test(text: string): boolean {
    if (text.length > LONGEST) throw new RangeError('The text is too long for this pattern');
    if (this.limit === undefined || text.length <= SHORT) return super.test(text);
    return this.limit.run(() => super.test(text));
  }
}

/** Escapes that other engines know and this one takes for the bare letter: anchors (`\A`, `\Z`), classes (`\h`, `\i`), quotes. */
const FOREIGN = /^[ACEGHIQRXYZaeghijlmoqyz]$/;
/** A class within a class, or two that intersect (`[a-z&&[^b]]`): here these are bare characters. */
const NESTED_CLASS = /\[\^?\]?[^\]]*(?:\[|&&)/;

/** Classes by Unicode property (`\p{L}`) are read under the flag for Unicode alone. */
function flagsFor(source: string): string {
  const escapes = [...source.matchAll(/\\([pP]\{|.)/gs)].map(([, letter = '']) => letter);
  if (escapes.some((letter) => FOREIGN.test(letter)) || NESTED_CLASS.test(source.replace(/\\./gs, '')))
    throw new SyntaxError('Written for another engine');
  return escapes.some((letter) => letter === 'p{' || letter === 'P{') ? 'su' : 's';
}

/** True where a group that repeats without bound holds a repetition or an alternative. */
export function repeatsRepetition(source: string): boolean {
  const holds: boolean[] = [];
  let inside = false;
  for (let i = 0; i < source.length; i += 1) {
    const character = source[i];
    if (character === '\\') i += 1;
    else if (inside) inside = character !== ']';
    else if (character === '[') inside = true;
    else if (character === '(') holds.push(false);
    else if (character === ')') {
      const held = holds.pop() ?? false;
      const repeated = unbounded(source, i + 1);
      if (held && repeated) return true;
      if ((held || repeated) && holds.length > 0) holds[holds.length - 1] = true;
    } else if (holds.length > 0 && (character === '|' || unbounded(source, i))) holds[holds.length - 1] = true;
  }
  return false;
}

const unbounded = (source: string, at: number): boolean => /^(?:[*+]|\{\d+(?:,\d*)?\})/.test(source.slice(at, at + 12));
