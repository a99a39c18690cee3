import { describe, expect, it } from 'vitest';
import {
  parseCount,
  parseDuration,
  parsePort,
  parsePositiveInteger,
  parsePrice,
  parseWords,
} from './flags.js';

const cases: readonly (readonly [(text: string) => unknown, string, unknown])[] = [
  [parseCount, '128000', 128_000],
  [parseCount, '128k', 128_000],
  [parseCount, '128K', 128_000],
  [parseCount, '1m', 1_000_000],
  [parseCount, '1.5m', 1_500_000],
  [parseCount, '0', 0],
  [parseDuration, '5000', 5_000],
  [parseDuration, '500ms', 500],
  [parseDuration, '5s', 5_000],
  [parseDuration, '1.5s', 1_500],
  [parseDuration, '2m', 120_000],
  [parseDuration, '1h', 3_600_000],
  [parseDuration, '1d', 86_400_000],
  [parsePositiveInteger, '1', 1],
  [parsePort, '0', 0],
  [parsePort, '65535', 65_535],
  [parsePrice, '0.5', 0.5],
  [parsePrice, '$2', 2],
  [parsePrice, '.1', 0.1],
  [parseWords, 'Qwen, mistralai,', ['qwen', 'mistralai']],
];

const refused: readonly (readonly [(text: string) => unknown, string])[] = [
  [parseCount, '128g'],
  [parseCount, '-1'],
  [parseCount, ''],
  [parseCount, 'k'],
  [parseDuration, '0'],
  [parseDuration, '5 hours'],
  [parseDuration, '-5s'],
  [parseDuration, '25d'],
  [parseDuration, '99999999999'],
  [parsePositiveInteger, '0'],
  [parsePositiveInteger, '1.5'],
  [parsePositiveInteger, '1e3'],
  [parsePort, '65536'],
  [parsePort, 'http'],
  [parsePrice, 'cheap'],
  [parsePrice, '-1'],
  [parseWords, ' , '],
];

describe('values of flags', () => {
  it.each(cases)('%o reads %j', (parse, text, value) => {
    expect(parse(text)).toEqual(value);
  });

  it.each(refused)('%o refuses %j', (parse, text) => {
    expect(() => parse(text)).toThrow(expect.objectContaining({ code: 'commander.invalidArgument' }));
  });

  it('collects words from a flag given several times', () => {
    expect(parseWords('c', parseWords('a,b'))).toEqual(['a', 'b', 'c']);
  });
});
