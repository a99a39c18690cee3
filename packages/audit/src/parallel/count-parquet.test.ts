import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Oracle, openOracle } from '../read/parquet/__fixtures__/duckdb.js';
import { type CountedParquet, countParquet } from './count-parquet.js';
import { scanRowGroups } from './scan-row-groups.js';

const rows = 12_000;
let oracle: Oracle;
let path: string;

beforeAll(async () => {
  oracle = await openOracle();
  path = oracle.path('rows.parquet');
  await oracle.write(
    path,
    `SELECT CASE WHEN i > 11000 THEN 'late' WHEN i > 100 THEN 'a/' || i % 7 END AS model,
      1700000000 + i * 60 AS created FROM range(${rows}) t(i)`,
    'ROW_GROUP_SIZE 2048',
  );
});

afterAll(async () => {
  await oracle.close();
});

interface Counted {
  readonly rows: number;
  /** Rows by name, and the first of them. */
  readonly names: ReadonlyMap<string, { rows: number; readonly line: number }>;
}

async function count(threads: number, options: Partial<CountedParquet> = {}): Promise<Counted> {
  const rowGroups = [2048, 2048, 2048, 2048, 2048, 1760].map((size) => ({ rows: size }));
  // Later parts are ready first, and messages are copies, as those of threads are.
  const scanElsewhere: CountedParquet['scanElsewhere'] = async (task, onRows) =>
    structuredClone(await scanRowGroups(structuredClone(task), onRows));
  const names = new Map<string, { rows: number; readonly line: number }>();
  const onGroups: CountedParquet['onGroups'] = (groups, before) => {
    for (const group of groups) {
      const [name = 'none'] = group.names.map((found) => found.name);
      const known = names.get(name) ?? { rows: 0, line: before + group.line };
      known.rows += group.rows;
      names.set(name, known);
    }
  };
  const work = {
    path,
    rowGroups,
    places: {},
    fields: {},
    periods: { since: [0], byTime: false },
    maxPlaces: 10,
    threads,
  };
  const counted = await countParquet({ ...work, onRows: () => {}, onGroups, scanElsewhere, ...options });
  return { rows: counted.rows, names };
}

describe('countParquet', () => {
  it.each([2, 3, 4, 6, 9])('finds with %s threads what one finds', async (threads) => {
    const inOrder = await count(1);
    expect(inOrder.rows).toBe(rows);
    expect(inOrder.names.get('a/3')).toMatchObject({ line: 102 });
    expect(inOrder.names.get('late')).toEqual({ rows: 999, line: 11_002 });
    expect(await count(threads)).toEqual(inOrder);
  });

  it('reports the rows of all threads together', async () => {
    const reported: number[] = [];
    await count(3, { onRows: (read) => reported.push(read) });
    expect(reported.at(-1)).toBe(rows);
    expect(reported).toEqual(reported.toSorted((a, b) => a - b));
  });

  it('fails with the error of the part that could not be read, and stops the others', async () => {
    const signals: AbortSignal[] = [];
    const failing: CountedParquet['scanElsewhere'] = async (_, __, signal) => {
      signals.push(signal);
      throw new Error('broken');
    };
    await expect(count(2, { scanElsewhere: failing })).rejects.toThrow('broken');
    expect(signals.map(({ aborted }) => aborted)).toEqual([true]);
  });
});
