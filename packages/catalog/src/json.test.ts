import { describe, expect, it } from 'vitest';
import { firstIssue, isObject, parseObject, pointer, unescapeToken } from './json.js';

describe('isObject', () => {
  it.each([{}, { a: 1 }, Object.create(null)])('takes %j for an object', (value) => {
    expect(isObject(value)).toBe(true);
  });

  it.each([null, undefined, [], 'text', 7, true])('does not take %j for an object', (value) => {
    expect(isObject(value)).toBe(false);
  });
});

describe('parseObject', () => {
  it.each([
    ['{"a": 1}', { a: 1 }],
    ['[1]', null],
    ['null', null],
    ['"text"', null],
    ['{"a": ', null],
    ['', null],
  ])('reads %s', (text, expected) => {
    expect(parseObject(text)).toEqual(expected);
  });
});

describe('pointer', () => {
  it.each([
    ['name', '/a/name'],
    [0, '/a/0'],
    ['x/y~z', '/a/x~1y~0z'],
    ['~1', '/a/~01'],
    ['', '/a/'],
  ])('adds %j to /a, so that it can be read back', (token, expected) => {
    expect(pointer('/a', token)).toBe(expected);
    expect(unescapeToken(expected.slice('/a/'.length))).toBe(String(token));
  });
});

describe('firstIssue', () => {
  it.each([
    [[], ''],
    [['data', 3, 'id'], '/data/3/id'],
    [['a/b', '~c'], '/a~1b/~0c'],
  ])('writes the path %j as %j', (path, expected) => {
    const issues = [{ message: 'Wrong', path }];
    expect(firstIssue({ issues }).path).toBe(expected);
    expect(firstIssue({ issues }, '/models').path).toBe(`/models${expected}`);
    expect(firstIssue({ issues }).problem).toBe(`Wrong at ${expected || 'the top'}`);
  });
});
