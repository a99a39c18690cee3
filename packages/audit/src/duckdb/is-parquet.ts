import { open } from 'node:fs/promises';
import { formatOfName, type InputSource } from '../read/open-input.js';

/** Whether an input is Parquet: by its format, its name, or its first bytes. False for what can't be read, and for streams. */
export async function isParquet({ name, format, stream }: InputSource): Promise<boolean> {
  if (stream !== null) return false;
  const told = format ?? formatOfName(name);
  if (told !== null) return told === 'parquet';
  const handle = await open(name).catch(() => null);
  if (handle === null) return false;
  try {
    const { buffer } = await handle.read(Buffer.alloc(4), 0, 4, 0);
    return buffer.toString('latin1') === 'PAR1';
  } catch {
    return false;
  } finally {
    await handle.close();
  }
}

/** Whether rows go to a Parquet file: by its name. */
export function isParquetName(path: string | null): path is string {
  return path !== null && /\.parquet$/i.test(path);
}
