const MEMORY = 5000;

/**
 * A bounded memory by text. Texts that come straight from a parser have no hash yet, and to make one costs more than to compare
 * them: what was met lately is therefore found by comparison, what was met at all by hash.
 */
export class Recall<T> {
  #texts: string[] | undefined;
  #near: (T | undefined)[] = [];
  readonly #all = new Map<string, T>();

  /** `near` is how many texts are tried by comparison, a power of two: the more, the more different ones come in turn. */
  constructor(
    readonly limit = MEMORY,
    readonly near = 256,
  ) {}

  get(text: string): T | undefined {
    const texts = this.#texts;
    if (texts === undefined || text === '') return undefined;
    const at = placeOf(text) & (this.near - 1);
    if (texts[at] === text) return this.#near[at];
    const found = this.#all.get(text);
    if (found !== undefined) {
      texts[at] = text;
      this.#near[at] = found;
    }
    return found;
  }

  /** Keeps an answer, unless the memory is full. */
  set(text: string, answer: T): void {
    if (text === '' || this.#all.size >= this.limit) return;
    this.#texts ??= new Array<string>(this.near).fill('');
    if (this.#near.length === 0) this.#near = new Array<T | undefined>(this.near).fill(undefined);
    this.#all.set(text, answer);
    const at = placeOf(text) & (this.near - 1);
    this.#texts[at] = text;
    this.#near[at] = answer;
  }
}

function placeOf(text: string): number {
  const { length } = text;
  return length + 5 * text.charCodeAt(length - 1) + 3 * text.charCodeAt(length >> 1);
}
