import { describe, expect, it } from 'vitest';
import { applyChanges, type JsonPatchOperation } from './json-patch.js';

describe('applyChanges', () => {
  it.each<[string, unknown, JsonPatchOperation, unknown]>([
    ['adds a field', { a: 1 }, { op: 'add', path: '/b', value: 2 }, { a: 1, b: 2 }],
    ['adds over a field that is there', { a: 1 }, { op: 'add', path: '/a', value: 2 }, { a: 2 }],
    ['replaces a field', { a: 1 }, { op: 'replace', path: '/a', value: [2] }, { a: [2] }],
    ['removes a field', { a: 1, b: 2 }, { op: 'remove', path: '/a' }, { b: 2 }],
    ['adds deeply', { a: { b: {} } }, { op: 'add', path: '/a/b/c', value: 1 }, { a: { b: { c: 1 } } }],
    ['adds within a list', { a: [1, 3] }, { op: 'add', path: '/a/1', value: 2 }, { a: [1, 2, 3] }],
    ['adds at the end by its index', [1], { op: 'add', path: '/1', value: 2 }, [1, 2]],
    ['adds at the end by a dash', [1], { op: 'add', path: '/-', value: 2 }, [1, 2]],
    ['adds to an empty list', [], { op: 'add', path: '/-', value: 1 }, [1]],
    ['replaces within a list', [1, 2], { op: 'replace', path: '/0', value: 0 }, [0, 2]],
    ['removes from a list', [1, 2, 3], { op: 'remove', path: '/1' }, [1, 3]],
    ['reaches through a list', [{ a: 1 }], { op: 'replace', path: '/0/a', value: 2 }, [{ a: 2 }]],
    ['replaces the whole', { a: 1 }, { op: 'replace', path: '', value: 4 }, 4],
    ['reads ~1 as a slash', { 'a/b': 1 }, { op: 'replace', path: '/a~1b', value: 2 }, { 'a/b': 2 }],
    ['reads ~0 as a tilde', { 'a~b': 1 }, { op: 'replace', path: '/a~0b', value: 2 }, { 'a~b': 2 }],
    ['reads ~01 as ~1', { '~1': 1 }, { op: 'replace', path: '/~01', value: 2 }, { '~1': 2 }],
    ['knows the empty name', { '': 1 }, { op: 'replace', path: '/', value: 2 }, { '': 2 }],
    ['takes a dash for a name in an object', {}, { op: 'add', path: '/-', value: 1 }, { '-': 1 }],
    ['takes a number for a name in an object', {}, { op: 'add', path: '/0', value: 1 }, { 0: 1 }],
  ])('%s', (_, body, change, expected) => {
    expect(applyChanges(body, [change])).toEqual(expected);
  });

  it.each<[string, unknown, JsonPatchOperation]>([
    ['a field to replace that is not there', {}, { op: 'replace', path: '/a', value: 1 }],
    ['a field to remove that is not there', {}, { op: 'remove', path: '/a' }],
    ['a field that is only inherited', {}, { op: 'replace', path: '/toString', value: 1 }],
    ['a parent that is not there', {}, { op: 'add', path: '/a/b', value: 1 }],
    ['a parent that is null', { a: null }, { op: 'add', path: '/a/b', value: 1 }],
    ['a parent that is text', { a: 'text' }, { op: 'add', path: '/a/0', value: 1 }],
    ['an inherited parent', {}, { op: 'add', path: '/constructor/name', value: 1 }],
    ['an index beyond the end', [1], { op: 'add', path: '/2', value: 1 }],
    ['an index at the end to replace', [1], { op: 'replace', path: '/1', value: 1 }],
    ['an index at the end to remove', [1], { op: 'remove', path: '/1' }],
    ['an index at the end to pass', [{}], { op: 'add', path: '/1/a', value: 1 }],
    ['a dash to remove', [1], { op: 'remove', path: '/-' }],
    ['a dash to replace', [1], { op: 'replace', path: '/-', value: 1 }],
    ['an index with a leading zero', [1, 2], { op: 'remove', path: '/01' }],
    ['an empty index', [1], { op: 'remove', path: '/' }],
    ['a negative index', [1], { op: 'remove', path: '/-1' }],
    ['an index in another notation', [1, 2], { op: 'remove', path: '/1e0' }],
    ['a name in a list', [1], { op: 'add', path: '/length', value: 0 }],
    ['a path without its first slash', { a: 1 }, { op: 'replace', path: 'a', value: 2 }],
  ])('refuses %s', (_, body, change) => {
    expect(() => applyChanges(body, [change])).toThrow(RangeError);
  });

  it('applies one change after the other', () => {
    const changes: readonly JsonPatchOperation[] = [
      { op: 'remove', path: '/models/1' },
      { op: 'remove', path: '/models/0' },
      { op: 'add', path: '/models/-', value: 'x' },
    ];
    expect(applyChanges({ models: ['a', 'b', 'c'] }, changes)).toEqual({ models: ['c', 'x'] });
  });

  it('leaves the original alone and shares with it what is unchanged', () => {
    const body = { messages: [{ role: 'user' }], provider: { only: ['a'] }, models: ['a', 'b'] };
    const given = structuredClone(body);
    const changed = applyChanges(body, [
      { op: 'add', path: '/provider/zdr', value: true },
      { op: 'remove', path: '/models/0' },
    ]);
    expect(body).toEqual(given);
    expect(changed.messages).toBe(body.messages);
    expect(changed.provider.only).toBe(body.provider.only);
    expect(changed.provider).not.toBe(body.provider);
  });

  it('gives back the original itself where nothing changes', () => {
    const body = {};
    expect(applyChanges(body, [])).toBe(body);
  });

  it('keeps the order of fields', () => {
    const body = { endpoint: 'e', model: 'a', requests: [{ body: {} }] };
    const changed = applyChanges(body, [{ op: 'add', path: '/requests/0/body/provider', value: {} }]);
    expect(Object.keys(changed)).toEqual(['endpoint', 'model', 'requests']);
  });

  it('takes __proto__ for a field like any other', () => {
    const body: unknown = JSON.parse('{"__proto__": {"a": 1}, "b": {}}');
    const changes: readonly JsonPatchOperation[] = [
      { op: 'replace', path: '/__proto__/a', value: 2 },
      { op: 'add', path: '/b/__proto__', value: { polluted: true } },
    ];
    const changed = applyChanges(body, changes);
    expect(JSON.stringify(changed)).toBe('{"__proto__":{"a":2},"b":{"__proto__":{"polluted":true}}}');
    expect('polluted' in {}).toBe(false);
    expect(Object.getPrototypeOf(changed)).toBe(Object.prototype);
    const removed = applyChanges(changed, [{ op: 'remove', path: '/__proto__' }]);
    expect(JSON.stringify(removed)).toBe('{"b":{"__proto__":{"polluted":true}}}');
  });
});
