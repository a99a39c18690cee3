import { open } from 'node:fs/promises';

/** Where a row begins. */
export interface LinePlace {
  readonly line: number;
  readonly offset: number;
}

const chunkBytes = 4_194_304;
const [newline, openingBrace, closingBrace] = [0x0a, 0x7b, 0x7d];

/**
 * Finds the lines of rows by their numbers, counting lines that are not blank. Each line must begin and end with the
 * braces of an object, with nothing but spaces, tabs and returns around it: DuckDB also passes over form feeds and
 * vertical tabs, which `JSON.parse` refuses.
 *
 * @param wanted numbers of rows, from 1, ascending
 * @param toEnd whether to look at every line, also when all are found
 * @returns null where a line is not so
 */
export async function scanLines(
  path: string,
  wanted: readonly number[],
  toEnd: boolean,
): Promise<ReadonlyMap<number, LinePlace> | null> {
  const found = new Map<number, LinePlace>();
  let [line, row, offset] = [0, 0, 0];
  const isDone = (): boolean => !toEnd && found.size === wanted.length;
  const take = (bytes: Buffer, start: number, end: number): boolean => {
    line += 1;
    const begin = firstSolid(bytes, start, end);
    if (begin === end) return true;
    if (bytes[begin] !== openingBrace || bytes[lastSolid(bytes, begin, end)] !== closingBrace) return false;
    row += 1;
    if (wanted[found.size] === row) found.set(row, { line, offset: offset + start });
    return true;
  };
  const handle = await open(path);
  try {
    let held: Buffer = Buffer.alloc(0);
    while (!isDone()) {
      const chunk = Buffer.allocUnsafe(chunkBytes);
      const { bytesRead } = await handle.read(chunk, 0, chunkBytes, null);
      if (bytesRead === 0) break;
      const fresh = chunk.subarray(0, bytesRead);
      const bytes = held.length === 0 ? fresh : Buffer.concat([held, fresh]);
      let start = 0;
      let end = bytes.indexOf(newline, held.length);
      for (; end >= 0 && !isDone(); end = bytes.indexOf(newline, start)) {
        if (!take(bytes, start, end)) return null;
        start = end + 1;
      }
      held = bytes.subarray(start);
      offset += start;
    }
    return held.length === 0 || isDone() || take(held, 0, held.length) ? found : null;
  } finally {
    await handle.close();
  }
}

function firstSolid(bytes: Buffer, start: number, end: number): number {
  let at = start;
  while (at < end && isSpace(bytes[at])) at += 1;
  return at;
}

function lastSolid(bytes: Buffer, start: number, end: number): number {
  let at = end - 1;
  while (at > start && isSpace(bytes[at])) at -= 1;
  return at;
}

function isSpace(byte: number | undefined): boolean {
  return byte === 0x20 || byte === 0x09 || byte === 0x0d;
}
