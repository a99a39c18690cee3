import { notJson } from './unreadable-body.js';

/**
 * The text that bytes stand for, without a byte order mark.
 *
 * @throws UnreadableBody `BODY_NOT_JSON` where they are no UTF-8
 */
export function decodeUtf8(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw notJson('The body is not UTF-8: send it as JSON in UTF-8.');
  }
}

/** The number of bytes that a text has in UTF-8. */
export function utf8Length(text: string): number {
  return new TextEncoder().encode(text).byteLength;
}
