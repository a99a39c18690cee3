import { describe, expect, it } from 'vitest';
import { findRowFields } from './row-fields.js';

describe('the columns of a file', () => {
  it.each([
    ['{"model":"a/b"}', 'model'],
    ['{"metadata":{"model":"a/b"}}', 'metadata.model'],
    ['{"response":{"body":{"model":"a/b"}}}', 'response.body.model'],
    ['{"request":{"model":"asked/for"},"response":{"model":"served/by"}}', 'response.model'],
    ['{"generator":"a/b","model":""}', 'generator'],
    ['{"teacher":"a/b","model":null}', 'teacher'],
    ['{"model":7,"generator":"a/b"}', 'model'],
  ])('are found by name: of %s the model is in %s', (row, path) => {
    const { model } = findRowFields({});
    model.read(JSON.parse(row));
    expect(model.path()).toBe(path);
  });

  it('stay what the first row that names a model says', () => {
    const { model } = findRowFields({});
    expect(model.read({ text: 'no model' })).toBeUndefined();
    expect(model.path()).toBeNull();
    expect(model.read({ generator: 'a/b' })).toBe('a/b');
    expect(model.read({ model: 'c/d' })).toBeUndefined();
    expect(model.read({ model: 'c/d', generator: 'e/f' })).toBe('e/f');
    expect(model.path()).toBe('generator');
  });

  it('are what the user names, alone', () => {
    const { model, time, id, text } = findRowFields({ model: 'm.n', time: 't', id: 'i', text: 'x' });
    const row = {
      model: 'a/b',
      m: { n: 'c/d' },
      created: 1_700_000_000,
      t: '2026-01-01',
      i: 'gen-1',
      x: 'hi',
    };
    expect([model, time, id, text].map((field) => field.read(row))).toEqual([
      'c/d',
      '2026-01-01',
      'gen-1',
      'hi',
    ]);
    expect(model.read({ model: 'a/b' })).toBeUndefined();
  });

  it('take no length of time for a time', () => {
    const { time } = findRowFields({});
    expect(time.read({ time: 3.2, date: '2026-01-01' })).toBe('2026-01-01');
    expect(time.path()).toBe('date');
  });

  it.each([
    [{ id: 'row-1', generation_id: 'gen-1' }, 'gen-1'],
    [{ id: 'gen-1', response: { id: 'gen-2' } }, 'gen-1'],
    [{ id: 'row-1', response: { id: 'gen-2' } }, 'gen-2'],
    [{ id: 'row-1' }, 'row-1'],
  ])('of %j have the generation %s', (row, id) => {
    expect(findRowFields({}).id.read(row)).toBe(id);
  });

  it.each([
    [{ response: 'hi' }, 'hi'],
    [{ choices: [{ message: { content: 'hi' } }] }, 'hi'],
    [
      {
        messages: [
          { role: 'user', content: 'no' },
          { role: 'assistant', content: 'hi' },
        ],
      },
      'hi',
    ],
    [{ messages: [{ role: 'user', content: 'no' }] }, undefined],
    [{ output: [{ type: 'text', text: 'h' }, { type: 'image' }, { type: 'text', text: 'i' }] }, 'hi'],
  ])('of %j have the text %s', (row, text) => {
    expect(findRowFields({}).text.read(row)).toBe(text);
  });
});
