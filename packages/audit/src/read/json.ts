import { isUtf8 } from 'node:buffer';
import { documentNotUtf8, handRows, rejectLongDocument } from './json-document.js';
import { markLength } from './json-text.js';
import type { RowHandler, RowReader } from './reader.js';

/**
 * Reads one JSON document: a list of rows, an object that holds one list of objects, or else one row.
 *
 * @throws UnreadableFile
 */
export function readJson(handler: RowHandler): RowReader {
  const pieces: Buffer[] = [];
  let length = 0;
  return {
    push(chunk) {
      length += chunk.length;
      rejectLongDocument(length);
      pieces.push(chunk);
    },
    end() {
      if (length > 0) handRows(textOf(Buffer.concat(pieces)), handler);
    },
  };
}

function textOf(bytes: Buffer): string {
  if (!isUtf8(bytes)) throw documentNotUtf8();
  return bytes.toString('utf8', markLength(bytes, 0));
}
