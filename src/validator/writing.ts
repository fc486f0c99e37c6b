import type { Run } from './run.js';
import type { Prop } from './type-schema.js';

/** Types of whole numbers: their text is looked at, too. */
const WHOLE: ReadonlySet<string> = new Set(['integer', 'unsignedInt', 'positiveInt']);
const WHOLE_NUMBER = /^-?\d+$/;

/**
 * How a sound primitive value is written: whole numbers have neither fraction
 * nor exponent, texts should have no characters below 32 but tab, line feed and carriage return (R4 datatypes.html, integer and string).
 */
export function checkWriting(prop: Prop, value: unknown, index: number, run: Run): void {
  if (typeof value === 'string') {
    if (!hasControl(value)) return;
    run.enter(prop, index);
    run.report('control-character', 'warning', { element: prop.name, type: prop.type });
    run.depth -= 1;
  } else if (typeof value === 'number' && WHOLE.has(prop.type) && run.source?.oddNumbers === true) {
    run.enter(prop, index);
    const text = run.source.numberText(run.path());
    if (text !== undefined && !WHOLE_NUMBER.test(text))
      run.report('primitive-format', 'error', { element: prop.name, type: prop.type, found: text.slice(0, 40) });
    run.depth -= 1;
  }
}

function hasControl(text: string): boolean {
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code < 32 && code !== 9 && code !== 10 && code !== 13) return true;
  }
  return false;
}
