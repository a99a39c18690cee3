import { expect, test } from 'vitest';
import type { AuditReport } from '../report.js';
import { allowedReport, emptyReport, mixedReport, modelOf, reportOf } from './__fixtures__/audit-reports.js';
import { overallVerdict } from './verdict.js';

const clean = modelOf('qwen/a', 'distillable', 9);
const [catalog] = allowedReport.catalogs;

test('allows a data set whose every row is proven distillable', () => {
  expect(overallVerdict(allowedReport)).toEqual({
    standing: 'allowed',
    word: 'Allowed',
    sentence:
      'All 1,000,000 rows name models that were distillable according to the catalog that judged them.',
    besides: null,
  });
});

test('does not allow one with a single row that is not distillable, whatever else it holds', () => {
  const verdict = overallVerdict(reportOf([modelOf('openai/b', 'not-distillable', 1), clean]));
  expect(verdict).toMatchObject({
    standing: 'not-allowed',
    sentence: '1 of 10 rows (10.0 %) names a model that is not distillable.',
    besides: null,
  });
});

test('names the worst in its sentence and all other doubts beside it', () => {
  const { standing, sentence, besides } = overallVerdict(mixedReport);
  expect(standing).toBe('not-allowed');
  expect(sentence).toBe('39,926 of 1,028,228 rows (3.9 %) name models that are not distillable.');
  expect(besides).toBe(
    'Besides, 5,366 rows can’t be proven, 703 rows name no model, 3 rows can’t be read, and 3 rows contradict the ledger.',
  );
});

const ledger = {
  ledgers: [{ file: 'l', head: { seq: 8, hash: 'a'.repeat(64) } }],
  matched: 8,
  missing: 0,
  textDiffers: 0,
  modelDiffers: 0,
  notVerified: 0,
  findings: [],
};

const doubtful: readonly (readonly [string, AuditReport, string])[] = [
  ['no row', emptyReport, 'There is no row to judge.'],
  ['an unknown row', reportOf([clean, modelOf('x/y', 'unknown', 1)]), '1 row can’t be proven'],
  ['a row without a model', reportOf([clean, modelOf(null, 'unnamed', 1)]), '1 row names no model'],
  [
    'a corrupt row',
    reportOf([clean], { corrupt: [{ file: 'f', line: 1, offset: 0, message: 'no JSON' }] }),
    '1 row can’t be read',
  ],
  [
    'a missing ledger entry',
    reportOf([clean], { ledger: { ...ledger, missing: 1 } }),
    '1 row contradicts the ledger',
  ],
  [
    'a text that differs',
    reportOf([clean], { ledger: { ...ledger, textDiffers: 2 } }),
    '2 rows contradict the ledger',
  ],
  [
    'a response that was not verified',
    reportOf([clean], { ledger: { ...ledger, notVerified: 2 } }),
    '2 rows contradict the ledger',
  ],
  [
    'a model that differs',
    reportOf([clean], { ledger: { ...ledger, modelDiffers: 2 } }),
    '2 rows contradict the ledger',
  ],
  [
    'a sample for a catalog',
    reportOf([clean], { catalogs: catalog === undefined ? [] : [{ ...catalog, sample: 'A sample.' }] }),
    'the catalog is a sample',
  ],
  [
    'verdicts that miss a row',
    reportOf([clean], { totals: { ...reportOf([clean]).totals, rows: 10 } }),
    'the verdicts do not add up to all rows',
  ],
];

test.each(doubtful)('does not call a data set with %s allowed', (_, report, doubt) => {
  const verdict = overallVerdict(report);
  expect(verdict.standing).toBe('not-proven');
  expect(verdict.sentence).toContain(doubt);
});
