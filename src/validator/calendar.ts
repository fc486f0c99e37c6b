const DAYS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

const digit = (text: string, at: number): number => text.charCodeAt(at) - 48;
const two = (text: string, at: number): number => digit(text, at) * 10 + digit(text, at + 1);
const isDigit = (text: string, at: number): boolean => {
  const c = text.charCodeAt(at);
  return c >= 48 && c <= 57;
};

/** True when `text` begins with `YYYY-MM-DD` in digits: a year but 0000, a month and a day of the month up to 31. */
export function isDayText(text: string): boolean {
  if (!isDigit(text, 0) || !isDigit(text, 1) || !isDigit(text, 2) || !isDigit(text, 3)) return false;
  if (text.charCodeAt(4) !== 45 || !isDigit(text, 5) || !isDigit(text, 6)) return false;
  if (text.charCodeAt(7) !== 45 || !isDigit(text, 8) || !isDigit(text, 9)) return false;
  const month = two(text, 5);
  const day = two(text, 8);
  return month >= 1 && month <= 12 && day >= 1 && day <= 31 && (two(text, 0) > 0 || two(text, 2) > 0);
}

/** True when the leading `YYYY-MM-DD` of `text` is a day of the Gregorian calendar; its digits must be in place already. */
export function isCalendarDate(text: string): boolean {
  const year = two(text, 0) * 100 + two(text, 2);
  const month = two(text, 5);
  const day = two(text, 8);
  if (month < 1 || month > 12 || day < 1) return false;
  const leap = month === 2 && year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  return day <= (DAYS[month - 1] ?? 0) + (leap ? 1 : 0);
}

/** Reads `hh:mm:ss(.f+)?` at `at`; the index after it, or -1. Second 60 is a leap second. */
export function isClock(text: string, at: number): number {
  if (!isDigit(text, at) || !isDigit(text, at + 1) || !isDigit(text, at + 3) || !isDigit(text, at + 4)) return -1;
  if (!isDigit(text, at + 6) || !isDigit(text, at + 7)) return -1;
  if (text.charCodeAt(at + 2) !== 58 || text.charCodeAt(at + 5) !== 58) return -1;
  if (two(text, at) > 23 || two(text, at + 3) > 59 || two(text, at + 6) > 60) return -1;
  let end = at + 8;
  if (text.charCodeAt(end) !== 46) return end;
  end += 1;
  const start = end;
  while (isDigit(text, end)) end += 1;
  return end === start ? -1 : end;
}

/** True when `text` from `at` to its end is `Z` or an offset up to 14:00. */
export function isOffset(text: string, at: number): boolean {
  if (text.length === at + 1) return text.charCodeAt(at) === 90;
  if (text.length !== at + 6) return false;
  const sign = text.charCodeAt(at);
  if (sign !== 43 && sign !== 45) return false;
  if (!isDigit(text, at + 1) || !isDigit(text, at + 2) || text.charCodeAt(at + 3) !== 58) return false;
  if (!isDigit(text, at + 4) || !isDigit(text, at + 5)) return false;
  const hours = two(text, at + 1);
  const minutes = two(text, at + 4);
  return (hours <= 13 && minutes <= 59) || (hours === 14 && minutes === 0);
}
