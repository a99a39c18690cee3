import { AuditError, isSystemError, unreadable } from '../../audit-error.js';
import { openParquet, type ParquetFile } from './open-parquet.js';
import { ParquetError } from './parquet-error.js';
import { openFileSource } from './source.js';

/**
 * Opens a file for the time of `use`.
 *
 * @param use receives the size of the file in bytes, too
 * @throws AuditError `INPUT_UNREADABLE`; its `cause` is a `ParquetError` or the file system's error
 */
export async function withParquetFile<Result>(
  path: string,
  use: (file: ParquetFile, bytes: number) => Promise<Result>,
): Promise<Result> {
  try {
    const source = await openFileSource(path);
    try {
      return await use(await openParquet(source, { name: path }), source.byteLength);
    } finally {
      await source.close();
    }
  } catch (cause) {
    if (cause instanceof ParquetError) {
      throw new AuditError('INPUT_UNREADABLE', cause.message, { cause, details: { path } });
    }
    throw isSystemError(cause) ? unreadable(path, cause) : cause;
  }
}
