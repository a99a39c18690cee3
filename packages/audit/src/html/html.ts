import { formatCount } from '../numbers.js';

/** Text that is HTML already: made by `html` alone, so that nothing gets into the page unescaped. */
export class Html {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

export type HtmlValue = string | number | Html | null | readonly HtmlValue[];

/** HTML from a template. Text that is put in is escaped, for content and for quoted attributes; null is nothing. */
export function html(strings: TemplateStringsArray, ...values: readonly HtmlValue[]): Html {
  const parts = strings.map(
    (string, index) => (index === 0 ? '' : toHtml(values[index - 1] ?? null)) + string,
  );
  return new Html(parts.join(''));
}

function toHtml(value: HtmlValue): string {
  if (value === null) return '';
  if (value instanceof Html) return value.text;
  if (typeof value === 'object') return value.map(toHtml).join('');
  return escapeHtml(String(value));
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function escapeHtml(text: string): string {
  return text.replaceAll(/[&<>"']/g, (character) => entities[character] ?? '');
}

const day = new Intl.DateTimeFormat('en-GB', {
  timeZone: 'UTC',
  day: 'numeric',
  month: 'long',
  year: 'numeric',
});
const clock = new Intl.DateTimeFormat('en-GB', { timeZone: 'UTC', hour: '2-digit', minute: '2-digit' });
const month = new Intl.DateTimeFormat('en-US', { timeZone: 'UTC', month: 'short', year: 'numeric' });

/** `24 November 2026, 03:33 UTC`; text that is not a time stays as it is. */
export function formatTime(iso: string): string {
  const date = new Date(iso);
  return Number.isNaN(date.getTime())
    ? visibleText(iso, 20)
    : `${day.format(date)}, ${clock.format(date)} UTC`;
}

/** `Nov 2026` for `2026-11`; text that is not a month stays as it is. */
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
 * Text of the data as a reader can distinguish it from any other: what can't be seen is written as its code point,
 * `[U+202E]`, and text over `limit` characters is cut, with its length.
 */
export function visibleText(text: string, limit = 200): string {
  const cut = text.length > limit ? text.slice(0, limit) : text;
  const shown = cut.replaceAll(unseen, (character) => {
    const digits = (character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0');
    return `[U+${digits}]`;
  });
  return cut === text ? shown : `${shown}… (${formatCount(text.length)} characters)`;
}
