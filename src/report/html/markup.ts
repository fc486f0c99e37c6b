import { printable } from '../printable.js';

/** Markup that may be put into a page as it is: only `html` makes it. */
export class Markup {
  readonly #text: string;
  constructor(text: string) {
    this.#text = text;
  }
  toString(): string {
    return this.#text;
  }
}

/** What a template takes: text is escaped, markup is not, nothing prints nothing. */
export type Content = Markup | string | number | undefined | false | readonly Content[];

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
  '`': '&#96;',
};

/** Text made safe for element content and for quoted attributes. */
export const escaped = (text: string): string =>
  printable(text).replace(/[&<>"'`]/g, (character) => ENTITIES[character] ?? '');

function written(content: Content): string {
  if (content === undefined || content === false) return '';
  if (content instanceof Markup) return content.toString();
  if (typeof content === 'string' || typeof content === 'number') return escaped(String(content));
  return content.map(written).join('');
}

/** A piece of page. Every value is escaped unless it is itself markup. */
export function html(parts: TemplateStringsArray, ...values: readonly Content[]): Markup {
  return new Markup(parts.reduce((text, part, index) => text + written(values[index - 1]) + part));
}

/** A link, where the address is one that a browser may follow; the words alone otherwise. */
export const link = (url: string | undefined, words: string): Markup =>
  url !== undefined && /^https?:\/\/[^\s]+$/.test(url)
    ? html`<a href="${url}" rel="noreferrer noopener">${words}</a>`
    : html`${words}`;
