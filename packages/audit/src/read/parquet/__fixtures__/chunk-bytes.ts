import { crc32 } from 'node:zlib';
import { ByteWriter } from 'hyparquet-writer';
import { writePageHeader } from 'hyparquet-writer/src/datapage.js';
import { writeRleBitPackedHybrid } from 'hyparquet-writer/src/encoding.js';
import type { ColumnChunk } from '../chunk-pages.js';
import { valueReader } from '../leaf-values.js';
import { createPageBudget, defaultLimits } from '../read-windows.js';
import type { Leaf } from '../schema.js';

/** A column of lists of texts, none of them null. */
const listLeaf: Leaf = {
  kind: 'leaf',
  name: 'element',
  definition: 1,
  repetition: 1,
  column: 0,
  path: ['names', 'list', 'element'],
  keys: ['names'],
  label: 'names[]',
  element: { name: 'element', type: 'BYTE_ARRAY', converted_type: 'UTF8', repetition_type: 'REQUIRED' },
  isVariant: false,
};

/** A page of the first version: its lists may begin in one page and end in the next. */
export interface CraftedPage {
  readonly repetitions: number[];
  readonly values: readonly string[];
  readonly crc?: 'right' | 'wrong';
  /** How many bytes are missing at the end. @default 0 */
  readonly missing?: number;
}

/** The bytes of a file with one column chunk, as other writers lay them out. */
export function listChunk(pages: readonly CraftedPage[]): ColumnChunk<unknown> {
  const writer = new ByteWriter();
  writer.appendUint32(0x31524150);
  for (const { repetitions, values, crc, missing = 0 } of pages) {
    const body = new ByteWriter();
    appendLevels(body, repetitions);
    appendLevels(body, repetitions.map(() => 1));
    for (const value of values) {
      body.appendUint32(Buffer.byteLength(value));
      body.appendBytes(Buffer.from(value));
    }
    const bytes = body.getBytes().subarray(0, body.offset - missing);
    const checksum = crc32(bytes) | 0;
    writePageHeader(writer, {
      type: 'DATA_PAGE',
      uncompressed_page_size: bytes.length,
      compressed_page_size: bytes.length,
      ...(crc === undefined ? {} : { crc: crc === 'right' ? checksum : checksum ^ 1 }),
      data_page_header: {
        num_values: repetitions.length,
        encoding: 'PLAIN',
        definition_level_encoding: 'RLE',
        repetition_level_encoding: 'RLE',
      },
    });
    writer.appendBytes(bytes);
  }
  const end = writer.offset;
  writer.appendUint32(0x31524150);
  const file = writer.getBuffer();
  return {
    source: { byteLength: file.byteLength, slice: async (from, to) => file.slice(from, to) },
    leaf: listLeaf,
    meta: {
      type: 'BYTE_ARRAY',
      encodings: ['PLAIN', 'RLE'],
      path_in_schema: [...listLeaf.path],
      codec: 'UNCOMPRESSED',
      num_values: BigInt(pages.reduce((total, { repetitions }) => total + repetitions.length, 0)),
      total_uncompressed_size: BigInt(end - 4),
      total_compressed_size: BigInt(end - 4),
      data_page_offset: 4n,
    },
    reader: valueReader(listLeaf.element),
    budget: createPageBudget(defaultLimits),
    place: { file: 'data.parquet', column: listLeaf.label, rowGroup: 0 },
  };
}

function appendLevels(writer: ByteWriter, levels: number[]): void {
  const encoded = new ByteWriter();
  writeRleBitPackedHybrid(encoded, levels, 1);
  writer.appendUint32(encoded.offset);
  writer.appendBytes(encoded.getBytes());
}
