// Values of flags from what was written. One file: each more would cost every command half a millisecond to load.
import { InvalidArgumentError } from 'commander';

const countFactors: Readonly<Record<string, number>> = { '': 1, k: 1_000, m: 1_000_000 };

/** `128000`, `128k` or `1m`. Thousands are decimal, so `128k` finds models of 128,000 and of 131,072 tokens. */
export function parseCount(text: string): number {
  const match = /^(\d+(?:\.\d+)?)([km]?)$/i.exec(text.trim());
  const count = Number(match?.[1]) * (countFactors[(match?.[2] ?? '').toLowerCase()] ?? Number.NaN);
  if (!Number.isFinite(count)) throw new InvalidArgumentError('Give a number such as 128000, 128k or 1m.');
  return Math.round(count);
}

/** A whole number from 1 up. */
export function parsePositiveInteger(text: string): number {
  const count = Number(text);
  if (!/^\d+$/.test(text) || !Number.isSafeInteger(count) || count < 1) {
    throw new InvalidArgumentError('Give a whole number from 1 up.');
  }
  return count;
}

/** A TCP port; 0 lets the system choose. */
export function parsePort(text: string): number {
  const port = Number(text);
  if (!/^\d+$/.test(text) || port > 65_535) throw new InvalidArgumentError('Give a port from 0 to 65535.');
  return port;
}

/** A price in USD, with or without `$`. */
export function parsePrice(text: string): number {
  const match = /^\$?(\d+(?:\.\d+)?|\.\d+)$/.exec(text.trim());
  if (match === null) throw new InvalidArgumentError('Give a price in USD per million tokens, such as 0.5.');
  return Number(match[1]);
}

const durationFactors: Readonly<Record<string, number>> = {
  '': 1,
  ms: 1,
  s: 1_000,
  m: 60_000,
  min: 60_000,
  h: 3_600_000,
  d: 86_400_000,
};

/** The longest delay that a timer of Node takes. */
const longestDuration = 2_147_483_647;

/** Milliseconds from `5000`, `500ms`, `5s`, `1.5s`, `1m`, `1h` or `1d`. */
export function parseDuration(text: string): number {
  const match = /^(\d+(?:\.\d+)?)(ms|s|m|min|h|d)?$/i.exec(text.trim());
  const duration = Math.round(
    Number(match?.[1]) * (durationFactors[(match?.[2] ?? '').toLowerCase()] ?? Number.NaN),
  );
  if (!(duration >= 1 && duration <= longestDuration)) {
    throw new InvalidArgumentError(
      'Give a time above zero and below 25 days, such as 500ms, 5s, 1h or 5000 (milliseconds).',
    );
  }
  return duration;
}

/** Collects words from a comma list and from a flag given several times. */
export function parseWords(text: string, previous: readonly string[] = []): readonly string[] {
  const words = text
    .split(',')
    .map((word) => word.trim().toLowerCase())
    .filter((word) => word !== '');
  if (words.length === 0) throw new InvalidArgumentError('Give at least one word.');
  return [...previous, ...words];
}

/** Collects the values of a flag given several times. */
export function append(text: string, previous: readonly string[] = []): readonly string[] {
  return [...previous, text];
}
