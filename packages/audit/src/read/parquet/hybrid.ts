import { DamagedData } from './parquet-error.js';

/**
 * Decodes the hybrid of run lengths and bit packing that holds levels and dictionary indexes. It fills `out` and never
 * reads past `end`, whatever lengths the data gives.
 *
 * @param width bits per value, at most 24
 * @throws DamagedData if the data ends before `out` is full
 * @see https://github.com/apache/parquet-format/blob/master/Encodings.md
 */
export function readHybrid(
  bytes: Uint8Array,
  start: number,
  end: number,
  width: number,
  out: Uint8Array | Int32Array,
): void {
  let at = start;
  let filled = 0;
  while (filled < out.length) {
    let header = 0;
    let byte = 0x80;
    for (let shift = 0; byte >= 0x80; shift += 7) {
      if (at >= end || shift > 28) throw new DamagedData('the length of a run is incomplete');
      byte = bytes[at++] ?? 0;
      header |= (byte & 0x7f) << shift;
    }
    const count = header >>> 1;
    if ((header & 1) === 0) {
      const valueBytes = (width + 7) >> 3;
      if (at + valueBytes > end) throw new DamagedData('a run of values is incomplete');
      let value = 0;
      for (let index = 0; index < valueBytes; index += 1) value |= (bytes[at++] ?? 0) << (8 * index);
      out.fill(value, filled, filled + count);
      filled += count;
    } else {
      const values = Math.min(count * 8, out.length - filled);
      if (at + Math.ceil((values * width) / 8) > end) throw new DamagedData('packed values are incomplete');
      unpack(bytes, at, width, out, filled, values);
      filled += values;
      at += count * width;
    }
  }
}

function unpack(
  bytes: Uint8Array,
  start: number,
  width: number,
  out: Uint8Array | Int32Array,
  first: number,
  count: number,
): void {
  const mask = (1 << width) - 1;
  let at = start;
  let [bits, held] = [0, 0];
  for (let index = first; index < first + count; index += 1) {
    while (held < width) {
      bits |= (bytes[at++] ?? 0) << held;
      held += 8;
    }
    out[index] = bits & mask;
    bits >>>= width;
    held -= width;
  }
}
