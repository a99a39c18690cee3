import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { DuckDBInstance } from '@duckdb/node-api';
import { median } from '../median.mjs';
import { nestedRow, writeSampleRows } from '../rows/sample-rows.mjs';
import { runInterleaved } from '../run-interleaved.mjs';
import { runMeasured } from '../run-measured.mjs';

const scripts = {
  jsonl: new URL('../rows/count-names-in-jsonl.mjs', import.meta.url),
  parquet: new URL('../rows/count-names-in-parquet.mjs', import.meta.url),
};

/** How long each set of places may take, against the baseline. */
const goals = /** @type {const} */ ({
  flat: { ratio: 1 / 8 },
  nested: { ratio: 1.5 },
});

/**
 * Counts the models that a dataset names, in a Parquet file as DuckDB writes it (zstd), against readline and JSON.parse
 * on the same rows as JSONL: in one column of text; and in a column of text, a struct, a list, and a list of structs.
 *
 * @param {{ readonly smoke: boolean, readonly rows: number }} options How many rows the dataset has.
 * @returns {Promise<import('../comparison-table.mjs').Comparison[]>}
 */
export async function readParquet({ smoke, rows }) {
  const directory = await mkdtemp(join(tmpdir(), 'distillable-bench-'));
  try {
    const [jsonl, parquet] = [join(directory, 'rows.jsonl'), join(directory, 'rows.parquet')];
    await writeSampleRows(jsonl, rows, nestedRow);
    await writeParquet(jsonl, parquet);
    const rounds = smoke ? { rounds: 1, warmUp: 0 } : { rounds: 5, warmUp: 1 };
    const comparisons = [];
    for (const which of /** @type {const} */ (['flat', 'nested'])) {
      const sides = {
        baseline: () => count(scripts.jsonl, jsonl, which),
        ours: () => count(scripts.parquet, parquet, which),
      };
      comparisons.push(...compare(which, rows, await runInterleaved(sides, rounds)));
    }
    return comparisons;
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}

/**
 * @param {string} jsonl
 * @param {string} parquet
 */
async function writeParquet(jsonl, parquet) {
  const instance = await DuckDBInstance.create(':memory:');
  const connection = await instance.connect();
  await connection.run(
    `COPY (FROM read_json('${jsonl}', format = 'newline_delimited')) TO '${parquet}' (FORMAT parquet, COMPRESSION zstd)`,
  );
  connection.closeSync();
  instance.closeSync();
}

/** @typedef {Awaited<ReturnType<typeof runMeasured>>} Cost */

/**
 * @param {URL} script
 * @param {string} file
 * @param {string} which
 * @returns {Promise<Cost>}
 */
async function count(script, file, which) {
  return runMeasured([fileURLToPath(script), file, which]);
}

/**
 * @param {keyof typeof goals} which
 * @param {number} rows
 * @param {{ readonly baseline: readonly Cost[], readonly ours: readonly Cost[] }} costs
 * @returns {import('../comparison-table.mjs').Comparison[]}
 */
function compare(which, rows, { baseline, ours }) {
  const counts = new Set([...baseline, ...ours].map(({ stdout }) => stdout));
  if (counts.size > 1) throw new Error('the names in the Parquet file must be those in the JSONL');
  const name = `names in ${rows.toLocaleString('en')} rows of Parquet, ${which} / readline, JSON.parse of JSONL`;
  /** @param {'ms' | 'MB'} cost */
  const medians = (cost) => ({
    baseline: median(baseline.map((each) => each[cost])),
    ours: median(ours.map((each) => each[cost])),
  });
  return [
    { name, unit: 'ms', ...medians('ms'), goal: goals[which] },
    { name: `${name}: largest resident size`, unit: 'MB', ...medians('MB'), goal: { limit: 400 } },
  ];
}
