import { expect, test } from 'vitest';
import { modelOf, reportOf } from './__fixtures__/audit-reports.js';
import { sharesByAuthor, sharesByModel, sumOf } from './next-steps.js';

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
