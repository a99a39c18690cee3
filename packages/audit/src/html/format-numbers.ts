const counts = new Intl.NumberFormat('en-GB');

/** `1,234,567`. */
export function formatCount(count: number): string {
  return counts.format(count);
}

/** `1 row`, `1,234 rows`. The plural is the singular with an `s` unless it is given. */
export function countOf(count: number, singular: string, plural = `${singular}s`): string {
  return `${formatCount(count)} ${count === 1 ? singular : plural}`;
}

/** `12.3 %` of the whole. A part is never rounded away to nothing, nor up to the whole. */
export function formatShare(part: number, whole = 1): string {
  if (part === 0 || whole === 0) return '0 %';
  if (part === whole) return '100 %';
  const percent = (part / whole) * 100;
  if (percent < 0.1) return '< 0.1 %';
  if (percent > 99.9) return '> 99.9 %';
  return `${percent.toFixed(1)} %`;
}

const units = ['B', 'kB', 'MB', 'GB', 'TB'] as const;

/** `394 MB`: powers of 1,000, three digits. */
export function formatBytes(bytes: number): string {
  const power = bytes < 1 ? 0 : Math.min(Math.floor(Math.log10(bytes) / 3), units.length - 1);
  return `${Number((bytes / 1000 ** power).toPrecision(3)).toLocaleString('en-GB')} ${units[power] ?? 'B'}`;
}

const day = new Intl.DateTimeFormat('en-GB', {
  timeZone: 'UTC',
  day: 'numeric',
  month: 'long',
  year: 'numeric',
});
const clock = new Intl.DateTimeFormat('en-GB', { timeZone: 'UTC', hour: '2-digit', minute: '2-digit' });
const month = new Intl.DateTimeFormat('en-US', { timeZone: 'UTC', month: 'short', year: 'numeric' });

/** `24 November 2026, 03:33 UTC`; text that is no time stays as it is. */
export function formatTime(iso: string): string {
  const date = new Date(iso);
  return Number.isNaN(date.getTime())
    ? visibleText(iso, 20)
    : `${day.format(date)}, ${clock.format(date)} UTC`;
}

/** `Nov 2026` for `2026-11`; text that is no month stays as it is. */
export function formatMonth(yearAndMonth: string): string {
  const date = new Date(`${yearAndMonth}-01T00:00:00Z`);
  return Number.isNaN(date.getTime()) ? visibleText(yearAndMonth, 10) : month.format(date);
}

/**
 * Controls, marks that reorder bidirectional text, characters without width and halves of surrogate pairs: a reader
 * would not see them, and two names that differ by them alone would look the same.
 */
const unseen = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\u115f\u1160\u3164\uffa0]/gu;

/**
 * Text of the data as a reader can tell it from any other: what can't be seen is written as its code point, `[U+202E]`,
 * and text over `limit` characters is cut, with its length told.
 */
export function visibleText(text: string, limit = 200): string {
  const cut = text.length > limit ? text.slice(0, limit) : text;
  const shown = cut.replaceAll(unseen, (character) => {
    const digits = (character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0');
    return `[U+${digits}]`;
  });
  return cut === text ? shown : `${shown}… (${formatCount(text.length)} characters)`;
}
