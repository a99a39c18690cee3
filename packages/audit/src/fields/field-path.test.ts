import { describe, expect, it } from 'vitest';
import { compileField } from './field-path.js';

describe('compileField', () => {
  it.each<[string, string, unknown]>([
    ['model', '{"model":"a/b"}', 'a/b'],
    ['model', '{"model":"a/b","model":"c/d"}', 'c/d'],
    ['model', '{"mod\\u0065l":"a/b"}', 'a/b'],
    ['metadata.model', '{"metadata":{"model":"a/b"}}', 'a/b'],
    ['metadata.model', '{"metadata.model":"flat/table","metadata":{"model":"a/b"}}', 'flat/table'],
    ['metadata.model', '{"metadata":"model"}', undefined],
    ['metadata.model', '{"metadata":null}', undefined],
    ['metadata.model', '{"metadata":[{"model":"a/b"}]}', undefined],
    ['choices[0].model', '{"choices":[{"model":"a/b"}]}', 'a/b'],
    ['messages[-1].content', '{"messages":[{"content":"x"},{"content":"y"}]}', 'y'],
    ['messages[5].content', '{"messages":[]}', undefined],
    ['constructor', '{}', undefined],
    ['constructor', '{"constructor":"a/b"}', 'a/b'],
    ['__proto__.model', '{"__proto__":{"model":"a/b"}}', 'a/b'],
    ['toString.name', '{}', undefined],
    ['length', '{"length":3}', 3],
  ])('reads %s of %s as %j', (path, row, value) => {
    expect(compileField(path)(JSON.parse(row))).toBe(value);
  });
});
