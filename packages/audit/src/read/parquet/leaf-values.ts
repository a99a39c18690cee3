import { isUtf8 } from 'node:buffer';
import type { SchemaElement } from 'hyparquet';
import { type LeafType, leafType } from './leaf-type.js';
import { DamagedData } from './parquet-error.js';
import { dateText, intervalText, timestampText, timeText } from './time-text.js';

/** A value as it is stored; `bigint` for 64 and 96 bits. */
export type RawValue = boolean | number | bigint | Uint8Array;

/** Converts the stored values of one column. */
export interface LeafReader<Value = unknown> {
  readonly read: (raw: RawValue) => Value;
  /** The same for bytes within a page, without an object for each value. */
  readonly readSlice?: (page: Buffer, start: number, end: number) => Value;
}

/** Values as they are stored. Bytes are copied, so that a value does not keep its page in memory. */
export const rawReader: LeafReader<RawValue> = {
  read: (raw) => (raw instanceof Uint8Array ? Uint8Array.from(raw) : raw),
};

/** Values as `JSON.parse` would return them for the text of {@link jsonReader}. */
export function valueReader(element: SchemaElement): LeafReader {
  const type = leafType(element);
  switch (type.kind) {
    case 'text':
      return {
        read: (raw) => bufferOf(raw).toString(),
        readSlice: (page, start, end) => page.toString('utf8', start, end),
      };
    case 'boolean':
      return { read: (raw) => raw };
    case 'number':
      return { read: (raw) => (Number.isFinite(raw) ? raw : null) };
    case 'integer':
      return { read: (raw) => Number(integerOf(type, raw)) };
    case 'json':
    case 'decimal':
    case 'float16':
      return { read: (raw) => JSON.parse(jsonOf(type, raw)) };
    default:
      return { read: (raw) => textOf(type, raw) };
  }
}

/**
 * Values as JSON without loss: integers and decimals with all digits, times with all fractions, in the notation of
 * DuckDB's `to_json`. Bytes that are not UTF-8 become `\\xAA`; NaN and infinity, which JSON does not have, become null.
 */
export function jsonReader(element: SchemaElement): LeafReader<string> {
  const type = leafType(element);
  return { read: (raw) => jsonOf(type, raw) };
}

function jsonOf(type: LeafType, raw: RawValue): string {
  switch (type.kind) {
    case 'json':
      return embeddedJson(bufferOf(raw).toString());
    case 'boolean':
      return String(raw);
    case 'number':
      return numberText(Number(raw));
    case 'integer':
      return String(integerOf(type, raw));
    case 'decimal':
      return decimalText(integerIn(raw), type.scale);
    case 'float16':
      return numberText(float16(bufferOf(raw)));
    default:
      return JSON.stringify(textOf(type, raw));
  }
}

type TextType = Exclude<
  LeafType,
  { kind: 'json' | 'boolean' | 'number' | 'integer' | 'decimal' | 'float16' }
>;

function textOf(type: TextType, raw: RawValue): string {
  switch (type.kind) {
    case 'text':
      return bufferOf(raw).toString();
    case 'bytes':
      return bytesText(bufferOf(raw));
    case 'uuid':
      return uuidText(bufferOf(raw));
    case 'interval':
      return intervalText(bufferOf(raw));
    case 'date':
      return dateText(Number(raw));
    case 'time':
      return timeText(Number(raw), type);
    case 'timestamp':
      return timestampText(BigInt(numeric(raw)), type);
    case 'int96':
      return int96Text(BigInt(numeric(raw)));
  }
}

/** Parquet stores unsigned integers with the bits of signed ones. */
function integerOf(
  { bits, isSigned }: Extract<LeafType, { kind: 'integer' }>,
  raw: RawValue,
): bigint | number {
  if (bits === 32) return Number(raw) >>> 0;
  const value = BigInt(numeric(raw));
  return isSigned ? value : BigInt.asUintN(64, value);
}

function numberText(value: number): string {
  if (!Number.isFinite(value)) return 'null';
  return Object.is(value, -0) ? '-0.0' : String(value);
}

/** Two's complement, most significant byte first. */
function integerIn(raw: RawValue): bigint {
  if (!(raw instanceof Uint8Array)) return BigInt(raw);
  const hex = bufferOf(raw).toString('hex');
  return hex === '' ? 0n : BigInt.asIntN(raw.length * 8, BigInt(`0x${hex}`));
}

function decimalText(unscaled: bigint, scale: number): string {
  if (scale <= 0) return String(unscaled * 10n ** BigInt(-scale));
  const sign = unscaled < 0n ? '-' : '';
  const text = String(unscaled < 0n ? -unscaled : unscaled).padStart(scale + 1, '0');
  return `${sign}${text.slice(0, -scale)}.${text.slice(-scale)}`;
}

/** On one line. A value that is not valid JSON, in spite of the column's type, becomes a string. */
function embeddedJson(text: string): string {
  try {
    JSON.parse(text);
  } catch {
    return JSON.stringify(text);
  }
  return text.replace(/[\n\r]/g, ' ');
}

/** Older writers don't mark text, so valid UTF-8 counts as text. */
function bytesText(bytes: Buffer): string {
  if (isUtf8(bytes)) return bytes.toString();
  return bytes
    .toString('latin1')
    .replace(
      /[^ -~]|["'\\]/g,
      (char) => `\\x${char.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`,
    );
}

function uuidText(bytes: Buffer): string {
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
}

function float16(bytes: Buffer): number {
  const bits = bytes.readUInt16LE();
  const sign = bits >> 15 === 0 ? 1 : -1;
  const exponent = (bits >> 10) & 0x1f;
  const fraction = bits & 0x3ff;
  if (exponent === 0x1f) return fraction === 0 ? sign * Number.POSITIVE_INFINITY : Number.NaN;
  if (exponent === 0) return sign * fraction * 2 ** -24;
  return sign * (1 + fraction / 1024) * 2 ** (exponent - 15);
}

/** The upper 32 bits are the Julian day, the lower 64 the nanoseconds of that day. */
function int96Text(value: bigint): string {
  const days = (value >> 64n) - 2_440_588n;
  const nanos = days * 86_400_000_000_000n + BigInt.asIntN(64, value);
  return timestampText(nanos, { unit: 'NANOS', isUtc: false });
}

function numeric(raw: RawValue): boolean | number | bigint {
  if (raw instanceof Uint8Array) throw new DamagedData('its values are bytes instead of numbers');
  return raw;
}

function bufferOf(raw: RawValue): Buffer {
  if (!(raw instanceof Uint8Array)) throw new DamagedData('its values are numbers instead of bytes');
  return Buffer.from(raw.buffer, raw.byteOffset, raw.byteLength);
}
