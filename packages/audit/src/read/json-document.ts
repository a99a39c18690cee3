import { findDuplicateKey } from '@distillable/catalog';
import { isRow, type Row } from '../fields/field-path.js';
import { createNameCollector } from '../places/collect-names.js';
import {
  ambiguous,
  decodeUtf8,
  describeNoRow,
  InvalidText,
  joinBytes,
  markLength,
  parseJson,
} from './json-text.js';
import { type BytesReader, type RowHandler, rowNumber, UnreadableFile } from './reader.js';

/** Largest document that is read, in bytes: it has to be held whole. */
const maxDocumentBytes = 268_435_456;

/**
 * Reads one JSON document: a list of rows, an object that holds one list of objects, or else one row. Needs nothing of
 * Node.
 *
 * @throws UnreadableFile
 */
export function readJson(handler: RowHandler): BytesReader {
  const parts: Uint8Array[] = [];
  let length = 0;
  return {
    push(bytes) {
      length += bytes.length;
      if (length > maxDocumentBytes) throw tooLong();
      parts.push(bytes);
    },
    end() {
      if (length === 0) return;
      const bytes = joinBytes(parts);
      const text = decodeUtf8(bytes.subarray(markLength(bytes, 0)));
      if (text === null) throw notJson('not UTF-8');
      for (const [index, row] of parseDocument(text).entries()) {
        const at = rowNumber(index + 1);
        if (isRow(row)) handler.row(row, at);
        else handler.corrupt(describeNoRow(row), at, row);
      }
    },
  };
}

function tooLong(): UnreadableFile {
  const max = maxDocumentBytes / 1_048_576;
  return new UnreadableFile(
    `it is a JSON document of more than ${max} MiB, which would have to be held whole. Make a JSONL of it (jq -c '.[]')`,
  );
}

function parseDocument(text: string): readonly unknown[] {
  let value: unknown;
  try {
    value = parseJson(text);
  } catch (error) {
    throw error instanceof InvalidText ? notJson(error.message) : error;
  }
  if (findDuplicateKey(text) !== null) throw new UnreadableFile(`it is ${ambiguous}`);
  if (Array.isArray(value)) return value;
  if (!isRow(value)) throw new UnreadableFile('it holds no rows');
  return findRows(value);
}

function notJson(reason: string): UnreadableFile {
  return new UnreadableFile(`it is ${reason}. If it has a row on each line, give the format jsonl`);
}

/** An object that names a model beside its list is a row itself: the list may hold messages. */
function findRows(value: Row): readonly unknown[] {
  const lists = Object.values(value).filter((each) => Array.isArray(each) && each.some(isRow));
  const [list] = lists;
  if (lists.length !== 1 || !Array.isArray(list)) return [value];
  const others = Object.fromEntries(Object.entries(value).filter(([, each]) => each !== list));
  return createNameCollector({})(others).length === 0 ? list : [value];
}
