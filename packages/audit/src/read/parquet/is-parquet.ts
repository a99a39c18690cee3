import { open } from 'node:fs/promises';
import type { InputSource } from '../open.js';
import { formatOfName } from '../reader.js';

/** Whether an input is Parquet: by its format, its name, or its first bytes. False for streams and unreadable files. */
export async function isParquet({ name, format, stream, remote }: InputSource): Promise<boolean> {
  if (remote !== null) return true;
  if (stream !== null) return false;
  const known = format ?? formatOfName(name);
  if (known !== null) return known === 'parquet';
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
