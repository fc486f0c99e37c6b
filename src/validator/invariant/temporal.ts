import { isClock, isDayText, isOffset } from '../calendar.js';

/** Its code. */
const T = 84;
const FORM = /^(\d{4})(?:-(\d\d)(?:-(\d\d)(?:T(\d\d)(?::(\d\d)(?::(\d\d)(\.\d+)?)?)?(Z|[+-]\d\d:\d\d)?)?)?)?$/;
const TIME_FORM = /^(\d\d)(?::(\d\d)(?::(\d\d)(\.\d+)?)?)?$/;

type Fields = readonly (number | undefined)[];

/** Year, month, day, hour, minute, second with its fraction; undefined from where the precision ends. */
interface Moment {
  readonly fields: Fields;
  readonly zone: number | undefined;
}

/**
 * Compares two FHIR dates, dateTimes, instants or times by the FHIRPath rules (N1, 6.2): -1, 0 or 1;
 * undefined where they are equal as far as the lesser precision goes, or where one is not such a value.
 */
export function compareTemporal(left: unknown, right: unknown): -1 | 0 | 1 | undefined {
  if (typeof left !== 'string' || typeof right !== 'string') return undefined;
  if (left === right) return 0;
  if (areAlike(left, right)) return left < right ? -1 : 1;
  const a = read(left);
  const b = read(right);
  if (a === undefined || b === undefined || a.fields.length !== b.fields.length) return undefined;
  if (a.zone !== undefined && b.zone !== undefined && a.zone !== b.zone) return compareFields(toUtc(a), toUtc(b));
  return compareFields(a.fields, b.fields);
}

/** Whether two texts differ in nothing but the digits of a date or a moment in one zone, so that they sort as texts. */
function areAlike(left: string, right: string): boolean {
  const { length } = left;
  if (length < 10 || right.length !== length || !isDayText(left) || !isDayText(right)) return false;
  if (length === 10) return true;
  if (left.charCodeAt(10) !== T || right.charCodeAt(10) !== T) return false;
  const end = isClock(left, 11);
  if (end < 0 || isClock(right, 11) !== end) return false;
  return end === length || (isOffset(left, end) && right.endsWith(left.slice(end)));
}

function compareFields(a: Fields, b: Fields): -1 | 0 | 1 | undefined {
  for (let i = 0; i < a.length; i += 1) {
    const x = a[i];
    const y = b[i];
    if (x === undefined || y === undefined) return x === y ? 0 : undefined;
    if (x !== y) return x < y ? -1 : 1;
  }
  return 0;
}

function read(text: string): Moment | undefined {
  const date = FORM.exec(text);
  if (date !== null) {
    return {
      fields: [
        number(date[1]),
        number(date[2]),
        number(date[3]),
        number(date[4]),
        number(date[5]),
        seconds(date[6], date[7]),
      ],
      zone: zoneOf(date[8]),
    };
  }
  const time = TIME_FORM.exec(text);
  if (time === null) return undefined;
  return { fields: [number(time[1]), number(time[2]), seconds(time[3], time[4])], zone: undefined };
}

const number = (text: string | undefined): number | undefined => (text === undefined ? undefined : Number(text));

const seconds = (whole: string | undefined, fraction: string | undefined): number | undefined =>
  whole === undefined ? undefined : Number(whole + (fraction ?? ''));

function zoneOf(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  if (text === 'Z') return 0;
  const minutes = Number(text.slice(1, 3)) * 60 + Number(text.slice(4, 6));
  return text.startsWith('-') ? -minutes : minutes;
}

function toUtc({ fields, zone }: Moment): Fields {
  const [year, month, day, hour, minute, second] = fields;
  if (year === undefined || month === undefined || day === undefined || hour === undefined) return fields;
  const shifted = new Date(Date.UTC(year, month - 1, day, hour, (minute ?? 0) - (zone ?? 0)));
  return [
    shifted.getUTCFullYear(),
    shifted.getUTCMonth() + 1,
    shifted.getUTCDate(),
    shifted.getUTCHours(),
    minute === undefined ? undefined : shifted.getUTCMinutes(),
    second,
  ];
}
