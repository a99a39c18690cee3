import { visibleText } from './visible-text.js';

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
