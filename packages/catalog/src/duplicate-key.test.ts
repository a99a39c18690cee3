import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findDuplicateKey } from './json-text.js';

describe('a name that an object has twice', () => {
  it.each([
    ['{"a":1,"a":1}', 'a'],
    ['{"a":1,"b":{"c":[{"d":1,"e":2,"d":3}]}}', 'd'],
    [String.raw`{"model":1,"mod\u0065l":2}`, 'model'],
    [String.raw`{"a\"b":1,"a\"b":2}`, 'a"b'],
    [String.raw`{"a\\":1,"a\\":2}`, 'a\\'],
    ['{ "a" : 1 ,\n "a"\t: 2 }', 'a'],
    ['[{"a":1},{"":1,"":2}]', ''],
    ['{"__proto__":1,"__proto__":2}', '__proto__'],
    ['{"a":{"b":1},"a":{"b":1}}', 'a'],
  ])('is found in %s', (text, name) => {
    expect(() => JSON.parse(text)).not.toThrow();
    expect(findDuplicateKey(text)).toBe(name);
  });

  it.each([
    '{}',
    '"a"',
    '{"a":"a","b":"a"}',
    '{"a":{"a":{"a":1}}}',
    '[{"a":1},{"a":1},["a","a"]]',
    String.raw`{"a":"\"a\":1,\"a\":2"}`,
    String.raw`{"a":"{\"b\":1,","b":"\\"}`,
  ])('is not in %s', (text) => {
    expect(() => JSON.parse(text)).not.toThrow();
    expect(findDuplicateKey(text)).toBeNull();
  });

  it('is never in what JSON.stringify writes', () => {
    fc.assert(fc.property(fc.json(), (text) => findDuplicateKey(text) === null));
  });

  it('is found in long and deep texts in time that grows with their length', () => {
    const long = `{"a":"${'\\\\'.repeat(1_000_000)}","b":${'['.repeat(500_000)}${']'.repeat(500_000)},"b":1}`;
    expect(findDuplicateKey(long)).toBe('b');
  });
});
