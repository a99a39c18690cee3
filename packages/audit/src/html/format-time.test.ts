import { expect, test } from 'vitest';
import { formatMonth, formatTime } from './format-numbers.js';

test('writes times in UTC, wherever the audit runs', () => {
  expect(formatTime('2026-11-24T03:33:11.000Z')).toBe('24 November 2026, 03:33 UTC');
  expect(formatTime('2026-11-24T23:30:00-02:00')).toBe('25 November 2026, 01:30 UTC');
  expect(formatMonth('2026-09')).toBe('Sep 2026');
});

test('keeps text that is no time, made visible', () => {
  expect(formatTime('\u202Enever')).toBe('[U+202E]never');
  expect(formatMonth('soon')).toBe('soon');
});
