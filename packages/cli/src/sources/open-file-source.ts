import type { Session } from '../session.js';
import { type OpenedSource, viewSnapshot } from './opened-source.js';
import { readSnapshotFile } from './read-snapshot-file.js';

/** An exported snapshot. Its age is told, but not held against it: whoever names the file has chosen it. */
export async function openFileSource({ io }: Session, path: string): Promise<OpenedSource> {
  const view = viewSnapshot(await readSnapshotFile(path), io.now());
  return { view, settle: async () => {}, close: async () => {} };
}
