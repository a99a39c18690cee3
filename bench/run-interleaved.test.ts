import { describe, expect, it } from 'vitest';
import { runInterleaved } from './run-interleaved.mjs';

describe('runInterleaved', () => {
  it('runs the sides in turns, changes who goes first, and forgets the warm-up', async () => {
    const order: string[] = [];
    const side = (name: string) => async () => order.push(name);
    const costs = await runInterleaved(
      { baseline: side('baseline'), ours: side('ours') },
      { rounds: 2, warmUp: 1 },
    );
    expect(order).toEqual(['baseline', 'ours', 'ours', 'baseline', 'baseline', 'ours']);
    // The cost here is the place in the order.
    expect(costs).toEqual({ baseline: [4, 5], ours: [3, 6] });
  });

  it('ends with the error of a side that breaks', async () => {
    const broken = () => Promise.reject(new Error('broken'));
    const sides = { baseline: () => Promise.resolve(1), ours: broken };
    await expect(runInterleaved(sides, { rounds: 1, warmUp: 0 })).rejects.toThrow('broken');
  });
});
