import type { CatalogModel } from '@distillable/catalog';

/**
 * Moves the point of a decimal text to the right, exactly: prices are USD per token, and `Number` would make
 * 0.09999999999999999 of some of them. Null if the text is not an unsigned decimal.
 */
export function shiftDecimal(text: string, places: number): string | null {
  const match = /^(\d*)(?:\.(\d*))?(?:e([+-]?\d{1,3}))?$/i.exec(text);
  if (match === null) return null;
  const [, whole = '', fraction = '', exponent = '0'] = match;
  if (whole === '' && fraction === '') return null;
  const point = whole.length + places + Number(exponent);
  const digits = (whole + fraction).padStart(whole.length + fraction.length - Math.min(point, 0), '0');
  const at = Math.max(point, 0);
  const left = digits
    .slice(0, at)
    .padEnd(at, '0')
    .replace(/^0+(?=\d)/, '');
  const right = digits.slice(at).replace(/0+$/, '');
  return (left === '' ? '0' : left) + (right === '' ? '' : `.${right}`);
}

/** USD per million tokens as an exact decimal text; null where the price is unknown or depends on the model chosen. */
export function pricePerMillion(perToken: string | null): string | null {
  return perToken === null ? null : shiftDecimal(perToken, 6);
}

/** A price as people read it: `free`, or at least two decimals so that points line up. */
export function formatPrice(perMillion: string | null, whenUnknown: string): string {
  if (perMillion === null) return whenUnknown;
  if (perMillion === '0') return 'free';
  const [whole = '', fraction = ''] = perMillion.split('.');
  return `${whole}.${fraction.padEnd(2, '0')}`;
}

/** Charged only where a request asks for it, by a plugin or tool. */
const onDemand = 'web_search';

/**
 * The highest price of a million tokens, in USD: of prompt and completion, long prompts, images, reasoning and all else
 * that a row has a price for. A price per request counts in full, as if each token were a request: it has no limit per
 * token. Null where any is unknown, since the unknown one may be the highest.
 */
export function highestPrice({
  promptPrice,
  completionPrice,
  otherPrices = {},
}: CatalogModel): number | null {
  const { [onDemand]: _, ...others } = otherPrices;
  const prices = [promptPrice, completionPrice, ...Object.values(others)].map(pricePerMillion);
  return prices.reduce<number | null>(
    (highest, price) => (highest === null || price === null ? null : Math.max(highest, Number(price))),
    0,
  );
}

/** Whether nothing costs anything, also what only some requests use. */
export function isFree({ promptPrice, completionPrice, otherPrices = {} }: CatalogModel): boolean {
  const prices = [promptPrice, completionPrice, ...Object.values(otherPrices)];
  return prices.every((price) => pricePerMillion(price) === '0');
}

const units = [
  { name: 'd', milliseconds: 86_400_000, from: 2 * 86_400_000 },
  { name: 'h', milliseconds: 3_600_000, from: 2 * 3_600_000 },
  { name: 'min', milliseconds: 60_000, from: 2 * 60_000 },
  { name: 's', milliseconds: 1_000, from: 0 },
] as const;

/** A length of time in its largest fitting unit, rounded down: `45 s`, `90 min`, `30 h`, `12 d`. */
export function formatDuration(milliseconds: number): string {
  const unit = units.find(({ from }) => milliseconds >= from) ?? units[3];
  return `${Math.floor(milliseconds / unit.milliseconds)} ${unit.name}`;
}

/** `3 h old`; an age below zero means that the clock here is behind the one that wrote it. */
export function formatAge(ageMs: number): string {
  return ageMs < 0 ? `${formatDuration(-ageMs)} ahead of this clock` : `${formatDuration(ageMs)} old`;
}
