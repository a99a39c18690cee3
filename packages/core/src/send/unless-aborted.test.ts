import { describe, expect, it } from 'vitest';
import { unlessAborted } from './open-request.js';

const never = new Promise<never>(() => {});

describe('waiting', () => {
  it('goes on to the end without a signal, or with one that is not aborted', async () => {
    const { signal } = new AbortController();
    expect(await unlessAborted(Promise.resolve(7), null)).toBe(7);
    expect(await unlessAborted(Promise.resolve(7), signal)).toBe(7);
    await expect(unlessAborted(Promise.reject(new Error('own')), signal)).rejects.toThrow('own');
  });

  it("ends with the signal's reason, before it begins and while it lasts", async () => {
    const reason = { any: 'value' };
    await expect(unlessAborted(never, AbortSignal.abort(reason))).rejects.toBe(reason);
    const controller = new AbortController();
    const waiting = unlessAborted(never, controller.signal);
    controller.abort(reason);
    await expect(waiting).rejects.toBe(reason);
  });

  it('leaves no unhandled rejection behind where both end it', async () => {
    const unhandled: unknown[] = [];
    const note = (error: unknown): void => void unhandled.push(error);
    const failLate = () => new Promise<never>((_, reject) => setImmediate(reject, new Error('late')));
    process.on('unhandledRejection', note);
    try {
      const controller = new AbortController();
      const waiting = unlessAborted(failLate(), controller.signal);
      controller.abort(new Error('while'));
      await expect(waiting).rejects.toThrow('while');
      await expect(unlessAborted(failLate(), controller.signal)).rejects.toThrow('while');
      await expect(unlessAborted(Promise.reject(new Error('early')), controller.signal)).rejects.toThrow(
        'while',
      );
      // Node reports unhandled rejections between two rounds of its loop.
      for (let round = 0; round < 3; round += 1) await new Promise((resolve) => setImmediate(resolve));
      expect(unhandled).toEqual([]);
    } finally {
      process.off('unhandledRejection', note);
    }
  });

  it('does not listen to the signal afterwards', async () => {
    const { signal } = new AbortController();
    const listening: string[] = [];
    const add = signal.addEventListener.bind(signal);
    const remove = signal.removeEventListener.bind(signal);
    signal.addEventListener = (...given: Parameters<typeof add>) => {
      listening.push('added');
      add(...given);
    };
    signal.removeEventListener = (...given: Parameters<typeof remove>) => {
      listening.push('removed');
      remove(...given);
    };
    await unlessAborted(Promise.resolve(), signal);
    expect(listening).toEqual(['added', 'removed']);
  });
});
