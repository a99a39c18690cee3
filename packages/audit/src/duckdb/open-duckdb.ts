import type { DuckDBConnection } from '@duckdb/node-api';
import { AuditError, reasonOf } from '../audit-error.js';

/** Nothing is fetched and no file of the user's home is read: what is needed is compiled in. */
const configuration: Readonly<Record<string, string>> = {
  autoinstall_known_extensions: 'false',
  autoload_known_extensions: 'false',
};

/**
 * Opens a database in memory, hands it to `use`, and closes it, whatever happens. DuckDB is a peer that most commands
 * do without, so it is loaded here only.
 *
 * @throws AuditError `USAGE` where `@duckdb/node-api` is not installed, or has nothing for this platform
 */
export async function withDuckdb<Result>(
  what: string,
  use: (connection: DuckDBConnection) => Promise<Result>,
): Promise<Result> {
  const { DuckDBInstance } = await loadDuckdb(what);
  const instance = await DuckDBInstance.create(':memory:', { ...configuration });
  try {
    const connection = await instance.connect();
    try {
      return await use(connection);
    } finally {
      connection.closeSync();
    }
  } finally {
    instance.closeSync();
  }
}

async function loadDuckdb(what: string): Promise<typeof import('@duckdb/node-api')> {
  return import('@duckdb/node-api').catch((cause: unknown) => {
    const message = `${what} needs DuckDB, which could not be loaded: ${reasonOf(cause)}.\nRun \`npm install @duckdb/node-api\` where distillable is installed.`;
    throw new AuditError('USAGE', message, { cause, details: { package: '@duckdb/node-api' } });
  });
}

/** Text as an SQL string. */
export function sqlText(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

/** The path of one file as an SQL string: what would be a pattern in it is taken literally. */
export function sqlPath(path: string): string {
  return sqlText(path.replace(/[*?[]/g, '[$&]'));
}
