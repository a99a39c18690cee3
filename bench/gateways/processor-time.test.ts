import { existsSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { processorTime } from './processor-time.mjs';

describe.skipIf(!existsSync('/proc/self/schedstat'))('processorTime', () => {
  it('counts what a process works, in milliseconds', () => {
    const before = processorTime(process.pid) ?? 0;
    const own = process.cpuUsage();
    const busyUntil = performance.now() + 100;
    while (performance.now() < busyUntil);
    const { user, system } = process.cpuUsage(own);
    const worked = (processorTime(process.pid) ?? 0) - before;
    expect(worked).toBeGreaterThan(((user + system) / 1_000) * 0.8);
    expect(worked).toBeLessThan(1_000);
  });
});

describe('processorTime', () => {
  it('is null where nothing is known', () => {
    expect(processorTime(2 ** 30)).toBeNull();
  });
});
