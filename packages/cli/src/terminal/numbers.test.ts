import { describe, expect, it } from 'vitest';
import { catalogModel as model } from '../../../../test/support/catalog-model.js';
import { dearestPrice, formatPrice, pricePerMillion, shiftDecimal } from './numbers.js';

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

describe('dearestPrice', () => {
  it.each([
    ['0.0000001', '0.0000004', 0.4],
    ['0.0000005', '0.0000004', 0.5],
    ['0', '0', 0],
    [null, '0.0000004', null],
    ['0.0000004', null, null],
  ])('of %s and %s is %s', (promptPrice, completionPrice, dearest) => {
    expect(dearestPrice(model('a/b', { promptPrice, completionPrice }))).toBe(dearest);
  });
});
