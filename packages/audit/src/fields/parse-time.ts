/** `2026-01-31`, then perhaps a time of day with a fraction and a zone; without a zone it is UTC. ASCII alone. */
const isoTime =
  /^(\d{4})-(\d\d)-(\d\d)(?:[T ](\d\d):(\d\d)(?::(\d\d)(?:[.,](\d+))?)?[ \t]*(?:Z|([+-])(\d\d):?(\d\d)?)?)?$/i;

/** 2000-01-01: smaller numbers are rather lengths of time. */
const firstSecond = 946_684_800;

/** Beyond the year 9999 a number is no time in that unit, so it is taken for a smaller one. */
const lastSecond = 253_402_300_799;

/**
 * Milliseconds since the epoch from Unix seconds, milliseconds, microseconds or nanoseconds (distinguished by their size), as
 * a number or as text, or from an ISO 8601 date or date and time; null for anything else.
 */
export function parseTime(value: unknown): number | null {
  if (typeof value === 'number') return fromUnix(value);
  if (typeof value !== 'string' || value.length < 8) return null;
  return /^\d{9,20}(?:\.\d+)?$/.test(value) ? fromUnix(Number(value)) : fromIso(value);
}

function fromUnix(value: number): number | null {
  if (!(value >= firstSecond)) return null;
  if (value <= lastSecond) return value * 1e3;
  if (value <= lastSecond * 1e3) return value;
  if (value <= lastSecond * 1e6) return value / 1e3;
  return value <= lastSecond * 1e9 ? value / 1e6 : null;
}

/** `Date.parse` would read a time without a zone as local time, and the 30th of February as the 2nd of March. */
function fromIso(text: string): number | null {
  const match = isoTime.exec(text);
  if (match === null) return null;
  const [, years, months, days, hour = '0', minute = '0', second = '0', fraction = '0'] = match;
  const [, , , , , , , , sign = '+', zoneHours = '0', zoneMinutes = '0'] = match;
  const [year, month, day] = [Number(years), Number(months), Number(days)];
  // `Date.UTC` takes years below 100 for those of the twentieth century.
  if (year < 100 || month < 1 || month > 12 || day < 1) return null;
  const start = Date.UTC(year, month - 1, day);
  if (start >= Date.UTC(year, month, 1)) return null;
  // 24:00 ends a day, and 60 is a leap second.
  if (Number(hour) > 24 || Number(minute) > 59 || Number(second) > 60) return null;
  if (Number(zoneHours) > 23 || Number(zoneMinutes) > 59) return null;
  const seconds = (Number(hour) * 60 + Number(minute)) * 60 + Number(second);
  const offsetMinutes = (sign === '-' ? -1 : 1) * (Number(zoneHours) * 60 + Number(zoneMinutes));
  return start + seconds * 1e3 + Math.floor(Number(`0.${fraction}`) * 1e3) - offsetMinutes * 6e4;
}
