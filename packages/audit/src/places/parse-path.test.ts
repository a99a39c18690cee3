import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { joinKey, parsePath } from './parse-path.js';

const key = (text: string) => ({ kind: 'key', key: text });
const item = (index: number | null) => ({ kind: 'item', index });

describe('a path', () => {
  it.each<[string, readonly unknown[]]>([
    ['model', [key('model')]],
    ['Model Name', [key('Model Name')]],
    ['metadata.model', [key('metadata'), key('model')]],
    ['completions[].model', [key('completions'), item(null), key('model')]],
    ['completions[*].model', [key('completions'), item(null), key('model')]],
    ['judge[0]', [key('judge'), item(0)]],
    ['messages[-1].model', [key('messages'), item(-1), key('model')]],
    ['rows[][1]', [key('rows'), item(null), item(1)]],
    ['attributes["gen_ai.request.model"]', [key('attributes'), key('gen_ai.request.model')]],
    ['["a.b"]["say \\"c\\""]', [key('a.b'), key('say "c"')]],
    ['scores.{}.model', [key('scores'), { kind: 'any' }, key('model')]],
    ['scores.{*}.model', [key('scores'), { kind: 'any' }, key('model')]],
    ['scores.{key}', [key('scores'), { kind: 'keys', certain: true, separator: null }]],
    ['{key?}', [{ kind: 'keys', certain: false, separator: null }]],
    ['pairs.{key__key}', [key('pairs'), { kind: 'keys', certain: true, separator: '__' }]],
    ['cmp_key{_}', [key('cmp_key'), { kind: 'pair', separator: '_' }]],
  ])('%s is read', (path, steps) => {
    expect(parsePath(path)).toEqual(steps);
  });

  it.each<[string, number]>([
    ['', 1],
    ['.model', 1],
    ['a..b', 3],
    ['a.', 3],
    ['a[', 2],
    ['a[x]', 2],
    ['a["b]', 2],
    ['a]', 2],
    ['a{b}', 2],
    ['a[]b', 4],
    ['{key}.b', 6],
    ['a{_}[]', 5],
    ['a["\\x"]', 2],
  ])('%s is rejected at character %i', (path, at) => {
    expect(() => parsePath(path)).toThrow(TypeError);
    expect(() => parsePath(path)).toThrow(`character ${at}:`);
  });

  it('to any key can be written', () => {
    fc.assert(
      fc.property(fc.array(fc.string(), { minLength: 1 }), (keys) => {
        expect(parsePath(keys.reduce(joinKey, ''))).toEqual(keys.map(key));
      }),
    );
  });
});
