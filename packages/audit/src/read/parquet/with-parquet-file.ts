import { open } from 'node:fs/promises';
import { auditError, isSystemError, unreadable } from '../../audit-error.js';
import type { ParquetSource } from './chunk-pages.js';
import { openParquet, type ParquetFile } from './open-parquet.js';
import { ParquetError } from './parquet-error.js';

/** A Parquet file that can be opened: on disk, or elsewhere. */
export interface ParquetInput {
  /** For messages. */
  readonly name: string;
  readonly open: () => Promise<ParquetSource & { readonly close?: () => Promise<void> }>;
}

/** A file on disk. */
export function parquetOnDisk(path: string): ParquetInput {
  return { name: path, open: () => openOnDisk(path) };
}

/** Opens a file on disk. @throws the file system's error, as `slice` does */
async function openOnDisk(path: string): ReturnType<ParquetInput['open']> {
  const handle = await open(path);
  try {
    const { size } = await handle.stat();
    return {
      byteLength: size,
      async slice(start, end) {
        const bytes = new Uint8Array(end - start);
        let length = 0;
        while (length < bytes.length) {
          const { bytesRead } = await handle.read(bytes, length, bytes.length - length, start + length);
          // The file became shorter. Its readers find that bytes are missing.
          if (bytesRead === 0) break;
          length += bytesRead;
        }
        return length === bytes.length ? bytes.buffer : bytes.buffer.slice(0, length);
      },
      close: () => handle.close(),
    };
  } catch (error) {
    await handle.close();
    throw error;
  }
}

/** The facts of an open file. */
export interface OpenedBytes {
  /** Of the whole file. */
  readonly byteLength: number;
  /** Bytes read so far. */
  readonly bytesRead: () => number;
}

/**
 * Opens a file for the time of `use`.
 *
 * @throws AuditError `INPUT_UNREADABLE`; its `cause` is a `ParquetError` or the file system's error
 */
export async function withParquetFile<Result>(
  input: ParquetInput,
  use: (file: ParquetFile, bytes: OpenedBytes) => Promise<Result>,
): Promise<Result> {
  const { name } = input;
  try {
    const source = await input.open();
    let bytesRead = 0;
    const counted: ParquetSource = {
      byteLength: source.byteLength,
      async slice(start, end) {
        const bytes = await source.slice(start, end);
        bytesRead += bytes.byteLength;
        return bytes;
      },
    };
    try {
      const { byteLength } = source;
      return await use(await openParquet(counted, { name }), { byteLength, bytesRead: () => bytesRead });
    } finally {
      await source.close?.();
    }
  } catch (cause) {
    if (cause instanceof ParquetError) throw auditError('INPUT_UNREADABLE', name, cause.message, cause);
    throw isSystemError(cause) ? unreadable(name, cause) : cause;
  }
}
