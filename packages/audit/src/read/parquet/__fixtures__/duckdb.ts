import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type DuckDBConnection, DuckDBInstance, type DuckDBValue } from '@duckdb/node-api';

/** DuckDB, as the writer of files to read, and as a second opinion on what is in them. */
export interface Oracle {
  /** A new file path in a folder of its own. */
  readonly path: (name: string) => string;
  /** @param options as in SQL: `COMPRESSION zstd, ROW_GROUP_SIZE 2048` */
  readonly write: (path: string, select: string, options?: string) => Promise<void>;
  /** The rows as JSON, where NaN and infinity are null. */
  readonly rows: (path: string) => Promise<readonly unknown[]>;
  readonly query: (sql: string) => Promise<readonly (readonly DuckDBValue[])[]>;
  readonly close: () => Promise<void>;
}

export async function openOracle(): Promise<Oracle> {
  const folder = await mkdtemp(join(tmpdir(), 'distillable-parquet-'));
  const instance = await DuckDBInstance.create(':memory:', { threads: '1' });
  const connection: DuckDBConnection = await instance.connect();
  await connection.run("SET timezone = 'UTC'");
  const query: Oracle['query'] = async (sql) => (await connection.runAndReadAll(sql)).getRows();
  return {
    path: (name) => join(folder, name),
    query,
    async write(path, select, options) {
      const settings = ['FORMAT parquet', ...(options === undefined ? [] : [options])].join(', ');
      await connection.run(`COPY (${select}) TO '${path}' (${settings})`);
    },
    async rows(path) {
      const texts = await query(`SELECT to_json(t)::VARCHAR FROM read_parquet('${path}') t`);
      return texts.map(([text]) => JSON.parse(validJson(String(text))));
    },
    async close() {
      connection.closeSync();
      instance.closeSync();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

function validJson(text: string): string {
  return text.replace(/"(?:[^"\\]|\\.)*"|-?(?:NaN|Infinity)/g, (token) =>
    token.startsWith('"') ? token : 'null',
  );
}
