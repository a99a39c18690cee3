import { expect, it } from 'vitest';
import { chooseCoding, entityTag, matchesTag } from './send-response.js';

it.each([
  [undefined, 'identity'],
  ['', 'identity'],
  ['identity', 'identity'],
  ['deflate, zstd', 'identity'],
  ['gzip', 'gzip'],
  ['GZIP', 'gzip'],
  ['br', 'br'],
  ['gzip, deflate, br', 'br'],
  ['br;q=0.5, gzip;q=0.9', 'gzip'],
  ['br;q=0, gzip;q=0', 'identity'],
  ['br; q=0, *', 'gzip'],
  ['*', 'br'],
  ['gzip;q=nonsense', 'identity'],
])('for accept-encoding %j chooses %s', (acceptEncoding, coding) => {
  expect(chooseCoding(acceptEncoding)).toBe(coding);
});

it('gives equal bytes equal tags, and other bytes or codings other ones', () => {
  const tag = entityTag(Buffer.from('a'), 'identity');
  expect(entityTag(Buffer.from('a'), 'identity')).toBe(tag);
  expect(tag).toMatch(/^"[\w-]{27}"$/);
  expect(entityTag(Buffer.from('b'), 'identity')).not.toBe(tag);
  expect(entityTag(Buffer.from('a'), 'gzip')).not.toBe(tag);
});

it.each([
  [undefined, false],
  ['"x"', true],
  ['W/"x"', true],
  ['"a", "x"', true],
  ['*', true],
  ['"a"', false],
  ['x', false],
])('compares If-None-Match %j with the tag "x": %s', (ifNoneMatch, matches) => {
  expect(matchesTag(ifNoneMatch, '"x"')).toBe(matches);
});
