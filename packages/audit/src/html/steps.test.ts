import { expect, test } from 'vitest';
import type { AuditReport } from '../report.js';
import { allowedReport, emptyReport, mixedReport, modelOf, reportOf } from './__fixtures__/audit-reports.js';
import { nextSteps } from './steps.js';

test('says what to do in order of urgency, the licences last', () => {
  expect(nextSteps(mixedReport).map(({ title }) => title)).toEqual([
    'Remove 39,926 rows of 3 models that are not distillable',
    'Find out what 2 unknown names mean',
    'Add older catalogs, or the time of the rows',
    'Say which model wrote 703 rows',
    'Find out what 1 model did that is named outside the rows',
    'Repair or drop 3 corrupt rows',
    'Explain 3 rows that contradict the ledger',
    'Read the licences, and keep this report with the data',
  ]);
});

test('names the refused models, worst first, with what to use instead', () => {
  const [step] = nextSteps(mixedReport);
  expect(step?.models.map(({ model }) => model)).toEqual([
    'openai/gpt-5.2',
    'anthropic/claude-sonnet-4.6',
    'google/gemma-3-27b-it',
  ]);
  expect(step?.models[0]?.alternatives).toContain('qwen/qwen3-max');
});

test('asks for nothing but the licences where all is well, and for another look where nothing was read', () => {
  expect(nextSteps(allowedReport).map(({ title }) => title)).toEqual([
    'Read the licences, and keep this report with the data',
  ]);
  expect(nextSteps(emptyReport).map(({ title }) => title)).toEqual(['Check the input']);
});

test('puts the real list before everything else where the catalog is a sample', () => {
  const catalogs = allowedReport.catalogs.map((catalog) => ({ ...catalog, sample: 'Not today’s.' }));
  const report = reportOf([modelOf('openai/b', 'not-distillable', 1)], { catalogs });
  expect(nextSteps(report)[0]).toMatchObject({ command: 'distillable refresh' });
});

test('asks for own proof of what only the policy allows', () => {
  const report = reportOf([modelOf('own/model', 'unknown', 4, { code: 'ADMITTED_BY_POLICY' })]);
  expect(nextSteps(report)[0]?.title).toBe('Keep your own proof for 4 rows that only the policy allows');
  expect(nextSteps(report)).toHaveLength(2);
});

test('names the flag that declares a model, where a column or a file beside the data looks as if one wrote all', () => {
  const unnamed = [modelOf(null, 'unnamed', 3)];
  const commandOf = (more: Partial<AuditReport>) =>
    nextSteps(reportOf(unnamed, more)).find(({ title }) => title.startsWith('Say which'))?.command;
  expect(commandOf({})).toContain('--model-field');
  expect(commandOf({ outside: mixedReport.outside })).toContain('--assume-model');
  expect(commandOf({ files: mixedReport.files })).toContain('--assume-model');
});
