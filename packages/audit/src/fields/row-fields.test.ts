import { describe, expect, it } from 'vitest';
import { findRowFields } from './row-fields.js';

describe('the columns of a file', () => {
  it('are what the user names, alone', () => {
    const { time, id, text } = findRowFields({ time: 't', id: 'i', text: 'x' });
    const row = {
      created: 1_700_000_000,
      t: '2026-01-01',
      i: 'gen-1',
      x: 'hi',
    };
    expect([time, id, text].map((field) => field.read(row))).toEqual(['2026-01-01', 'gen-1', 'hi']);
    expect(time.read({ created: 1_700_000_000 })).toBeUndefined();
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
