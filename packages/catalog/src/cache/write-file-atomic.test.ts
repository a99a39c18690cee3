import { mkdir, mkdtemp, open, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createAtomicFile, findReplacedName, renamePatiently, writeFileAtomic } from './write-file-atomic.js';

let directory = '';

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'distillable-atomic-'));
});

afterEach(() => rm(directory, { recursive: true, force: true }));

describe('writeFileAtomic', () => {
  it('creates the file, and replaces it by a shorter one without a rest of the former', async () => {
    const path = join(directory, 'entry');
    await writeFileAtomic(path, 'a'.repeat(1_000_000));
    await writeFileAtomic(path, 'short');
    expect(await readFile(path, 'utf8')).toBe('short');
    expect(await readdir(directory)).toEqual(['entry']);
  });

  it('fails on a directory in the place of the file, and removes its temporary file', async () => {
    const path = join(directory, 'entry');
    await mkdir(path);
    await expect(writeFileAtomic(path, 'content')).rejects.toMatchObject({ syscall: 'rename' });
    expect(await readdir(directory)).toEqual(['entry']);
  });

  it('flushes the file before it is renamed, and the directory afterwards', async () => {
    const path = join(directory, 'entry');
    const handle = await open(directory, 'r');
    const seen: (readonly string[])[] = [];
    const sync = vi.spyOn(Object.getPrototypeOf(handle), 'sync').mockImplementation(async () => {
      seen.push((await readdir(directory)).map((name) => findReplacedName(name) ?? name));
      seen.push(await readdir(directory));
    });
    await writeFileAtomic(path, 'content');
    sync.mockRestore();
    await handle.close();
    expect(seen).toEqual([['entry'], [expect.stringMatching(/\.tmp$/)], ['entry'], ['entry']]);
  });

  it('leaves one whole content when many replace the file at once', async () => {
    const path = join(directory, 'entry');
    const contents = Array.from({ length: 20 }, (_, index) => `${index} `.repeat(10_000 + index));
    await Promise.all(contents.map((content) => writeFileAtomic(path, content)));
    expect(contents).toContain(await readFile(path, 'utf8'));
    expect(await readdir(directory)).toEqual(['entry']);
  });
});

describe('createAtomicFile', () => {
  it('shows the former content until it is committed, and then all chunks in order', async () => {
    const path = join(directory, 'rows');
    await writeFile(path, 'former');
    const file = await createAtomicFile(path);
    await file.write('one ');
    void file.write(Buffer.from('two '));
    void file.write('three ✓');
    expect(await readFile(path, 'utf8')).toBe('former');
    await file.commit();
    expect(await readFile(path, 'utf8')).toBe('one two three ✓');
    expect(await readdir(directory)).toEqual(['rows']);
  });

  it('leaves the former content and no temporary file when it is discarded', async () => {
    const path = join(directory, 'rows');
    await writeFile(path, 'former');
    const file = await createAtomicFile(path);
    void file.write('x'.repeat(1_000_000));
    await file.discard();
    await file.discard();
    expect(await readFile(path, 'utf8')).toBe('former');
    expect(await readdir(directory)).toEqual(['rows']);
  });

  it('keeps what was committed when it is discarded afterwards', async () => {
    const path = join(directory, 'rows');
    const file = await createAtomicFile(path);
    await file.write('content');
    await file.commit();
    await file.discard();
    expect(await readFile(path, 'utf8')).toBe('content');
  });

  it('is readable only by its owner unless another mode is given', async () => {
    const modeOf = async (name: string) => (await stat(join(directory, name))).mode & 0o777;
    await writeFileAtomic(join(directory, 'private'), '');
    await writeFileAtomic(join(directory, 'shared'), '', { mode: 0o644 });
    expect([await modeOf('private'), await modeOf('shared')]).toEqual([0o600, 0o644]);
  });

  it('throws the reason when its directory is missing', async () => {
    await expect(createAtomicFile(join(directory, 'missing', 'rows'))).rejects.toMatchObject({
      code: 'ENOENT',
    });
  });
});

describe('findReplacedName', () => {
  it.each([
    ['entry.json.0123456789abcdef.tmp', 'entry.json'],
    ['entry.json', undefined],
    ['entry.json.tmp', undefined],
    ['entry.json.0123456789abcde.tmp', undefined],
    ['entry.json.0123456789abcdef.tmp.gz', undefined],
  ])('reads %s as a temporary file of %s', (name, replaced) => {
    expect(findReplacedName(name)).toBe(replaced);
  });
});

describe('renamePatiently', () => {
  it.each([
    { code: 'EPERM', failures: 3, pauses: [5, 10, 20], outcome: 'renamed' },
    { code: 'EACCES', failures: 5, pauses: [5, 10, 20, 40, 80], outcome: 'renamed' },
    { code: 'EBUSY', failures: 6, pauses: [5, 10, 20, 40, 80], outcome: 'EBUSY' },
    { code: 'ENOSPC', failures: 1, pauses: [], outcome: 'ENOSPC' },
  ])('ends as $outcome after $failures times $code', async ({ code, failures, pauses, outcome }) => {
    const paused: number[] = [];
    let attempts = 0;
    const attempt = async (): Promise<void> => {
      if (attempts++ < failures) throw Object.assign(new Error(code), { code });
    };
    const renaming = renamePatiently(attempt, async (milliseconds) => paused.push(milliseconds));
    const ended = await renaming.then(
      () => 'renamed',
      (error: Error) => error.message,
    );
    expect({ ended, paused }).toEqual({ ended: outcome, paused: pauses });
  });
});
