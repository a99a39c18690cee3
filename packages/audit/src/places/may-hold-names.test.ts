import { describe, expect, it } from 'vitest';
import { knownPlaces } from './known-places.js';
import { type ColumnKind, mayHoldNames } from './may-hold-names.js';
import { parsePath } from './parse-path.js';

describe('a column', () => {
  it.each<[readonly string[], ColumnKind]>([
    [['model'], 'text'],
    [['Model_Name'], 'text'],
    [['completions', 'model'], 'text'],
    [['completions', 'my_model'], 'text'],
    [['model', 'id'], 'text'],
    [['gen_ai.request.model'], 'text'],
    [['metadata'], 'text'],
    [['requestBody'], 'text'],
    [['benchmark_config'], 'text'],
    [['attributes', 'key'], 'text'],
    [['attributes', 'value', 'stringValue'], 'text'],
    [['anything'], 'json'],
    [['model'], 'other'],
  ])('%j of %s is read', (path, kind) => {
    expect(mayHoldNames(path, {}, kind)).toBe(true);
  });

  it.each<[readonly string[], ColumnKind]>([
    [['prompt'], 'text'],
    [['conversations', 'value'], 'text'],
    [['messages', 'content'], 'text'],
    [['messages', 'name'], 'text'],
    [['id'], 'text'],
    [['metadata', 'tokens'], 'other'],
    [['score'], 'other'],
  ])('%j of %s is not read', (path, kind) => {
    expect(mayHoldNames(path, {}, kind)).toBe(false);
  });

  it.each<[string, readonly string[]]>([
    ['who', ['who']],
    ['who.id', ['who']],
    ['who[].id', ['who', 'id']],
    ['who', ['who', 'id']],
    ['scores.{key}', ['scores', 'gpt-4']],
    ['["a.b"].c', ['a.b', 'c']],
    ['{key}', ['gpt-4']],
  ])('that %s leads to or through is read: %j', (path, column) => {
    expect(mayHoldNames(column, { found: [path] })).toBe(true);
    expect(mayHoldNames(column, { modelFields: [path] }, 'other')).toBe(true);
  });

  it('in which a sample had JSON is read', () => {
    expect(mayHoldNames(['prompt'], { jsonColumns: ['prompt'] })).toBe(true);
    expect(mayHoldNames(['prompt', 'text'], { jsonColumns: ['prompt'] })).toBe(true);
    expect(mayHoldNames(['prompt'], { jsonColumns: ['text'] })).toBe(false);
  });

  it.each(knownPlaces)('of the known place $path is read', ({ path }) => {
    const keys = parsePath(path).flatMap((step) => (step.kind === 'key' ? [step.key.replace('*', 'x')] : []));
    expect(mayHoldNames(keys, {}, 'text')).toBe(true);
    expect(mayHoldNames(['deep', ...keys], {}, 'text')).toBe(true);
  });
});
