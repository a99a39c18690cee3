import { findRowFields, isRow, type Row } from '../fields/row-fields.js';
import { CorruptLine, parseJsonText } from './parse-row.js';
import { type RowAt, type RowHandler, type RowReader, UnreadableFile } from './reader.js';

/** Largest document that is read, in bytes: it has to be held whole. */
const longestDocument = 268_435_456;

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
      if (length > longestDocument) {
        const most = longestDocument / 1_048_576;
        throw new UnreadableFile(
          `it is a JSON document of more than ${most} MiB, which would have to be held whole. Make a JSONL of it (jq -c '.[]')`,
        );
      }
      pieces.push(Buffer.from(chunk));
    },
    end() {
      if (length > 0) handRows(parseDocument(Buffer.concat(pieces)), handler);
    },
  };
}

function handRows(rows: readonly unknown[], handler: RowHandler): void {
  const at: RowAt = { line: 0, offset: null, bytes: null, start: 0, end: 0 };
  for (const row of rows) {
    at.line += 1;
    if (isRow(row)) handler.row(row, at);
    else handler.corrupt(Array.isArray(row) ? 'a list, not an object' : 'not an object', at, row);
  }
}

function parseDocument(bytes: Buffer): readonly unknown[] {
  const hasMark = bytes.length >= 3 && bytes.readUIntBE(0, 3) === 0xefbbbf;
  let value: unknown;
  try {
    value = parseJsonText(hasMark ? bytes.subarray(3) : bytes);
  } catch (error) {
    if (!(error instanceof CorruptLine)) throw error;
    throw new UnreadableFile(`it is ${error.message}. If it has a row on each line, give --format jsonl`);
  }
  if (Array.isArray(value)) return value;
  if (!isRow(value)) throw new UnreadableFile('it holds no rows');
  return findRows(value);
}

/** An object that names a model is a row itself, though it may hold a list of messages. */
function findRows(value: Row): readonly unknown[] {
  const { model } = findRowFields({});
  model.read(value);
  const lists = Object.values(value).filter((each) => Array.isArray(each) && each.some(isRow));
  const [list] = lists;
  return model.path() === null && lists.length === 1 && Array.isArray(list) ? list : [value];
}
