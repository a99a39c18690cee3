import type { ColumnMetaData } from 'hyparquet';
import { deltaBinaryUnpack, deltaLengthByteArray } from 'hyparquet/src/delta.js';
import { byteStreamSplit } from 'hyparquet/src/encoding.js';
import { readPlain } from 'hyparquet/src/plain.js';
import { readHybrid } from './hybrid.js';
import type { LeafReader, RawValue } from './leaf-values.js';
import { DamagedData, UnsupportedFeature } from './parquet-error.js';
import type { Leaf } from './schema.js';

/** Appends the next `count` values. */
export type ReadValues<Value> = (count: number, into: Value[]) => void;

/** The data that the pages of one column chunk share. */
export interface PageContext<Value> {
  readonly leaf: Leaf;
  readonly codec: ColumnMetaData['codec'];
  readonly reader: LeafReader<Value>;
  /** The values of the dictionary page, if there is one. */
  readonly dictionary: readonly Value[] | null;
  /** Called before values are created that take more than the page. @throws ParquetError `PARQUET_TOO_LARGE` */
  readonly expand: (bytes: number) => void;
}

/** @param bytes the page after its levels; @throws UnsupportedFeature, or any error if the data is damaged */
export function decodeValues<Value>(
  bytes: Buffer,
  count: number,
  encoding: string,
  { leaf, reader, dictionary, expand }: PageContext<Value>,
): ReadValues<Value> {
  const { type, type_length } = leaf.element;
  const view = viewOf(bytes);
  switch (encoding) {
    case 'PLAIN':
      return plainValues(bytes, count, leaf, reader);
    case 'PLAIN_DICTIONARY':
    case 'RLE_DICTIONARY':
      return dictionaryValues(bytes, count, dictionary);
    case 'RLE': {
      if (type !== 'BOOLEAN') break;
      const bits = new Uint8Array(count);
      readHybrid(bytes, 4, 4 + (count === 0 ? 0 : bytes.readUInt32LE(0)), 1, bits);
      return decodedValues(
        Array.from(bits, (bit) => bit === 1),
        reader,
      );
    }
    case 'DELTA_BINARY_PACKED': {
      const values = type === 'INT32' ? new Int32Array(count) : new BigInt64Array(count);
      if (count > 0) deltaBinaryUnpack(view, count, values);
      return decodedValues(values, reader);
    }
    case 'DELTA_LENGTH_BYTE_ARRAY': {
      const values: Uint8Array[] = [];
      if (count > 0) deltaLengthByteArray(view, count, values);
      return decodedValues(values, reader);
    }
    case 'DELTA_BYTE_ARRAY':
      return count === 0 ? nothing : prefixedBytes(bytes, count, reader, expand);
    case 'BYTE_STREAM_SPLIT':
      if (type !== undefined) return decodedValues(byteStreamSplit(view, count, type, type_length), reader);
      break;
    default:
  }
  throw new UnsupportedFeature(`its values use the encoding ${encoding}`);
}

/** Values without any encoding. */
export function plainValues<Value>(
  bytes: Buffer,
  count: number,
  { element }: Leaf,
  reader: LeafReader<Value>,
): ReadValues<Value> {
  if (element.type === 'BYTE_ARRAY') return plainBytes(bytes, reader);
  if (element.type === undefined) throw new DamagedData('it has no type');
  if (element.type === 'INT96') return decodedValues(plainInt96(bytes, count), reader);
  const view = viewOf(bytes);
  return decodedValues(readPlain(view, element.type, count, element.type_length), reader);
}

/** hyparquet's reader loses the day of a value whose lower half has its sign bit set. */
function plainInt96(bytes: Buffer, count: number): bigint[] {
  const values: bigint[] = [];
  for (let at = 0; at < count * 12; at += 12) {
    values.push((BigInt(bytes.readInt32LE(at + 8)) << 64n) | bytes.readBigUInt64LE(at));
  }
  return values;
}

/** Decodes values only when they are asked for: as objects, all values of a page take many times its size. */
function plainBytes<Value>(bytes: Buffer, { read, readSlice }: LeafReader<Value>): ReadValues<Value> {
  let at = 0;
  return (count, into) => {
    for (let index = 0; index < count; index += 1) {
      const start = at + 4;
      if (start > bytes.length) throw new DamagedData('a page has fewer values than its header says');
      at = start + bytes.readUInt32LE(at);
      if (at > bytes.length) throw new DamagedData('a value extends beyond its page');
      into.push(readSlice === undefined ? read(bytes.subarray(start, at)) : readSlice(bytes, start, at));
    }
  };
}

function dictionaryValues<Value>(
  bytes: Buffer,
  count: number,
  dictionary: readonly Value[] | null,
): ReadValues<Value> {
  if (dictionary === null) throw new DamagedData('its dictionary is missing');
  const width = count === 0 ? 0 : bytes.readUInt8(0);
  if (width > 24) throw new UnsupportedFeature(`the indexes of its dictionary have ${width} bits`);
  const indexes = new Int32Array(count);
  if (width > 0) readHybrid(bytes, 1, bytes.length, width, indexes);
  let at = 0;
  return (wanted, into) => {
    for (const end = at + wanted; at < end; at += 1) {
      const index = indexes[at] ?? -1;
      const value = dictionary[index];
      if (value === undefined) throw new DamagedData(`its dictionary has no value at index ${index}`);
      into.push(value);
    }
  };
}

function decodedValues<Value>(values: ArrayLike<RawValue>, { read }: LeafReader<Value>): ReadValues<Value> {
  let at = 0;
  return (count, into) => {
    for (const end = at + count; at < end; at += 1) {
      const raw = values[at];
      if (raw === undefined) throw new DamagedData('a page has fewer values than its header says');
      into.push(read(raw));
    }
  };
}

/**
 * Each value repeats the start of the one before, so a small page can hold very large values.
 *
 * @see https://github.com/apache/parquet-format/blob/master/Encodings.md#delta-strings-delta_byte_array--7
 */
function prefixedBytes<Value>(
  bytes: Buffer,
  count: number,
  { read }: LeafReader<Value>,
  expand: PageContext<Value>['expand'],
): ReadValues<Value> {
  const view = viewOf(bytes);
  const [prefixes, suffixes] = [new Int32Array(count), new Int32Array(count)];
  deltaBinaryUnpack(view, count, prefixes);
  deltaBinaryUnpack(view, count, suffixes);
  expand(prefixes.reduce((total, length) => total + length, 0));
  let previous = Buffer.alloc(0);
  let [at, start] = [0, view.offset];
  return (wanted, into) => {
    for (const end = at + wanted; at < end; at += 1) {
      const [prefix, suffix] = [prefixes[at] ?? -1, suffixes[at] ?? -1];
      if (prefix < 0 || prefix > previous.length || suffix < 0 || start + suffix > bytes.length) {
        throw new DamagedData('a value extends beyond its page');
      }
      previous = Buffer.concat([previous.subarray(0, prefix), bytes.subarray(start, start + suffix)]);
      start += suffix;
      into.push(read(previous));
    }
  };
}

function nothing(): void {}

function viewOf(bytes: Buffer): { readonly view: DataView; offset: number } {
  return { view: new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength), offset: 0 };
}
