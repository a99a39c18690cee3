/**
 * The wait that a `Retry-After` header asks for, in milliseconds: delay-seconds or an HTTP date (RFC 9110, 10.2.3).
 * Undefined when the header is absent or unreadable; 0 for a date that has passed.
 */
export function parseRetryAfter(header: string | undefined, now: number): number | undefined {
  const text = header?.trim() ?? '';
  if (/^\d+$/.test(text)) return Number(text) * 1_000;
  // Date.parse reads many things that are no HTTP date ("-5", "3.5"): only a day's name may begin one.
  const date = /^[A-Za-z]{3,9},? /.test(text) ? Date.parse(text) : Number.NaN;
  return Number.isNaN(date) ? undefined : Math.max(0, date - now);
}
