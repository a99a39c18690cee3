import { createHash } from 'node:crypto';
import { createAtomicFile } from '@distillable/catalog/file-store';

/** A file that was written. */
export interface WrittenFile {
  /** As it was given. */
  readonly path: string;
  /** 64 hexadecimal digits, of its bytes. */
  readonly sha256: string;
  readonly bytes: number;
}

/** A file that appears at its path complete, or not at all, and knows its digest. */
export interface OutputFile {
  readonly write: (bytes: Uint8Array) => Promise<void>;
  readonly commit: () => Promise<WrittenFile>;
  /** Never throws. */
  readonly discard: () => Promise<void>;
}

/** @throws the file system's error, as do `write` and `commit` */
export async function createOutputFile(path: string): Promise<OutputFile> {
  const file = await createAtomicFile(path, { mode: 0o666 });
  const hash = createHash('sha256');
  let length = 0;
  return {
    async write(bytes) {
      hash.update(bytes);
      length += bytes.length;
      await file.write(bytes);
    },
    async commit() {
      await file.commit();
      return { path, sha256: hash.digest('hex'), bytes: length };
    },
    discard: () => file.discard(),
  };
}
