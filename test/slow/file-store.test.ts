import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { createHash, randomInt } from 'node:crypto';
import { once } from 'node:events';
import { chmod, chown, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { createFileStore } from '@distillable/catalog/file-store';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

const script = fileURLToPath(new URL('./__fixtures__/file-store-process.mjs', import.meta.url));
const key = 'shared';
const run = promisify(execFile);
let directory = '';

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'distillable-file-store-'));
});

afterEach(() => rm(directory, { recursive: true, force: true }));

function isComplete(value: string): boolean {
  const end = value.lastIndexOf(' ');
  const body = value.slice(0, end);
  return (
    body.startsWith('writer-') && createHash('sha256').update(body).digest('hex') === value.slice(end + 1)
  );
}

async function leftovers(): Promise<string[]> {
  return (await readdir(directory)).filter((name) => name.endsWith('.tmp'));
}

async function killedInMidWrite(writer: string): Promise<void> {
  const child = spawn(process.execPath, [script, directory, key, 'write-for-ever', writer], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await firstOutput(child);
  // The moment is what is tried: anywhere within some writes.
  await wait(randomInt(30));
  child.kill('SIGKILL');
  await once(child, 'close');
}

async function firstOutput(child: ChildProcess): Promise<void> {
  if (!child.stdout) throw new Error('The writer has no stdout.');
  const ended = once(child, 'close').then(() =>
    Promise.reject(new Error('The writer ended before it wrote.')),
  );
  await Promise.race([once(child.stdout, 'data'), ended]);
}

/** Reads without a pause until `signal` aborts, and counts. */
async function readAllTheTime(signal: AbortSignal): Promise<{ complete: number; torn: number }> {
  const store = createFileStore({ directory });
  const counts = { complete: 0, torn: 0 };
  while (!signal.aborted) {
    const value = await store.get(key);
    if (value === undefined) continue;
    counts[isComplete(value) ? 'complete' : 'torn']++;
  }
  return counts;
}

describe('the file store under processes killed while they write', () => {
  it('shows every reader one complete value, works on, and sweeps what they left', async () => {
    const reading = new AbortController();
    const readers = [readAllTheTime(reading.signal), readAllTheTime(reading.signal)];
    for (let round = 0; round < 10; round++) {
      await Promise.all(['writer-a', 'writer-b', 'writer-c'].map(killedInMidWrite));
    }
    reading.abort();
    const counts = await Promise.all(readers);
    expect(counts.map(({ torn }) => torn)).toEqual([0, 0]);
    expect(Math.min(...counts.map(({ complete }) => complete))).toBeGreaterThan(10);

    const store = createFileStore({ directory });
    expect(isComplete((await store.get(key)) ?? '')).toBe(true);
    expect(await store.set(key, 'after all')).toBe(true);
    expect(await store.get(key)).toBe('after all');
    // Some writers really were in the middle, and a store can't tell a fresh leftover from a running write.
    expect((await leftovers()).length).toBeGreaterThan(0);
    await createFileStore({ directory, now: () => Date.now() + 11 * 60_000 }).set(key, 'later');
    expect(await leftovers()).toEqual([]);
    expect(await store.get(key)).toBe('later');
  });

  it('lets two processes write at once: each succeeds, and the last value is whole', async () => {
    const writers = ['writer-a', 'writer-b'];
    await Promise.all(
      writers.map((writer) => run(process.execPath, [script, directory, key, 'write-times', writer])),
    );
    const store = createFileStore({ directory });
    const last = (await store.get(key)) ?? '';
    expect(isComplete(last)).toBe(true);
    expect(last).toMatch(/^writer-[ab] 99 /);
    for (const writer of writers) expect(await store.get(writer)).toContain(`${writer} 100 `);
    expect(await leftovers()).toEqual([]);
  });
});

describe('the file store where nothing can be written', () => {
  it('reports a full disk, keeps the former value and leaves no file behind', async () => {
    const store = createFileStore({ directory });
    await store.set(key, 'former');
    // 100 blocks of 512 bytes: the write gets half-way, as on a full disk.
    const limited = ['-c', 'ulimit -f 100 && exec "$@"', 'sh'];
    const child = [process.execPath, script, directory, key, 'write-bytes', '100000'];
    const { stdout } = await run('sh', [...limited, ...child]);
    expect(stdout.trim()).toBe('EFBIG');
    expect(await store.get(key)).toBe('former');
    expect(await leftovers()).toEqual([]);
    const { stdout: fitting } = await run('sh', [...limited, ...child.slice(0, -1), '1000']);
    expect(fitting.trim()).toBe('stored');
  });

  it('reports a read-only directory and keeps the former value readable', async () => {
    const store = createFileStore({ directory });
    await store.set(key, 'former');
    const isRoot = process.getuid?.() === 0;
    // Root may write anywhere, so its child becomes the user nobody, who owns the file but not the directory.
    if (isRoot) await chown(store.pathOf(key), 65_534, 65_534);
    await chmod(directory, 0o555);
    const command = isRoot ? 'write-powerless' : 'write-bytes';
    const { stdout } = await run(process.execPath, [script, directory, key, command, '1000']);
    await chmod(directory, 0o755);
    expect(stdout.trim()).toBe('EACCES');
    expect(await store.get(key)).toBe('former');
    expect(await leftovers()).toEqual([]);
  });
});
