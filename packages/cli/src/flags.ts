import { type Command, InvalidArgumentError, Option } from 'commander';
import { usageError } from './errors.js';
import type { Session } from './session.js';
import { type CatalogOrigin, defaultBaseUrl, type GlobalFlags } from './settings.js';

type GlobalFlag = keyof GlobalFlags;

/** Flags for the form of the output. */
export const outputFlags: readonly GlobalFlag[] = ['json', 'quiet', 'verbose'];

/** Flags of commands that work with any catalog. */
export const catalogFlags: readonly GlobalFlag[] = [
  'sandbox',
  'offline',
  'catalog',
  'baseUrl',
  'timeout',
  ...outputFlags,
];

/** Flags of commands that show licences and terms. */
export const termsFlags: readonly GlobalFlag[] = ['terms', ...catalogFlags];

/** Every flag that is taken before the name of a command too. */
export function globalOptions(): readonly Option[] {
  return [
    new Option('--sandbox', 'use the built-in sample catalog, without network or cache').conflicts([
      'offline',
      'catalog',
      'baseUrl',
    ]),
    new Option('--offline', 'use only what is cached'),
    new Option('--catalog <file>', 'use only an exported snapshot').conflicts('baseUrl'),
    new Option('--base-url <url>', `base URL of the API (OPENROUTER_BASE_URL; default: ${defaultBaseUrl})`),
    new Option('--terms <file>', 'a table of terms of your own, laid over the built-in one'),
    new Option('--timeout <duration>', 'for one request: 5s, 500ms (default: 10s)').argParser(parseDuration),
    new Option('--json', 'print data, and errors, as JSON'),
    new Option('--quiet', 'print no facts and hints beside the data').conflicts('verbose'),
    new Option('--verbose', 'print details, and stack traces of errors'),
    new Option('-V, --version', 'print the version'),
  ];
}

/** Shows in a command's help, and completes, only the global flags that have an effect on it. */
export function showGlobalFlags(command: Command, flags: readonly GlobalFlag[]): Command {
  const names: readonly string[] = flags;
  return command.configureHelp({
    showGlobalOptions: true,
    visibleGlobalOptions: ({ parent }) => {
      const options: Option[] = [];
      for (let each = parent; each !== null; each = each.parent) options.push(...each.options);
      return options.filter((option) => names.includes(option.attributeName()));
    },
  });
}

const flagOf: Readonly<Record<CatalogOrigin['kind'], string>> = {
  live: '',
  offline: '--offline',
  file: '--catalog',
  sandbox: '--sandbox',
};

/**
 * Rejects a flag that makes no sense with a command.
 *
 * @param reasons why, for each origin that is rejected
 * @throws CommandError `USAGE`, naming both
 */
export function rejectOrigins(
  { settings }: Session,
  command: string,
  reasons: Partial<Record<CatalogOrigin['kind'], string>>,
): void {
  const reason = reasons[settings.origin.kind];
  if (reason === undefined) return;
  throw usageError(`${flagOf[settings.origin.kind]} cannot be used with \`${command}\`: ${reason}`);
}

/** Of flags with their values, the names of those that are given. */
export function givenFlags(flags: Readonly<Record<string, unknown>>): readonly string[] {
  return Object.entries(flags).flatMap(([name, value]) =>
    value === undefined || value === false ? [] : name,
  );
}

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

/** The longest time that a timer of Node takes: milliseconds. */
const maxDuration = 2_147_483_647;

/** Milliseconds from `5000`, `500ms`, `5s`, `1.5s`, `1m`, `1h` or `1d`. */
export function parseDuration(text: string): number {
  const match = /^(\d+(?:\.\d+)?)(ms|s|m|min|h|d)?$/i.exec(text.trim());
  const duration = Math.round(
    Number(match?.[1]) * (durationFactors[(match?.[2] ?? '').toLowerCase()] ?? Number.NaN),
  );
  if (!(duration >= 1 && duration <= maxDuration)) {
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
