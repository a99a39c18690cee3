import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readNames } from './read-names.js';

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'distillable-names-'));
});

afterAll(() => rm(folder, { recursive: true, force: true }));

async function read(text: string): Promise<Readonly<Record<string, string>>> {
  const path = join(folder, 'names');
  await writeFile(path, text);
  return readNames(path);
}

describe('a file of names', () => {
  it.each([
    ['CSV', 'ours,a/open\n"the, other",b/closed\n'],
    ['CSV with a header', '\ufeffname,slug\nours,a/open\n"the, other",b/closed\n'],
    ['JSON', '{"ours":"a/open","the, other":"b/closed"}'],
  ])('is read as %s', async (_, text) => {
    expect(await read(text)).toEqual({ ours: 'a/open', 'the, other': 'b/closed' });
  });

  it.each([
    ['a name twice, in CSV', 'ours,b/closed\nours,a/open\n', 'it has the name "ours" twice'],
    ['a name twice, in JSON', '{"ours":"b/closed","\\u006furs":"a/open"}', 'it has the name "ours" twice'],
    ['one column', 'ours\n', 'row 1 must have two columns'],
    ['three columns', 'ours,a/open,x\n', 'row 1 must have two columns'],
    ['a slug that is not text', '{"ours":7}', '"ours" must have a slug as text'],
    ['broken JSON', '{"ours":', 'neither CSV nor JSON'],
  ])('is rejected with %s', async (_, text, problem) => {
    await expect(read(text)).rejects.toMatchObject({
      code: 'INPUT_UNREADABLE',
      message: expect.stringContaining(problem),
    });
  });
});
