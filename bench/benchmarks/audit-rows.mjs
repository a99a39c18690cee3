import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { median } from '../median.mjs';
import { fivePlacesRow, sampleRow, writeSampleRows } from '../rows/sample-rows.mjs';
import { runInterleaved } from '../run-interleaved.mjs';
import { runMeasured } from '../run-measured.mjs';
import { sampleSnapshot } from '../sample-snapshot.mjs';

const readline = fileURLToPath(new URL('../rows/count-with-readline.mjs', import.meta.url));
const command = fileURLToPath(
  new URL('bin/distillable.cjs', import.meta.resolve('distillable/package.json')),
);

/** Datasets, with the goals: how many times as fast as the baseline, and the largest resident size in MB. */
const datasets = [
  { name: 'rows', row: sampleRow, speed: 1.9, MB: 150 },
  { name: 'rows with five places', row: fivePlacesRow, speed: 1.5, MB: 200 },
];

/**
 * `distillable audit` on datasets, against a script that counts their models with readline and JSON.parse: the whole
 * command, from its start to its report.
 *
 * @param {{ readonly smoke: boolean, readonly rows: number }} options How many rows a dataset has.
 * @returns {Promise<import('../comparison-table.mjs').Comparison[]>}
 */
export async function auditRows({ smoke, rows }) {
  const directory = await mkdtemp(join(tmpdir(), 'distillable-bench-'));
  const comparisons = [];
  try {
    const files = { dataset: join(directory, 'rows.jsonl'), catalog: join(directory, 'catalog.json') };
    await writeFile(files.catalog, JSON.stringify(sampleSnapshot(400)));
    for (const dataset of datasets) {
      await writeSampleRows(files.dataset, rows, dataset.row);
      const rounds = smoke ? { rounds: 1, warmUp: 0 } : { rounds: rows > 2e6 ? 3 : 7, warmUp: 1 };
      const costs = await runInterleaved(
        {
          baseline: () => countWithReadline(files.dataset, rows),
          ours: () => audit(files, rows),
        },
        rounds,
      );
      comparisons.push(...compare(dataset, rows, costs));
    }
    return comparisons;
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}

/** @typedef {{ readonly speed: number, readonly MB: number }} Cost Rows in a second, and resident memory. */

/**
 * @param {string} dataset
 * @param {number} rows
 * @returns {Promise<Cost>}
 */
async function countWithReadline(dataset, rows) {
  const { stdout, ms, MB } = await runMeasured([readline, dataset]);
  /** @type {Record<string, number>} */
  const counts = JSON.parse(stdout);
  expectAll(
    rows,
    Object.values(counts).reduce((sum, count) => sum + count, 0),
  );
  return { speed: (rows / ms) * 1_000, MB };
}

/**
 * @param {{ readonly dataset: string, readonly catalog: string }} files
 * @param {number} rows
 * @returns {Promise<Cost>}
 */
async function audit({ dataset, catalog }, rows) {
  const { stdout, ms, MB } = await runMeasured([
    command,
    'audit',
    dataset,
    '--catalog',
    catalog,
    '--json',
    '--fail-on',
    'none',
  ]);
  const { totals, models } = JSON.parse(stdout);
  expectAll(rows, totals.rows);
  if (models.length < 12) throw new Error(`the rows name a dozen models or more, not ${models.length}`);
  return { speed: (rows / ms) * 1_000, MB };
}

/**
 * @param {number} rows
 * @param {number} count
 */
function expectAll(rows, count) {
  if (count !== rows) throw new Error(`${rows} rows must be read, and ${count} were`);
}

/**
 * @param {(typeof datasets)[number]} dataset
 * @param {number} rows
 * @param {{ readonly baseline: readonly Cost[], readonly ours: readonly Cost[] }} costs
 * @returns {import('../comparison-table.mjs').Comparison[]}
 */
function compare(dataset, rows, { baseline, ours }) {
  const name = `audit of ${rows.toLocaleString('en')} ${dataset.name} / readline, JSON.parse`;
  /** @param {keyof Cost} which */
  const medians = (which) => ({
    baseline: median(baseline.map((cost) => cost[which])),
    ours: median(ours.map((cost) => cost[which])),
  });
  return [
    { name, unit: 'rows/s', ...medians('speed'), goal: { atLeast: dataset.speed } },
    { name: `${name}: largest resident size`, unit: 'MB', ...medians('MB'), goal: { limit: dataset.MB } },
  ];
}
