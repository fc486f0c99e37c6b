/** Control, direction and line characters by Unicode property: they could forge lines on a terminal or turn text round. */
const UNPRINTABLE = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu;

/** Text with control and direction characters shown as a replacement mark; white space becomes one space. */
export const printable = (text: string): string => text.replace(/[\t\n\r]+/g, ' ').replace(UNPRINTABLE, '\ufffd');
