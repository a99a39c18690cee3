import { expect, test } from 'vitest';
import { noRows } from './parts.js';
import { monthColumns, timedRows } from './timeline.js';

const month = (name: string) => ({ month: name, rows: { ...noRows, distillable: 1 } });

test('keeps months without rows as gaps, across the turn of a year', () => {
  const { months, gaps } = monthColumns([month('2025-11'), month('2026-02')]);
  expect(months.map(({ month, counts }) => [month, counts.distillable])).toEqual([
    ['2025-11', 1],
    ['2025-12', 0],
    ['2026-01', 0],
    ['2026-02', 1],
  ]);
  expect(gaps).toBe(true);
});

test('leaves gaps out and sums up the oldest where times are spread widely', () => {
  const columns = monthColumns([month('1970-01'), month('1999-12'), month('2026-01'), month('9999-12')], 3);
  expect(columns.months.map(({ month }) => month)).toEqual(['1999-12', '2026-01', '9999-12']);
  expect([columns.earlier.distillable, columns.gaps]).toEqual([1, false]);
});

test('draws no column for no month', () => {
  expect(monthColumns([])).toEqual({ months: [], earlier: noRows, gaps: true });
  expect(timedRows([month('2026-01'), month('2026-02')])).toBe(2);
});
