import { isUtf8 } from 'node:buffer';

/** Longest line or document that is read, in bytes: below what a string of Node can hold. */
export const longestText = 268_435_456;

/** A JSON value, or why there is none. */
export type Parsed = { readonly value: unknown } | { readonly problem: string };

/** Parses a line or a document; null stands for one that is too long. The problem repeats nothing of what it holds. */
export function parseText(bytes: Buffer | null): Parsed {
  if (bytes === null) return { problem: `longer than ${longestText / 1_048_576} MiB` };
  // What is not UTF-8 would be read with replacement characters, and sent with them.
  if (!isUtf8(bytes)) return { problem: 'not UTF-8' };
  try {
    return { value: JSON.parse(bytes.toString('utf8')) };
  } catch (error) {
    const [position] = /position \d+/.exec(error instanceof Error ? error.message : '') ?? [];
    return { problem: position === undefined ? 'not JSON' : `not JSON (at ${position})` };
  }
}

/** Whether there is nothing but white space. */
export function isBlank(bytes: Buffer | null): boolean {
  return bytes?.every((byte) => byte === 0x20 || byte === 0x09 || byte === 0x0d) ?? false;
}
