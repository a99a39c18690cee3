/** Longest line that is read, in bytes. */
export const maxLineBytes = 67_108_864;

/** Why a line or a document can't be read; repeats nothing of what it holds. */
export class InvalidText extends Error {}

/**
 * Exact, since it is `JSON.parse`: of a key that occurs twice the last counts, and escaped keys are read.
 *
 * @throws InvalidText
 */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    const [position] = /position \d+/.exec(error instanceof Error ? error.message : '') ?? [];
    throw new InvalidText(position === undefined ? 'not JSON' : `not JSON (at ${position})`);
  }
}

/** Why a line of more bytes is not read. */
export function describeTooLong(maxBytes: number): string {
  return `longer than ${maxBytes / 1_048_576} MiB`;
}

/** Why a value is not a row. */
export function describeNoRow(value: unknown): string {
  return Array.isArray(value) ? 'a list, not an object' : 'not an object';
}

/** The length of a byte order mark at that place, which may be at the start of a file; else 0. */
export function markLength(bytes: Buffer, start: number): number {
  return bytes[start] === 0xef && bytes[start + 1] === 0xbb && bytes[start + 2] === 0xbf ? 3 : 0;
}
