import { createRequire } from 'node:module';

const COMMON = new Set(
  (
    '% 1 /min /h /uL /mL /L mg g kg ug ng pg t L mL uL dL cL m cm mm um nm s min h d wk mo a ms Cel [degF] K ' +
    'mmol mol umol nmol pmol mmol/L umol/L nmol/L pmol/L mol/L mg/L g/L g/dL mg/dL ug/L ng/L ng/mL ug/mL mg/mL pg/mL ' +
    'mmol/mol mg/mmol g/mol mm[Hg] kPa Pa cm[H2O] kg/m2 m2 cm2 mL/min L/min mL/h mg/kg ug/kg mL/kg mg/d g/d mL/d ' +
    '10*9/L 10*12/L 10*6/L 10*3/uL 10*6/uL 10*9 10*12 fL pmol/g U/L kU/L U/mL k[IU]/L [iU] [iU]/L [IU] [IU]/L [IU]/mL m[IU]/L ' +
    'u[IU]/mL mL/min/{1.73_m2} mosm/kg meq/L mm/h cm/s m/s kcal J kJ W Hz V mV uV [in_i] [ft_i] [lb_av] [oz_av] [pH] {score} {beats}/min {breaths}/min /{HPF}'
  ).split(' '),
);

const LONGEST = 256;

/** What the grammar forbids before any parsing: blanks and non-ASCII, unbalanced or nested braces. The parser would log these. */
const SOUND = /^(?:[\x21-\x7a|\x7c~]|\{[\x21-\x7a\x7c~]*\})+$/;

interface UnitParser {
  parseString(text: string, mode: 'validate'): readonly [unit: object | null, text: string | null, ...rest: unknown[]];
}
interface UnitTables {
  getUnitByCode(code: string): object | null | undefined;
}

/** The library reached below its front, which writes the unit it was given to the console. */
function loadParser(): { readonly parser: UnitParser; readonly tables: UnitTables } {
  const require = createRequire(import.meta.url);
  const library = require('@lhncbc/ucum-lhc') as {
    UcumLhcUtils: { getInstance(): unknown };
    UnitTables: { getInstance(): UnitTables };
  };
  library.UcumLhcUtils.getInstance();
  const { UnitString } = require('@lhncbc/ucum-lhc/source-cjs/unitString.js') as {
    UnitString: { getInstance(): UnitParser };
  };
  return { parser: UnitString.getInstance(), tables: library.UnitTables.getInstance() };
}

function parseUnit(code: string): object | undefined {
  if (code.length > LONGEST || !SOUND.test(code)) return undefined;
  const { parser, tables } = loadParser();
  const known = tables.getUnitByCode(code);
  if (known) return known;
  try {
    const [unit, text] = parser.parseString(code, 'validate');
    return unit && text === code ? unit : undefined;
  } catch {
    return undefined;
  }
}

/** True for a valid case-sensitive UCUM expression (`mm[Hg]`, `10*9/L`, `{score}`). The library loads at the first uncommon unit. */
export const isUcum = (code: string): boolean => COMMON.has(code) || parseUnit(code) !== undefined;

/** True when both are units and measure the same dimension, e.g. `min` and `a`. */
export function areCommensurable(code: string, other: string): boolean {
  const dimension = (unit: object | undefined): string | undefined => {
    const vector = (unit as { dim_?: { dimVec_?: readonly number[] | null } | null } | undefined)?.dim_?.dimVec_;
    return vector?.join();
  };
  const a = dimension(parseUnit(code));
  return a !== undefined && a === dimension(parseUnit(other));
}

/** A value in another unit of the same dimension; undefined where there is no way from one to the other. */
export function convertUcum(value: number, from: string, to: string): number | undefined {
  const [a, b] = [parseUnit(from), parseUnit(to)];
  if (a === undefined || b === undefined || !areCommensurable(from, to)) return undefined;
  try {
    return (a as Convertible).convertTo(value, b);
  } catch {
    return undefined;
  }
}

interface Convertible {
  convertTo(value: number, unit: object): number;
}

/** The common units that are taken without asking the library; a test holds them against it. */
export const commonUnits = (): readonly string[] => [...COMMON];

/** Asks the library alone. */
export const isUcumByLibrary = (code: string): boolean => parseUnit(code) !== undefined;
