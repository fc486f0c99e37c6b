/** A span of time in epoch milliseconds, both ends included; infinite where a period is open. */
export interface Span {
  readonly low: number;
  readonly high: number;
}

const DATE_TIME = /^(\d{4})(?:-(\d{2})(?:-(\d{2})(?:T(\d{2}):(\d{2})(?::(\d{2})(\.\d+)?)?(Z|[+-]\d{2}:\d{2})?)?)?)?$/;

/** The span a FHIR date, dateTime or instant stands for, by its precision (UTC where it has no zone); undefined for no real date. */
export function spanOf(text: string): Span | undefined {
  const match = DATE_TIME.exec(text);
  if (!match) return undefined;
  const [, year = '', month, day, hour, minute, second, fraction, zone] = match;
  const low = Date.UTC(Number(year), Number(month ?? 1) - 1, Number(day ?? 1));
  const date = new Date(low);
  if (Number(year) === 0 || date.getUTCFullYear() !== Number(year)) return undefined;
  if (date.getUTCMonth() !== Number(month ?? 1) - 1 || date.getUTCDate() !== Number(day ?? 1)) return undefined;
  if (month === undefined) return { low, high: Date.UTC(Number(year) + 1, 0, 1) - 1 };
  if (day === undefined) return { low, high: Date.UTC(Number(year), Number(month), 1) - 1 };
  if (hour === undefined) return { low, high: low + 86_400_000 - 1 };
  if (Number(hour) > 23 || Number(minute) > 59 || Number(second ?? 0) > 60) return undefined;
  const millis = fraction === undefined ? 0 : Math.floor(Number(`0${fraction}`) * 1000);
  const start =
    low + Number(hour) * 3_600_000 + Number(minute) * 60_000 + Number(second ?? 0) * 1000 + millis - offset(zone);
  const width = second === undefined ? 60_000 : fraction === undefined ? 1000 : 1;
  return { low: start, high: start + width - 1 };
}

function offset(zone: string | undefined): number {
  if (zone === undefined || zone === 'Z') return 0;
  const minutes = Number(zone.slice(1, 3)) * 60 + Number(zone.slice(4, 6));
  return (zone.startsWith('-') ? -1 : 1) * minutes * 60_000;
}
