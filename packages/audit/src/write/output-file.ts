import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createGzip, type Gzip } from 'node:zlib';
import { createAtomicFile } from '@distillable/catalog/file-store';
import { writing } from '../audit-error.js';

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

/** A file of rows that appears complete, or not at all. Its methods throw AuditError `OUTPUT_UNWRITABLE`. */
export interface RowFile {
  readonly add: (bytes: Buffer) => void;
  /** A line that lacks its newline gets one, if another follows. */
  readonly separate: () => void;
  readonly isEmpty: () => boolean;
  /** Writes what was added. */
  readonly flush: () => Promise<void>;
  /** Writes the rest, so that `commit` has little left that could fail. */
  readonly end: () => Promise<void>;
  readonly commit: () => Promise<WrittenFile>;
  /** Never throws. */
  readonly discard: () => Promise<void>;
}

const newline = 0x0a;

/** Gzipped if the name ends in `.gz`. @throws AuditError `OUTPUT_UNWRITABLE` */
export async function openRowFile(path: string): Promise<RowFile> {
  const file = await writing(path, createOutputFile(path));
  const target = /\.gz$/i.test(path) ? compressed(file) : plain(file);
  let added: Buffer[] = [];
  let lastByte: number | null = null;
  let isSeparated = false;
  return {
    add(bytes) {
      if (bytes.length === 0) return;
      if (isSeparated && lastByte !== null && lastByte !== newline) added.push(Buffer.of(newline));
      isSeparated = false;
      added.push(bytes);
      lastByte = bytes[bytes.length - 1] ?? newline;
    },
    separate: () => {
      isSeparated = true;
    },
    isEmpty: () => lastByte === null,
    async flush() {
      if (added.length === 0) return;
      const bytes = Buffer.concat(added);
      added = [];
      await writing(path, target.write(bytes));
    },
    end: () => writing(path, target.end()),
    commit: () => writing(path, file.commit()),
    async discard() {
      target.stop();
      await file.discard();
    },
  };
}

interface Target {
  readonly write: (bytes: Buffer) => Promise<void>;
  readonly end: () => Promise<void>;
  readonly stop: () => void;
}

function plain(file: OutputFile): Target {
  return { write: (bytes) => file.write(bytes), end: async () => {}, stop: () => {} };
}

function compressed(file: OutputFile): Target {
  const gzip = createGzip();
  const copied = copy(gzip, file);
  // It is awaited at the end; a failure before that ends the writes.
  copied.catch(() => gzip.destroy());
  return {
    async write(bytes) {
      if (!gzip.write(bytes)) await Promise.race([once(gzip, 'drain'), copied]);
    },
    async end() {
      gzip.end();
      await copied;
    },
    stop: () => gzip.destroy(),
  };
}

async function copy(gzip: Gzip, file: OutputFile): Promise<void> {
  for await (const bytes of gzip) await file.write(bytes);
}
