import { describe, expect, it } from 'vitest';
import { runMeasured } from './run-measured.mjs';

describe('runMeasured', () => {
  it('tells what was printed, and the time and the memory that it took', async () => {
    const small = await runMeasured(['-e', 'console.log("done")']);
    const large = await runMeasured(['-e', 'Buffer.alloc(200e6, 1); setTimeout(() => {}, 100)']);
    expect(small.stdout).toBe('done\n');
    expect(large.ms).toBeGreaterThan(100);
    expect(small.MB).toBeGreaterThan(20);
    expect(large.MB - small.MB).toBeGreaterThan(150);
  });

  it('counts nothing of the process that asks', async () => {
    const ballast = Buffer.alloc(300e6, 1);
    const { MB } = await runMeasured(['-e', '0']);
    expect(MB * 1e6).toBeLessThan(ballast.length);
  });

  it('fails with what the process says about its failure', async () => {
    await expect(runMeasured(['-e', 'throw new Error("no such row")'])).rejects.toThrow('no such row');
  });
});
