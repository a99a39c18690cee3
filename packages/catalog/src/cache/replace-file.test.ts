import { mkdir, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { findReplacedName, renamePatiently, replaceFile } from './replace-file.js';

let directory = '';

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'distillable-replace-'));
});

afterEach(() => rm(directory, { recursive: true, force: true }));

describe('replaceFile', () => {
  it('makes the file, and replaces it by a shorter one without a rest of the former', async () => {
    const path = join(directory, 'entry');
    await replaceFile(path, 'a'.repeat(1_000_000));
    await replaceFile(path, 'short');
    expect(await readFile(path, 'utf8')).toBe('short');
    expect(await readdir(directory)).toEqual(['entry']);
  });

  it('fails on a directory in the place of the file, and removes its temporary file', async () => {
    const path = join(directory, 'entry');
    await mkdir(path);
    await expect(replaceFile(path, 'content')).rejects.toMatchObject({ syscall: 'rename' });
    expect(await readdir(directory)).toEqual(['entry']);
  });

  it('leaves one whole content when many replace the file at once', async () => {
    const path = join(directory, 'entry');
    const contents = Array.from({ length: 20 }, (_, index) => `${index} `.repeat(10_000 + index));
    await Promise.all(contents.map((content) => replaceFile(path, content)));
    expect(contents).toContain(await readFile(path, 'utf8'));
    expect(await readdir(directory)).toEqual(['entry']);
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
