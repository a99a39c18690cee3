import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { decodeSource, listFiles } from './read-sources.js';

let directory: string;
const { env } = process;

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'distillable-files-'));
});

afterEach(() => rm(directory, { recursive: true, force: true }));

async function write(...paths: readonly string[]): Promise<void> {
  for (const path of paths) {
    await mkdir(dirname(join(directory, path)), { recursive: true });
    await writeFile(join(directory, path), '');
  }
}

function git(...words: readonly string[]): void {
  execFileSync('git', ['-C', directory, '-c', 'user.name=a', '-c', 'user.email=a@a.test', ...words]);
}

describe('outside a repository', () => {
  it('lists all but what is generated', async () => {
    await write(
      'b.ts',
      'a/c.ts',
      'a/.env',
      'node_modules/x.ts',
      'a/node_modules/x.ts',
      'dist/x.ts',
      'build/x.ts',
    );
    expect(await listFiles(directory, env)).toEqual({
      paths: ['a/.env', 'a/c.ts', 'b.ts'],
      by: 'walk',
      unreadable: [],
    });
  });

  it('follows no link, and so no loop', async () => {
    await write('a/b.ts');
    await symlink('..', join(directory, 'a', 'up'));
    await symlink('b.ts', join(directory, 'a', 'c.ts'));
    expect((await listFiles(directory, env)).paths).toEqual(['a/b.ts']);
  });

  it('tells what it could not read', async () => {
    expect((await listFiles(join(directory, 'missing'), env)).unreadable).toEqual(['']);
  });
});

describe('in a repository', () => {
  it('lists what git tracks or would add, and nothing that it ignores', async () => {
    git('init', '-q');
    await write(
      'tracked.ts',
      'new.ts',
      'ignored.ts',
      'dist/kept.ts',
      'a b/ü.ts',
      'node_modules/x.ts',
      'out/x.ts',
    );
    await writeFile(join(directory, '.gitignore'), 'ignored.ts\nout/\n');
    git('add', 'tracked.ts', 'dist');
    expect(await listFiles(directory, env)).toEqual({
      paths: ['.gitignore', 'a b/ü.ts', 'dist/kept.ts', 'new.ts', 'tracked.ts'],
      by: 'git',
      unreadable: [],
    });
  });

  it('lists a directory within one relative to itself', async () => {
    git('init', '-q');
    await write('a/b.ts', 'c.ts');
    expect((await listFiles(join(directory, 'a'), env)).paths).toEqual(['b.ts']);
  });

  it('does not let variables of a hook name another', async () => {
    git('init', '-q');
    await write('a.ts');
    const hooked = { ...env, GIT_DIR: '/nowhere', GIT_WORK_TREE: '/nowhere' };
    expect(await listFiles(directory, hooked)).toMatchObject({ by: 'git', paths: ['a.ts'] });
  });

  it("starts no program that the repository's settings name", async () => {
    git('init', '-q');
    await write('a.ts');
    const proof = join(directory, '.git', 'started');
    git('config', 'core.fsmonitor', `touch ${proof}; false`);
    expect((await listFiles(directory, env)).by).toBe('git');
    expect(existsSync(proof)).toBe(false);
    git('status');
    expect(existsSync(proof)).toBe(true);
  });

  it('is walked through where git is not to be had', async () => {
    git('init', '-q');
    await write('a.ts');
    expect(await listFiles(directory, { ...env, PATH: '/nowhere' })).toMatchObject({
      by: 'walk',
      paths: ['a.ts'],
    });
  });
});

const text = 'model = "openai/gpt-4o" // ü😀\r\n';
const little = Buffer.from(text, 'utf16le');
const big = Buffer.from(little).swap16();

describe('decodeSource', () => {
  it.each([
    ['UTF-8', Buffer.from(text), text],
    ['UTF-8 with a mark', Buffer.from(`\ufeff${text}`), text],
    ['UTF-16 with a mark', Buffer.from(`\ufeff${text}`, 'utf16le'), text],
    ['UTF-16, big end first, with a mark', Buffer.from(`\ufeff${text}`, 'utf16le').swap16(), text],
    ['UTF-16 without a mark', little, text],
    ['UTF-16, big end first, without a mark', big, text],
    [
      'UTF-16, big end first, that is cut',
      Buffer.concat([Buffer.from([0xfe, 0xff]), big, Buffer.from([0])]),
      text,
    ],
    ['nothing', Buffer.alloc(0), ''],
    ['what is no UTF-8', Buffer.from([0x61, 0xff, 0x62]), 'a\ufffdb'],
    ['a program', Buffer.from('\x7fELF\0\0\0\x01\x02\0\0abc', 'latin1'), null],
    ['zeros', Buffer.alloc(2_000), null],
    ['text with a zero in it', Buffer.from(`${text}\0${text}`), null],
  ])('reads %s', (_, bytes, expected) => {
    expect(decodeSource(bytes)).toBe(expected);
  });

  it('leaves the bytes as they are', () => {
    const bytes = Buffer.from(big);
    decodeSource(bytes);
    expect(bytes).toEqual(big);
  });
});
