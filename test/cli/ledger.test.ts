import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createLedger } from '@distillable/ledger';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createHome, type Home } from '../support/cli-run.js';
import { receiptOf } from '../support/ledger-world.js';

let home: Home;
let file: string;
const digest = `sha256:${'0123456789abcdef'.repeat(4)}`;
const catalog = {
  digest,
  retrievedAt: '2026-09-02T09:00:00.000Z',
  freshness: 'fresh',
  source: { url: 'https://openrouter.test/api/v1', sample: null },
} as const;

beforeEach(async () => {
  home = await createHome();
  file = join(home.path, 'ledger.jsonl');
  let now = Date.UTC(2026, 8, 2, 10);
  const ledger = await createLedger(file, {
    now: () => {
      now += 60_000;
      return now;
    },
  });
  await ledger.append(receiptOf('gen-1', { catalog }));
  await ledger.append(receiptOf('gen-2', { catalog, endpoint: 'messages' }));
  await ledger.append(
    receiptOf('gen-3', {
      outcome: 'unverified',
      served: [
        ...receiptOf('gen-3').served,
        {
          ...{ model: 'closed/x\u001b[31m', sources: ['attempt'], verdict: 'not-distillable' },
          ...{ allowed: false, code: 'NOT_DISTILLABLE' },
        },
      ],
      reasons: [{ code: 'SERVED_NOT_ALLOWED', path: '/model', message: 'Not fine.' }],
    }),
  );
  await ledger.append(receiptOf(null, { outcome: 'failed', served: [], hosts: [], textHashes: [] }));
  await ledger.close();
});
afterEach(() => home.remove());

/** Heads depend on the version of the package. */
const steady = (text: string): string => text.replaceAll(/\b[0-9a-f]{64}\b/g, '<hash>');

async function edit(change: (lines: string[]) => void): Promise<void> {
  const lines = (await readFile(file, 'utf8')).split('\n');
  change(lines);
  await writeFile(file, lines.join('\n'));
}

describe('distillable ledger verify', () => {
  it('tells that a chain is whole, and its head', async () => {
    const { code, stdout, stderr } = await home.run(['ledger', 'verify', 'ledger.jsonl']);
    expect({ code, stdout: steady(stdout), stderr }).toEqual({
      code: 0,
      stdout: '4 entries: the chain is whole\nhead <hash>\n',
      stderr:
        'Note the head elsewhere: only with --head does a later check show that the last lines are missing.\n',
    });
    const head = stdout.trim().slice(-64);
    expect(await home.run(['ledger', 'verify', 'ledger.jsonl', '--head', head])).toMatchObject({
      ...{ code: 0, stdout, stderr: '' },
    });
    await edit((lines) => lines.splice(3, 1));
    expect(await home.run(['ledger', 'verify', 'ledger.jsonl'])).toMatchObject({ code: 0 });
    const cut = await home.run(['ledger', 'verify', 'ledger.jsonl', '--head', head.toUpperCase()]);
    expect(cut.code).toBe(1);
    expect(cut.stdout).toMatch(
      new RegExp(`^ledger.jsonl:3: REMOVED \\(byte \\d+\\) No line has the hash ${head}: `),
    );
  });

  it('names each line that is not as it was written, and ends with 1', async () => {
    await edit((lines) => {
      lines[0] = lines[0]?.replace('open/a', 'open/b') ?? '';
      lines.splice(2, 1);
    });
    const { code, stdout, stderr } = await home.run(['ledger', 'verify', 'ledger.jsonl']);
    expect({ code, stdout: steady(stdout).replaceAll(/byte \d+/g, 'byte N'), stderr }).toEqual({
      code: 1,
      stdout:
        'ledger.jsonl:1: EDITED (byte N) Entry 1 is not what entry 2 was chained to: it was edited, or the ' +
        '`prev` of that one.\n' +
        'ledger.jsonl:3: REMOVED (byte N) Entry 3 is missing before this line.\n' +
        '3 entries: 2 problems\nhead <hash>\n',
      stderr: '',
    });
    const asJson = await home.run(['ledger', 'verify', 'ledger.jsonl', '--json']);
    expect(asJson.code).toBe(1);
    expect(JSON.parse(asJson.stdout)).toEqual({
      entries: 3,
      problems: [
        {
          ...{ file: 'ledger.jsonl', line: 1, offset: 0, code: 'EDITED' },
          message: expect.stringContaining('entry 2'),
        },
        {
          ...{ file: 'ledger.jsonl', line: 3, offset: expect.any(Number), code: 'REMOVED' },
          message: 'Entry 3 is missing before this line.',
        },
      ],
      head: expect.stringMatching(/^[0-9a-f]{64}$/),
    });
  });
});

describe('distillable ledger show', () => {
  it('prints the newest entries, and nothing that a terminal would act on', async () => {
    expect(await home.run(['ledger', 'show', 'ledger.jsonl', '--limit', '3'])).toEqual({
      code: 0,
      stdout: [
        'SEQ  TIME                      OUTCOME     SHAPE     SERVED                      ID',
        '  2  2026-09-02T10:02:00.000Z  verified    messages  open/a                      gen-2',
        '  3  2026-09-02T10:03:00.000Z  unverified  chat      open/a, closed/x\\u001b[31m  gen-3',
        '  4  2026-09-02T10:04:00.000Z  failed      chat      –                           –',
        '',
      ].join('\n'),
      stderr: '1 older not shown; --limit shows more.\n',
    });
  });

  it('finds a generation', async () => {
    const { code, stdout } = await home.run(['ledger', 'show', 'ledger.jsonl', '--id', 'gen-2', '--json']);
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({
      entries: [{ file: 'ledger.jsonl', line: 2, entry: { seq: 2, receipt: { id: 'gen-2', catalog } } }],
    });
    expect(await home.run(['ledger', 'show', 'ledger.jsonl', '--id', 'gen-9'])).toEqual({
      ...{ code: 1, stdout: '', stderr: 'No entry has the id gen-9.\n' },
    });
  });

  it('stops at a line that is not an entry', async () => {
    await edit((lines) => lines.splice(1, 0, 'Hello'));
    expect(await home.run(['ledger', 'show', 'ledger.jsonl'])).toMatchObject({
      ...{
        code: 2,
        stdout: '',
        stderr: expect.stringMatching(/^error: Line 2 of ledger.jsonl, at byte \d+, /),
      },
    });
  });
});

describe('distillable ledger stats', () => {
  it('counts outcomes, models and catalogs', async () => {
    await mkdir(`${file}.snapshots`);
    expect(await home.run(['ledger', 'stats', 'ledger.jsonl'])).toEqual({
      code: 0,
      stdout: [
        'entries  4 in 1 file',
        'time     2026-09-02T10:01:00.000Z to 2026-09-02T10:04:00.000Z',
        'outcome  2  verified',
        '         1  failed',
        '         1  unverified',
        'served   3  open/a',
        '         1  closed/x\\u001b[31m',
        'host     3  Amazon Bedrock',
        `catalog  2  ${digest} (not kept)`,
        '         2  none',
        'refused  1  SERVED_NOT_ALLOWED',
        '',
      ].join('\n'),
      stderr: '',
    });
    await writeFile(`${file}.snapshots/${digest.replace(':', '-')}.json`, '{}');
    const { stdout } = await home.run(['ledger', 'stats', 'ledger.jsonl', '--json']);
    expect(JSON.parse(stdout)).toMatchObject({
      ...{ entries: 4, files: 1, first: '2026-09-02T10:01:00.000Z', last: '2026-09-02T10:04:00.000Z' },
      catalogs: [
        { digest, entries: 2, isKept: true },
        { digest: null, entries: 2, isKept: false },
      ],
    });
  });

  it('counts nothing where there is nothing', async () => {
    await writeFile(file, '');
    expect(await home.run(['ledger', 'stats', 'ledger.jsonl'])).toMatchObject({
      ...{ code: 0, stdout: 'entries  0 in 0 files\n' },
    });
  });
});

it.each([
  [['verify', 'nowhere.jsonl'], 'LEDGER_UNREADABLE', /there is no such file/],
  [['show', '.'], 'LEDGER_UNREADABLE', /it is a directory/],
  [['stats', 'ledger.jsonl/x'], 'LEDGER_UNREADABLE', /is not a directory/],
  [['verify', 'ledger.jsonl', '--head', 'abc'], 'USAGE', /64 hexadecimal digits/],
  [['show', 'ledger.jsonl', '--limit', '0'], 'USAGE', /whole number/],
])('distillable ledger %j ends with 2 and %s', async (words, code, message) => {
  const outcome = await home.run(['ledger', ...words, '--json']);
  expect(outcome).toMatchObject({ code: 2, stdout: '' });
  expect(JSON.parse(outcome.stderr)).toMatchObject({
    error: { code, message: expect.stringMatching(message) },
  });
});
