const daysBeforeMonth = [0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334] as const;
const daysInMonth = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31] as const;

/** `2026-01-31`, then perhaps a time with a fraction and a zone; without a zone it is UTC. ASCII alone. */
const timeOfDay = /^[T ](\d{2}):(\d{2})(?::(\d{2})(?:[.,](\d+))?)?[ \t]*(Z|[+-]\d{2}(?::?\d{2})?)?$/i;

/** 2000-01-01: smaller numbers are rather lengths of time. */
const firstSecond = 946_684_800;

/** Beyond the year 9999 a number is no time in that unit, so it is taken for a smaller one. */
const lastSecond = 253_402_300_799;

/**
 * Milliseconds since the epoch from Unix seconds, milliseconds, microseconds or nanoseconds (told apart by their size), as
 * a number or as text, or from an ISO 8601 date or date and time; null for anything else.
 */
export function parseTime(value: unknown): number | null {
  if (typeof value === 'number') return fromUnix(value);
  if (typeof value !== 'string' || value.length < 8) return null;
  return fromIso(value) ?? fromDigits(value);
}

function fromDigits(text: string): number | null {
  return /^\d{9,20}(?:\.\d+)?$/.test(text) ? fromUnix(Number(text)) : null;
}

function fromUnix(value: number): number | null {
  if (!(value >= firstSecond)) return null;
  if (value <= lastSecond) return value * 1e3;
  if (value <= lastSecond * 1e3) return value;
  if (value <= lastSecond * 1e6) return value / 1e3;
  return value <= lastSecond * 1e9 ? value / 1e6 : null;
}

/** By hand, since every row has one: `Date.parse` takes several times as long, and reads no zone as local time. */
function fromIso(text: string): number | null {
  if (text.length < 10 || text.charCodeAt(4) !== 0x2d || text.charCodeAt(7) !== 0x2d) return null;
  const year = digits(text, 0, 4);
  const month = digits(text, 5, 7);
  const day = digits(text, 8, 10);
  const start = startOfDay(year, month, day);
  if (start === null) return null;
  if (text.length === 10) return start;
  if (text.length === 20 && text.charCodeAt(19) === 0x5a) {
    const [hour, minute, second] = [digits(text, 11, 13), digits(text, 14, 16), digits(text, 17, 19)];
    const isPlain =
      text.charCodeAt(10) === 0x54 && text.charCodeAt(13) === 0x3a && text.charCodeAt(16) === 0x3a;
    if (isPlain && hour >= 0 && hour < 24 && minute >= 0 && minute < 60 && second >= 0 && second < 60)
      return start + ((hour * 60 + minute) * 60 + second) * 1e3;
  }
  const rest = timeOfDayOf(text.slice(10));
  return rest === null ? null : start + rest;
}

function timeOfDayOf(text: string): number | null {
  const match = timeOfDay.exec(text);
  if (match === null) return null;
  const [, hour = '', minute = '', second = '0', fraction = '', zone = 'Z'] = match;
  // 24:00 ends a day, and 60 is a leap second.
  if (Number(hour) > 24 || Number(minute) > 59 || Number(second) > 60) return null;
  const seconds = (Number(hour) * 60 + Number(minute)) * 60 + Number(second);
  const offset = zoneMinutes(zone);
  return offset === null ? null : seconds * 1e3 + Math.floor(Number(`0.${fraction}0`) * 1e3) - offset * 6e4;
}

function zoneMinutes(zone: string): number | null {
  if (/^z$/i.test(zone)) return 0;
  const [hours, minutes] = [Number(zone.slice(1, 3)), Number(zone.slice(3).replace(':', '') || '0')];
  if (hours > 23 || minutes > 59) return null;
  return (zone.startsWith('-') ? -1 : 1) * (hours * 60 + minutes);
}

function startOfDay(year: number, month: number, day: number): number | null {
  const most = daysInMonth[month - 1];
  if (year < 1 || most === undefined || day < 1 || day > most) return null;
  const isLeap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  if (month === 2 && day === 29 && !isLeap) return null;
  const before = year - 1;
  const leapDays = Math.floor(before / 4) - Math.floor(before / 100) + Math.floor(before / 400);
  const dayOfYear = (daysBeforeMonth[month - 1] ?? 0) + (isLeap && month > 2 ? 1 : 0) + day - 1;
  // 719,162 days lie between the year 1 and 1970.
  return (before * 365 + leapDays + dayOfYear - 719_162) * 86_400_000;
}

/** The number that these characters write; NaN where one of them is no digit. */
function digits(text: string, from: number, to: number): number {
  let value = 0;
  for (let at = from; at < to; at += 1) {
    const digit = text.charCodeAt(at) - 0x30;
    if (!(digit >= 0 && digit <= 9)) return Number.NaN;
    value = value * 10 + digit;
  }
  return value;
}
