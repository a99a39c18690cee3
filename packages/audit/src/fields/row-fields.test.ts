import { describe, expect, it } from 'vitest';
import { findRowFields, parseTime } from './row-fields.js';

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

const noon = Date.UTC(2026, 1, 28, 12, 30, 15);

describe('parseTime', () => {
  it.each<[unknown, number]>([
    [noon / 1_000, noon],
    [noon / 1_000 + 0.5, noon + 500],
    [noon, noon],
    [noon * 1_000, noon],
    [noon * 1_000_000, noon],
    [String(noon / 1_000), noon],
    [String(noon), noon],
    ['2026-02-28', Date.UTC(2026, 1, 28)],
    ['2024-02-29', Date.UTC(2024, 1, 29)],
    ['2000-03-01', Date.UTC(2000, 2, 1)],
    ['2026-02-28T12:30:15Z', noon],
    ['2026-02-28T12:30:15', noon],
    ['2026-02-28 12:30:15', noon],
    ['2026-02-28T12:30:15.250Z', noon + 250],
    ['2026-02-28T12:30:15.250999+00:00', noon + 250],
    ['2026-02-28T14:00:15+01:30', noon],
    ['2026-02-28T14:00:15+0130', noon],
    ['2026-02-28 12:30:15 UTC'.replace(' UTC', 'z'), noon],
    ['2026-02-28T12:30', noon - 15_000],
    ['2026-02-28T24:00:00Z', Date.UTC(2026, 2, 1)],
  ])('reads %j', (value, time) => {
    expect(parseTime(value)).toBe(time);
  });

  it.each([
    [null],
    [undefined],
    [true],
    [[]],
    [''],
    [3.25],
    [-1],
    [Number.NaN],
    [Number.POSITIVE_INFINITY],
    [1e30],
    ['yesterday'],
    ['2026-02-30'],
    ['2025-02-29'],
    ['2026-13-01'],
    ['2026-00-10'],
    ['0000-01-01'],
    ['2026-02-28T25:00:00Z'],
    ['2026-02-28T12:61:00Z'],
    ['2026-02-28T12:30:15+99:00'],
    ['2026-02-28 around noon'],
    ['20260228'],
    ['+2026-02-28'],
  ])('takes %j for no time', (value) => {
    expect(parseTime(value)).toBeNull();
  });

  it('agrees with Date on every day of four centuries', () => {
    for (let day = 0; day < 146_097; day += 1) {
      const time = (day - 10_957) * 86_400_000;
      const text = new Date(time).toISOString();
      if (parseTime(text.slice(0, 10)) !== time) expect.fail(text);
      if (parseTime(`${text.slice(0, 19)}Z`) !== time) expect.fail(text);
    }
  });
});
