import { quickScan } from './xhtml-scan.js';
import { parseXhtml, type XhtmlFault } from './xhtml-parse.js';

export type { XhtmlFault } from './xhtml-parse.js';

const NONE: readonly XhtmlFault[] = [];

/**
 * What is wrong with the XHTML of a narrative or another `xhtml` element by R4 narrative.html: not well formed, outside the XHTML
 * namespace, elements or attributes beyond plain formatting, active content, links that cannot be followed, or nothing to read.
 * The usual, plain narrative costs one pass over its text; a parser is asked for the rest.
 */
export function xhtmlFaults(div: string): readonly XhtmlFault[] {
  return quickScan(div) === 'ask' ? parseXhtml(div).faults : NONE;
}

const BESIDE: ReadonlySet<string> = new Set(['style', 'link', 'link-malformed', 'link-unresolved']);

/** `htmlChecks()`: allowed elements and attributes, and something to read. */
export const narrativeIsSound = (div: string): boolean => xhtmlFaults(div).every(({ kind }) => BESIDE.has(kind));
