import { open } from 'node:fs/promises';

/** What a Parquet file is read from in ranges: a file on disk, or a URL. */
export interface ParquetSource {
  /** The length of the whole file. */
  readonly byteLength: number;
  /** Reads from `start` (included) to `end` (not included). May be called again before an earlier call is done. */
  readonly slice: (start: number, end: number) => Promise<ArrayBuffer>;
}

/** A file on disk that stays open until it is closed. */
export interface FileSource extends ParquetSource {
  readonly close: () => Promise<void>;
}

/** Opens a file on disk. @throws the file system's error, as `slice` does */
export async function openFileSource(path: string): Promise<FileSource> {
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
