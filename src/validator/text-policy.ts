import type { ValidatorOptions } from './api.js';
import type { Run } from './run.js';

/** Judges the text of a primitive value that stands at the current node. */
export type TextPolicy = (value: unknown, type: string, run: Run) => void;

/** A whole tag: `a <b` in a text is a comparison, and an e-mail address may stand in angle brackets (RFC 5322, 3.4). */
const TAG = /<(?![\w.%+-]+@[\w.-]+>)\/?[A-Za-z!][^<>]*>/;
const HTML = /<(?![\w.%+-]+@[\w.-]+>)\/?[A-Za-z!][^<>]*>?/;
/** Web and e-mail addresses in angle brackets are markdown of its own (CommonMark, autolinks). */
const LINK = /<(?:https?|ftp|mailto):[^\s<>]*>/gi;
/** Domains and OIDs that stand for nothing real (RFC 2606, and the roots of example OIDs). */
const EXAMPLE =
  /^(?:https?:\/\/(?:[^/?#]*\.)?(?:example\.(?:org|com|net)|acme\.(?:com|org))(?:[/:?#]|$)|urn:oid:(?:2\.999|1\.3\.6\.1\.4\.1\.32473)\.)/i;
const URLS = new Set(['uri', 'url', 'canonical']);

/** The checks of text that options ask for; undefined where they ask for none. */
export function textPolicy(options: ValidatorOptions): TextPolicy | undefined {
  const { securityChecks, htmlInMarkdown, examples } = options;
  const strings = securityChecks === true;
  const markdown = htmlInMarkdown === 'error';
  const real = examples === false;
  if (!strings && !markdown && !real) return undefined;
  return (value, type, run) => {
    if (typeof value !== 'string') return;
    if (real && URLS.has(type) && EXAMPLE.test(value)) run.report('example-url', 'error', { type });
    else if (type === 'markdown') {
      if ((strings && HTML.test(value)) || (markdown && HTML.test(value.replaceAll(LINK, ''))))
        run.report('html-in-markdown', 'error', { type });
    } else if (strings && type !== 'xhtml' && TAG.test(value)) run.report('html-in-string', 'error', { type });
  };
}
