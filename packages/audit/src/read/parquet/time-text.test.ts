import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dateText, timestampText } from './time-text.js';

const date = fc.date({ min: new Date('0001-01-01'), max: new Date('9999-12-31'), noInvalidDate: true });

describe('timestampText', () => {
  it('agrees with Date in the years that it knows', () => {
    fc.assert(
      fc.property(date, (day) => {
        const iso = day
          .toISOString()
          .replace('T', ' ')
          .replace('Z', '')
          .replace(/\.?0+$/, (zeros) => (zeros.startsWith('.') ? '' : ''));
        const expected = day.getMilliseconds() === 0 ? day.toISOString().slice(0, 19).replace('T', ' ') : iso;
        expect(timestampText(BigInt(day.getTime()), { unit: 'MILLIS', isUtc: false })).toBe(expected);
      }),
    );
  });

  it.each([
    [-1n, 'MICROS', '1969-12-31 23:59:59.999999'],
    [1n, 'NANOS', '1970-01-01 00:00:00.000000001'],
    [9_223_372_036_854_775_807n, 'NANOS', '2262-04-11 23:47:16.854775807'],
    [-9_223_372_036_854_775_808n, 'NANOS', '1677-09-21 00:12:43.145224192'],
    [9_223_372_036_854_775_807n, 'MICROS', '294247-01-10 04:00:54.775807'],
  ] as const)('keeps every digit of %s %s', (units, unit, expected) => {
    expect(timestampText(units, { unit, isUtc: false })).toBe(expected);
    expect(timestampText(units, { unit, isUtc: true })).toBe(`${expected}+00`);
  });
});

describe('dateText', () => {
  it.each([
    [0, '1970-01-01'],
    [11_016, '2000-02-29'],
    [-719_162, '0001-01-01'],
    [-719_163, '0001-12-31 (BC)'],
    [2_147_483_647, '5881580-07-11'],
  ])('%s days are %s', (days, expected) => {
    expect(dateText(days)).toBe(expected);
  });
});
