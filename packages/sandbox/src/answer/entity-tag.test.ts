import { expect, it } from 'vitest';
import { entityTag, matchesTag } from './entity-tag.js';

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
