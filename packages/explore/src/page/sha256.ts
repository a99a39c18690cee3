/**
 * Stands in for `hash` of `node:crypto` in the browser, where `crypto.subtle` is asynchronous, and absent on plain HTTP:
 * the digests of the list and of the terms are checked there too.
 *
 * @see https://csrc.nist.gov/pubs/fips/180-4/upd1/final
 */
export function hash(algorithm: string, text: string): string {
  if (algorithm !== 'sha256') throw new TypeError(`There is no ${algorithm} here.`);
  const words = padded(new TextEncoder().encode(text));
  const state = Uint32Array.from(primes.slice(0, 8), (prime) => fraction(Math.sqrt(prime)));
  const schedule = new Uint32Array(64);
  for (let at = 0; at < words.byteLength; at += 64) addBlock(state, schedule, words, at);
  return [...state].map((word) => word.toString(16).padStart(8, '0')).join('');
}

const primes: readonly number[] = firstPrimes(64);
const constants: Uint32Array = Uint32Array.from(primes, (prime) => fraction(Math.cbrt(prime)));

function firstPrimes(count: number): readonly number[] {
  const found: number[] = [];
  for (let number = 2; found.length < count; number += 1) {
    if (found.every((prime) => number % prime !== 0)) found.push(number);
  }
  return found;
}

/** The first 32 bits of the fraction. */
function fraction(number: number): number {
  return Math.floor((number % 1) * 2 ** 32);
}

/** A one, zeros, and the length in bits, up to a multiple of 64 bytes. */
function padded(bytes: Uint8Array): DataView {
  const view = new DataView(new ArrayBuffer(Math.ceil((bytes.length + 9) / 64) * 64));
  new Uint8Array(view.buffer).set(bytes);
  view.setUint8(bytes.length, 0x80);
  view.setBigUint64(view.byteLength - 8, BigInt(bytes.length) * 8n);
  return view;
}

function addBlock(state: Uint32Array, schedule: Uint32Array, words: DataView, start: number): void {
  for (let at = 0; at < 16; at += 1) schedule[at] = words.getUint32(start + at * 4);
  for (let at = 16; at < 64; at += 1) {
    const [w2 = 0, w7 = 0, w15 = 0, w16 = 0] = [2, 7, 15, 16].map((back) => schedule[at - back] ?? 0);
    const s0 = turn(w15, 7) ^ turn(w15, 18) ^ (w15 >>> 3);
    const s1 = turn(w2, 17) ^ turn(w2, 19) ^ (w2 >>> 10);
    schedule[at] = w16 + s0 + w7 + s1;
  }
  let [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0] = state;
  for (let at = 0; at < 64; at += 1) {
    const choice = (e & f) ^ (~e & g);
    const majority = (a & b) ^ (a & c) ^ (b & c);
    const t1 =
      h + (turn(e, 6) ^ turn(e, 11) ^ turn(e, 25)) + choice + (constants[at] ?? 0) + (schedule[at] ?? 0);
    const t2 = (turn(a, 2) ^ turn(a, 13) ^ turn(a, 22)) + majority;
    [h, g, f, e, d, c, b, a] = [g, f, e, (d + t1) >>> 0, c, b, a, (t1 + t2) >>> 0];
  }
  [a, b, c, d, e, f, g, h].forEach((word, at) => {
    state[at] = (state[at] ?? 0) + word;
  });
}

/** Rotates to the right. */
function turn(word: number, by: number): number {
  return (word >>> by) | (word << (32 - by));
}
