import { describe, expect, it } from 'vitest';
import { createGate } from './upstream.js';

const never = new AbortController().signal;

describe('createGate', () => {
  it('lets so many in at once, and the others in order as places get free', async () => {
    const gate = createGate(2);
    const entered: number[] = [];
    const leaves = [1, 2, 3, 4].map((number) =>
      gate.enter(never).then((leave) => {
        entered.push(number);
        return leave;
      }),
    );
    const [first, second] = await Promise.all(leaves.slice(0, 2));
    expect([entered, gate.inside, gate.waiting]).toEqual([[1, 2], 2, 2]);
    second?.();
    await leaves[2];
    expect([entered, gate.inside, gate.waiting]).toEqual([[1, 2, 3], 2, 1]);
    first?.();
    await leaves[3];
    expect([entered, gate.inside, gate.waiting]).toEqual([[1, 2, 3, 4], 2, 0]);
  });

  it('frees a place once, however often that is said', async () => {
    const gate = createGate(1);
    const leave = await gate.enter(never);
    leave();
    leave();
    expect(gate.inside).toBe(0);
    await gate.enter(never);
    expect(gate.inside).toBe(1);
  });

  it('frees the place of a request that leaves the queue', async () => {
    const gate = createGate(1);
    const leave = await gate.enter(never);
    const controller = new AbortController();
    const left = gate.enter(controller.signal);
    const next = gate.enter(never);
    controller.abort(new Error('gone'));
    await expect(left).rejects.toThrow('gone');
    expect(gate.waiting).toBe(1);
    leave();
    await next;
    expect([gate.inside, gate.waiting]).toEqual([1, 0]);
  });

  it('lets no request in that has left already', async () => {
    const gate = createGate(1);
    await expect(gate.enter(AbortSignal.abort(new Error('gone')))).rejects.toThrow('gone');
    expect(gate.inside).toBe(0);
  });
});
