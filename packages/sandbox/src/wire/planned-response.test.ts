import { describe, expect, it } from 'vitest';
import { changeData, dataEvent, dataOf, doneEvent } from './planned-response.js';

describe('server-sent events', () => {
  it.each(['plain', 'line\nbreak', 'line separator \u2028 and paragraph \u2029', 'data: {"x":1}'])(
    'give back and change what they carry: %j',
    (text) => {
      const event = dataEvent({ text }, 'delta');
      expect(dataOf(event)).toEqual({ text });
      expect(dataOf(changeData(event, () => ({ changed: true })))).toEqual({ changed: true });
    },
  );

  it('leave alone what carries no JSON', () => {
    expect(dataOf(doneEvent)).toBeNull();
    expect(changeData(doneEvent, () => ({ changed: true }))).toBe(doneEvent);
  });
});
