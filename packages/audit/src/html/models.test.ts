import { expect, test } from 'vitest';
import { modelOf, reportOf } from './__fixtures__/audit-reports.js';
import { sharesByAuthor, sharesByModel } from './models.js';
import { barParts, noRows, sumOf } from './parts.js';

test('draws the parts worst first and end to end', () => {
  expect(barParts({ ...noRows, distillable: 75, 'not-distillable': 25 }, 50)).toEqual([
    { verdict: 'not-distillable', start: 0, size: 12.5 },
    { verdict: 'distillable', start: 12.5, size: 37.5 },
  ]);
});

test('keeps one bad row among millions in sight, within the length of the bar', () => {
  const [bad, good] = barParts({ ...noRows, distillable: 10_000_000, unknown: 1 }, 100);
  expect(bad?.size).toBeGreaterThan(0.9);
  expect((good?.start ?? 0) + (good?.size ?? 0)).toBeCloseTo(100);
});

test('draws nothing where there are no rows', () => {
  expect(barParts(noRows, 100)).toEqual([]);
});

const models = [
  modelOf('qwen/a', 'distillable', 50),
  modelOf('openai/b', 'not-distillable', 2),
  modelOf('qwen/c', 'unknown', 7),
  modelOf(null, 'unnamed', 3),
  modelOf('openai/d', 'not-distillable', 9),
];

test('lists models by worst verdict, then by rows', () => {
  const { top, others } = sharesByModel(reportOf(models));
  expect(top.map(({ name, rows }) => [name, rows])).toEqual([
    ['openai/d', 9],
    ['openai/b', 2],
    ['qwen/c', 7],
    [null, 3],
    ['qwen/a', 50],
  ]);
  expect(others).toBeNull();
});

test('adds up the models of an author, each verdict by itself', () => {
  const { top } = sharesByAuthor(reportOf(models));
  expect(top.map(({ name, worst, rows }) => [name, worst, rows])).toEqual([
    ['openai', 'not-distillable', 11],
    ['qwen', 'unknown', 57],
    [null, 'unnamed', 3],
  ]);
  expect(top[1]?.counts).toMatchObject({ unknown: 7, distillable: 50 });
});

test('sums up what is beyond the limit, and loses no row', () => {
  const { top, others } = sharesByModel(reportOf(models), 2);
  expect(top).toHaveLength(2);
  expect(others).toMatchObject({ count: 3, counts: { unknown: 7, unnamed: 3, distillable: 50 } });
  expect(top.reduce((sum, { rows }) => sum + rows, 0) + (others === null ? 0 : sumOf(others.counts))).toBe(
    71,
  );
});

test('shows a single one beyond the limit by its name', () => {
  const { top, others } = sharesByModel(reportOf(models), 4);
  expect([top.length, others]).toEqual([5, null]);
});
