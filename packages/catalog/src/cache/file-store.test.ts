import { mkdir, mkdtemp, readdir, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { Keyv } from 'keyv';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { CatalogError } from '../errors.js';
import { createFileStore, findCacheDirectory } from './file-store.js';

const minuteMs = 60_000;
let parent = '';
let directory = '';

beforeEach(async () => {
  parent = await mkdtemp(join(tmpdir(), 'distillable-store-'));
  directory = join(parent, 'missing', 'cache');
});

afterEach(() => rm(parent, { recursive: true, force: true }));

/** Puts a file, or a directory, there that was last changed `ageMs` ago. */
async function leave(name: string, ageMs: number, kind: 'file' | 'directory' = 'file'): Promise<string> {
  const path = join(directory, name);
  await (kind === 'file' ? writeFile(path, 'left') : mkdir(path));
  const changedAt = (Date.now() - ageMs) / 1_000;
  await utimes(path, changedAt, changedAt);
  return name;
}

describe('createFileStore', () => {
  it('touches nothing before the first write', async () => {
    const store = createFileStore({ directory });
    expect(await store.get('key')).toBeUndefined();
    expect(await store.delete('key')).toBe(false);
    await store.clear();
    expect(await readdir(parent)).toEqual([]);
  });

  it('keeps values for the next store on the same directory', async () => {
    await createFileStore({ directory }).set('key', 'first');
    await createFileStore({ directory }).set('key', 'second ✓');
    expect(await createFileStore({ directory }).get('key')).toBe('second ✓');
  });

  it('makes its directories and files for the owner alone', async () => {
    const store = createFileStore({ directory });
    await store.set('key', 'value');
    const modes = await Promise.all(
      [dirname(directory), directory, store.pathOf('key')].map(
        async (path) => (await stat(path)).mode & 0o777,
      ),
    );
    expect(modes).toEqual([0o700, 0o700, 0o600]);
  });

  it('makes its directory again after it was removed', async () => {
    const store = createFileStore({ directory });
    await store.set('key', 'before');
    await rm(directory, { recursive: true });
    expect(await store.get('key')).toBeUndefined();
    await store.set('key', 'after');
    expect(await store.get('key')).toBe('after');
  });

  it('gives every key a file of its own inside the directory, whatever the key says', async () => {
    const keys = [
      '',
      '.',
      '..',
      '../../outside',
      '/etc/passwd',
      'nul',
      'a',
      'A',
      'a/b',
      'a-b',
      'a\u0000b',
      '✓',
    ];
    keys.push('x'.repeat(5_000), `${'x'.repeat(5_000)}y`);
    const store = createFileStore({ directory });
    for (const key of keys) await store.set(key, `value of ${key}`);
    expect(await Promise.all(keys.map((key) => store.get(key)))).toEqual(
      keys.map((key) => `value of ${key}`),
    );
    const names = await readdir(directory);
    expect(new Set(names.map((name) => name.toLowerCase())).size).toBe(keys.length);
    expect(Math.max(...names.map((name) => name.length))).toBeLessThan(120);
    expect(await readdir(parent)).toEqual(['missing']);
  });

  it('deletes one entry and says whether there was one', async () => {
    const store = createFileStore({ directory });
    await store.set('key', 'value');
    await store.set('other', 'stays');
    expect([await store.delete('key'), await store.delete('key')]).toEqual([true, false]);
    expect([await store.get('key'), await store.get('other')]).toEqual([undefined, 'stays']);
  });

  it('clears its own files only, and no write that may be running', async () => {
    const store = createFileStore({ directory });
    await store.set('key', 'value');
    const entry = basename(store.pathOf('key'));
    await leave(`${entry}.0123456789abcdef.tmp`, 11 * minuteMs);
    const running = await leave(`${entry}.fedcba9876543210.tmp`, 9 * minuteMs);
    const foreign = await leave('package.json', 60 * minuteMs);
    const foreignTemporary = await leave('notes.0123456789abcdef.tmp', 60 * minuteMs);
    await store.clear();
    expect((await readdir(directory)).sort()).toEqual([running, foreignTemporary, foreign].sort());
  });

  it('sweeps leftovers of killed processes on a write, every ten minutes at most', async () => {
    let now = Date.now();
    const store = createFileStore({ directory, now: () => now });
    await store.set('key', 'value');
    const leftover = await leave(`${basename(store.pathOf('key'))}.0123456789abcdef.tmp`, 11 * minuteMs);
    await store.set('key', 'value');
    expect(await readdir(directory)).toContain(leftover);
    now += 10 * minuteMs;
    await store.set('key', 'value');
    expect(await readdir(directory)).toEqual([basename(store.pathOf('key'))]);
  });

  it('warns about a leftover that it can not remove, and stores the value all the same', async () => {
    const warnings: CatalogError[] = [];
    const store = createFileStore({ directory, onWarning: (warning) => warnings.push(warning) });
    await mkdir(directory, { recursive: true });
    await leave(`${basename(store.pathOf('key'))}.0123456789abcdef.tmp`, 11 * minuteMs, 'directory');
    expect(await store.set('key', 'value')).toBe(true);
    expect(await store.get('key')).toBe('value');
    expect(warnings.map(({ code, details }) => ({ code, details }))).toEqual([
      { code: 'CATALOG_CACHE_FAILED', details: { directory } },
    ]);
  });

  it('throws the reason when a directory lies in the place of the file', async () => {
    const store = createFileStore({ directory });
    await mkdir(store.pathOf('key'), { recursive: true });
    await expect(store.get('key')).rejects.toMatchObject({ code: 'EISDIR' });
    await expect(store.set('key', 'value')).rejects.toMatchObject({ code: 'EISDIR' });
    expect(await readdir(directory)).toEqual([basename(store.pathOf('key'))]);
  });

  it('throws the reason when a file lies in the place of the directory', async () => {
    await writeFile(join(parent, 'file'), '');
    const store = createFileStore({ directory: join(parent, 'file', 'cache') });
    await expect(store.get('key')).rejects.toMatchObject({ code: 'ENOTDIR' });
    await expect(store.set('key', 'value')).rejects.toMatchObject({ code: 'ENOTDIR' });
    await expect(store.clear()).rejects.toMatchObject({ code: 'ENOTDIR' });
  });

  it('refuses a value that Keyv did not serialise', async () => {
    await expect(createFileStore({ directory }).set('key', { a: 1 })).rejects.toThrow(TypeError);
  });
});

describe('a Keyv over the file store', () => {
  const open = (): Keyv => new Keyv({ store: createFileStore({ directory }), throwOnErrors: true });

  it('keeps, finds, deletes and clears structured values', async () => {
    await open().set('key', { models: ['a', 'b'] });
    expect(await open().get('key')).toEqual({ models: ['a', 'b'] });
    expect([await open().has('key'), await open().has('other')]).toEqual([true, false]);
    expect([await open().delete('key'), await open().delete('key')]).toEqual([true, false]);
    await open().set('key', 1);
    await open().clear();
    expect(await open().get('key')).toBeUndefined();
  });

  it('does not call an expired value present', async () => {
    await open().set('key', 'value', -1);
    expect(await open().has('key')).toBe(false);
    expect(await open().get('key')).toBeUndefined();
  });

  it.each(['', '{"value":', 'garbage', '\u0000\u0000'])(
    'rejects on a file that holds %j',
    async (content) => {
      const keyv = open();
      await keyv.set('key', 'value');
      await writeFile(createFileStore({ directory }).pathOf('keyv:key'), content);
      await expect(keyv.get('key')).rejects.toThrow(SyntaxError);
    },
  );
});

describe('findCacheDirectory', () => {
  it.each<[string, NodeJS.Platform, string | undefined, Record<string, string>, object]>([
    ['the one that was chosen', 'linux', '/chosen', {}, { path: '/chosen' }],
    ['the chosen one, from the working directory', 'linux', 'here', {}, { path: '/work/here' }],
    ['in the home', 'linux', undefined, { HOME: '/home/a' }, { path: '/home/a/.cache/distillable' }],
    [
      'in XDG_CACHE_HOME',
      'linux',
      undefined,
      { XDG_CACHE_HOME: '/x', HOME: '/h' },
      { path: '/x/distillable' },
    ],
    ['in the library', 'darwin', undefined, { HOME: '/h' }, { path: '/h/Library/Caches/distillable' }],
    [
      'in the home, where XDG_CACHE_HOME is empty',
      'linux',
      undefined,
      { XDG_CACHE_HOME: '', HOME: '/h' },
      { path: '/h/.cache/distillable' },
    ],
    ['nowhere without a home', 'linux', undefined, {}, { problem: 'HOME is not set' }],
    ['nowhere where the home is empty', 'linux', undefined, { HOME: '' }, { problem: 'HOME is not set' }],
    [
      'nowhere where the home is relative',
      'linux',
      undefined,
      { HOME: 'me' },
      { problem: 'HOME is not an absolute path' },
    ],
    [
      'nowhere where XDG_CACHE_HOME is relative',
      'linux',
      undefined,
      { XDG_CACHE_HOME: '.cache', HOME: '/h' },
      { problem: 'XDG_CACHE_HOME is not an absolute path' },
    ],
    [
      'nowhere without LOCALAPPDATA',
      'win32',
      undefined,
      { HOME: '/h' },
      { problem: 'LOCALAPPDATA is not set' },
    ],
  ])('is %s (%s)', (_, platform, chosen, env, expected) => {
    expect(findCacheDirectory(chosen, { env, cwd: '/work' }, platform)).toEqual(expected);
  });
});
