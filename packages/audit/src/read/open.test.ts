import { createHash, randomBytes } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { gzipSync } from 'node:zlib';
import { describe, expect, it, onTestFinished } from 'vitest';
import { unzstd } from './decompress.js';
import { openInput } from './open.js';
import type { AuditFormat } from './reader.js';

/** `zstd -19` of `{"model":"a/b"}\n`, three times. */
const zstd = Buffer.from('KLUv/QRotQAAgHsibW9kZWwiOiJhL2IifQoBAAafS3bEP7Y=', 'base64');

async function open(chunks: readonly Buffer[], format: AuditFormat | null = null) {
  const opened = await openInput({ name: '-', format, stream: Readable.from(chunks) });
  const read: Buffer[] = [];
  for await (const chunk of opened.chunks) read.push(Buffer.from(chunk));
  return { format: opened.format, text: Buffer.concat(read).toString() };
}

function bytewise(bytes: Buffer): readonly Buffer[] {
  return [...bytes].map((byte) => Buffer.of(byte));
}

const row = '{"model":"a/b"}\n';

describe('openInput', () => {
  it.each<[string, string, AuditFormat]>([
    ['a row on each line', row, 'jsonl'],
    ['the same after a byte order mark and a blank line', `\ufeff\n${row}`, 'jsonl'],
    ['a list', ' [{"model":"a/b"}]', 'json'],
    ['an object over several lines', '{\n"data": []}', 'json'],
    ['nothing', '', 'jsonl'],
    ['Parquet', 'PAR1…', 'parquet'],
  ])('takes %s for what it is', async (_, text, format) => {
    expect(await open([Buffer.from(text)])).toEqual({ format, text });
  });

  it('reads a file into memory that it gets back, and hashes it all the same', async () => {
    const bytes = randomBytes(3_000_000);
    const folder = await mkdtemp(join(tmpdir(), 'distillable-open-'));
    onTestFinished(() => rm(folder, { recursive: true }));
    const path = join(folder, 'rows.jsonl');
    await writeFile(path, bytes);
    const { chunks, recycle, sha256, close } = await openInput({ name: path, format: 'jsonl', stream: null });
    const memory = new Set<ArrayBufferLike>();
    const read: Buffer[] = [];
    for await (const chunk of chunks) {
      read.push(Buffer.from(chunk));
      memory.add(chunk.buffer);
      recycle(chunk);
    }
    await close();
    expect(Buffer.concat(read).equals(bytes)).toBe(true);
    expect(sha256()).toBe(createHash('sha256').update(bytes).digest('hex'));
    expect(memory.size).toBeLessThan(read.length);
  });

  it('refuses to guess what anything else is', async () => {
    await expect(open([Buffer.from('model,text\n')])).rejects.toThrow('--format');
    expect((await open([Buffer.from('model,text\n')], 'csv')).format).toBe('csv');
  });

  it.each([
    ['gzip', gzipSync(row.repeat(3)), row.repeat(3)],
    ['gzip of several members', Buffer.concat([gzipSync(row), gzipSync(row)]), row.repeat(2)],
    ['zstd', zstd, row.repeat(3)],
    ['zstd of several frames', Buffer.concat([zstd, zstd]), row.repeat(6)],
  ])('unzips %s, whole or byte by byte', async (_, bytes, text) => {
    expect((await open([bytes])).text).toBe(text);
    expect((await open(bytewise(bytes))).text).toBe(text);
  });

  it.each([
    ['gzip', gzipSync(row.repeat(100))],
    ['zstd', zstd],
  ])('tells %s that is cut off from a whole file, wherever it is cut', async (_, bytes) => {
    for (let length = 4; length < bytes.length; length += 1) {
      const cut = open([bytes.subarray(0, length)], 'jsonl');
      await expect(cut, `of ${length} bytes`).rejects.toThrow('damaged or cut off');
    }
  });
});

describe('unzstd', () => {
  it('takes little of a chunk at once, as four bytes may become 128 KiB: what comes before damage is there', async () => {
    const header = Buffer.from([0x28, 0xb5, 0x2f, 0xfd, 0x00, 0x58]);
    /** A byte that is repeated; a block of the fourth kind does not exist. */
    const block = (repeated: number, kind: number): Buffer => {
      const bytes = Buffer.alloc(4);
      bytes.writeUIntLE((repeated << 3) | (kind << 1), 0, 3);
      return bytes;
    };
    const blocks = Array.from({ length: 2_000 }, () => block(1, 1));
    const chunk = Buffer.concat([header, ...blocks, block(1, 3)]);
    let length = 0;
    const unzip = async (): Promise<void> => {
      for await (const part of unzstd(Readable.from([chunk]))) length += part.length;
    };
    await expect(unzip()).rejects.toThrow('damaged or cut off');
    expect(length).toBeGreaterThan(1_500);
  });
});
