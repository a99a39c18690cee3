import { describe, expect, it } from 'vitest';
import { catalogModel as model } from '../../../../test/support/catalog-model.js';
import {
  formatAge,
  formatDuration,
  formatPrice,
  highestPrice,
  isFree,
  pricePerMillion,
  shiftDecimal,
} from './numbers.js';

describe('pricePerMillion', () => {
  it.each([
    ['0', '0'],
    ['0.0', '0'],
    ['0.00000009', '0.09'],
    ['0.0000001', '0.1'],
    ['0.00000033', '0.33'],
    ['0.000015', '15'],
    ['0.0000000005', '0.0005'],
    ['0.00001234567', '12.34567'],
    ['1', '1000000'],
    ['12.5', '12500000'],
    ['.000001', '1'],
    ['1e-7', '0.1'],
    ['2.5E-6', '2.5'],
    ['1e-10', '0.0001'],
    ['000.000001', '1'],
  ])('makes %s USD per token %s USD per million, exactly', (perToken, perMillion) => {
    expect(pricePerMillion(perToken)).toBe(perMillion);
  });

  it.each([['-1'], ['free'], [''], ['.'], ['1,5'], ['NaN'], ['0x1']])(
    'does not make a price of %j',
    (text) => {
      expect(pricePerMillion(text)).toBeNull();
    },
  );

  it('keeps an unknown price unknown', () => {
    expect(pricePerMillion(null)).toBeNull();
  });
});

describe('shiftDecimal', () => {
  it('agrees with integer arithmetic for every number of decimals', () => {
    for (let decimals = 0; decimals <= 14; decimals += 1) {
      const digits = '907';
      const padded = digits.padStart(decimals + 1, '0');
      const text = decimals === 0 ? digits : `${padded.slice(0, -decimals)}.${padded.slice(-decimals)}`;
      const shifted = shiftDecimal(text, 6) ?? '';
      const [whole = '', fraction = ''] = shifted.split('.');
      const scaled = BigInt(whole + fraction.padEnd(14, '0'));
      expect(scaled, text).toBe((907n * 10n ** 20n) / 10n ** BigInt(decimals));
    }
  });
});

describe('formatPrice', () => {
  it.each([
    ['0', 'free'],
    ['15', '15.00'],
    ['0.1', '0.10'],
    ['0.075', '0.075'],
    [null, 'varies'],
  ])('shows %s as %s', (perMillion, shown) => {
    expect(formatPrice(perMillion, 'varies')).toBe(shown);
  });
});

describe('highestPrice', () => {
  it.each<[string | null, string | null, Record<string, string | null>, number | null]>([
    ['0.0000001', '0.0000004', {}, 0.4],
    ['0.0000005', '0.0000004', {}, 0.5],
    ['0', '0', {}, 0],
    [null, '0.0000004', {}, null],
    ['0.0000004', null, {}, null],
    ['0', '0', { image_output: '0.00006' }, 60],
    ['0.0000001', '0.0000004', { completion: '0.000006' }, 6],
    ['0', '0', { request: '0.01' }, 10_000],
    ['0', '0', { request: null }, null],
    ['0', '0', { web_search: '0.01' }, 0],
  ])('of %s, %s and %j is %s', (promptPrice, completionPrice, otherPrices, highest) => {
    expect(highestPrice(model('a/b', { promptPrice, completionPrice, otherPrices }))).toBe(highest);
  });
});

describe('isFree', () => {
  it.each<[string | null, Record<string, string | null> | null, boolean]>([
    ['0', null, true],
    ['0.0', {}, true],
    ['0.0000001', null, false],
    [null, null, false],
    ['0', { request: '0.01' }, false],
    ['0', { image: '0.04' }, false],
    ['0', { web_search: '0.01' }, false],
    ['0', { audio: null }, false],
  ])('of %s per token and %j is %s', (price, otherPrices, free) => {
    const others = otherPrices === null ? {} : { otherPrices };
    expect(isFree(model('a/b', { promptPrice: price, completionPrice: price, ...others }))).toBe(free);
  });
});

const [second, minute, hour, day] = [1_000, 60_000, 3_600_000, 86_400_000];

describe('formatDuration', () => {
  it.each([
    [0, '0 s'],
    [119 * second, '119 s'],
    [2 * minute, '2 min'],
    [2 * hour - 1, '119 min'],
    [2 * hour, '2 h'],
    [2 * day - 1, '47 h'],
    [40 * day, '40 d'],
  ])('shows %i ms as %s', (milliseconds, text) => {
    expect(formatDuration(milliseconds)).toBe(text);
  });
});

describe('formatAge', () => {
  it.each([
    [3 * hour, '3 h old'],
    [-3 * hour, '3 h ahead of this clock'],
  ])('shows an age of %i ms as %s', (age, text) => {
    expect(formatAge(age)).toBe(text);
  });
});
