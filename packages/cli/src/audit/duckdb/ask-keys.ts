import type { DuckDBConnection, DuckDBValue } from '@duckdb/node-api';
import type { CountedKey } from './row-tally.js';

/** Asks for model, time, number of rows and number of the first row. @throws what DuckDB does */
export async function askKeys(connection: DuckDBConnection, query: string): Promise<readonly CountedKey[]> {
  const answer = await connection.runAndReadAll(query);
  return answer.getRows().map(keyOf);
}

function keyOf([model, time, rows, first]: readonly DuckDBValue[]): CountedKey {
  const text = (value: DuckDBValue | undefined): string | null => (typeof value === 'string' ? value : null);
  return {
    model: text(model),
    time: text(time),
    rows: Number(rows),
    first: first === null || first === undefined ? null : Number(first),
  };
}
