import { unreadable } from '../../audit-error.js';
import type { ParquetSource } from '../parquet/source.js';
import type { ByteRange, HubClient } from './hub-client.js';
import type { HubFile } from './list-hub-files.js';

/** Enough to see that it is Parquet, and how large it is. */
const firstBytes: ByteRange = { start: 0, end: 4 };

/** @throws AuditError `INPUT_UNREADABLE`, as `slice` does: also where the file changes while it is read */
export async function openHubSource({ url, name }: HubFile, client: HubClient): Promise<ParquetSource> {
  const first = await client.range(url, firstBytes, name);
  return {
    byteLength: first.size,
    async slice(start, end) {
      if (end <= start) return new ArrayBuffer(0);
      const { bytes, size, etag } = await client.range(url, { start, end }, name);
      if (size !== first.size || etag !== first.etag)
        throw unreadable(name, 'it was changed while it was read');
      return bytes;
    },
  };
}
