import { isUtf8 } from 'node:buffer';
import { type ParsedJson, parseJsonText } from '@distillable/catalog';

/** Parses the bytes of a document or a line. */
export function parseJsonBytes(bytes: Buffer): ParsedJson {
  // What is not UTF-8 would be read with replacement characters, and sent with them.
  return isUtf8(bytes) ? parseJsonText(bytes.toString('utf8')) : { problem: 'not UTF-8' };
}
