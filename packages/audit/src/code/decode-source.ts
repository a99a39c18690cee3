const sampleLength = 1_024;

/** The text of a source file in UTF-8 or UTF-16, with or without a byte order mark; null if it is binary. */
export function decodeSource(bytes: Buffer): string | null {
  const [first, second, third] = bytes;
  if (first === 0xff && second === 0xfe) return bytes.toString('utf16le', 2);
  if (first === 0xfe && second === 0xff) return fromBigEndian(bytes.subarray(2));
  if (first === 0xef && second === 0xbb && third === 0xbf) return bytes.toString('utf8', 3);
  if (!bytes.subarray(0, 8 * sampleLength).includes(0)) return bytes.toString('utf8');
  return decodeUnmarked(bytes);
}

/** UTF-16 without its mark: text in Latin letters has a zero in every second byte, and hardly one elsewhere. */
function decodeUnmarked(bytes: Buffer): string | null {
  const sample = bytes.subarray(0, sampleLength);
  const zeros = [0, 0];
  for (const [index, byte] of sample.entries())
    if (byte === 0) zeros[index % 2] = (zeros[index % 2] ?? 0) + 1;
  const [even = 0, odd = 0] = zeros;
  const enough = sample.length / 4;
  if (odd > enough && odd > 20 * even) return bytes.toString('utf16le');
  if (even > enough && even > 20 * odd) return fromBigEndian(bytes);
  return null;
}

function fromBigEndian(bytes: Buffer): string {
  // A copy, since swapping changes the bytes in place.
  return Buffer.from(bytes.subarray(0, bytes.length - (bytes.length % 2)))
    .swap16()
    .toString('utf16le');
}
