import {
  appendFile,
  link,
  mkdir,
  readdir,
  readFile,
  rename,
  stat,
  symlink,
  truncate,
  unlink,
  writeFile,
} from 'node:fs/promises';
import { join } from 'node:path';
import { createCatalog, parseSnapshot, snapshotFromModels } from '@distillable/catalog';
import {
  createLedger,
  findSnapshots,
  indexLedger,
  type Ledger,
  type LedgerEntry,
  type LedgerOptions,
  readLedger,
  verifyLedger,
} from '@distillable/ledger';
import { startSandbox } from '@distillable/sandbox';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createLedgerHome, hashOf, type LedgerHome, receiptOf } from '../support/ledger-world.js';

let home: LedgerHome;
const ledgers: Ledger[] = [];

beforeEach(async () => {
  home = await createLedgerHome();
});
afterEach(async () => {
  await Promise.all(ledgers.splice(0).map((ledger) => ledger.close()));
  await home.remove();
});

async function open(options: LedgerOptions = {}, file: string = home.file): Promise<Ledger> {
  const ledger = await createLedger(file, options);
  ledgers.push(ledger);
  return ledger;
}

async function entriesIn(file: string = home.file): Promise<readonly LedgerEntry[]> {
  const entries: LedgerEntry[] = [];
  for await (const { entry } of readLedger(file)) entries.push(entry);
  return entries;
}

const sound = (entries: number) => ({ entries, problems: [] });
const refusal = (code: string) => expect.objectContaining({ code });

describe('an entry', () => {
  it('is one line, with the hash of the line before', async () => {
    const now = () => Date.UTC(2026, 8, 2, 11);
    const ledger = await open({ now });
    const first = await ledger.append(receiptOf('gen-1'));
    const second = await ledger.append(receiptOf('gen-2'));
    const lines = await home.lines();
    expect(lines.map((line) => JSON.parse(line))).toEqual([first, second]);
    expect(first).toEqual({
      ...{ v: 1, seq: 1, time: '2026-09-02T11:00:00.000Z', prev: '0'.repeat(64) },
      ...{ version: expect.stringMatching(/^\d+\.\d+\.\d+/), receipt: receiptOf('gen-1') },
    });
    expect(second).toMatchObject({ seq: 2, prev: hashOf(lines[0] ?? '') });
    expect(await verifyLedger(home.file)).toEqual({ ...sound(2), head: hashOf(lines[1] ?? '') });
  });

  it('holds no prompt and no completion, unless they are asked for', async () => {
    const content = { request: 'canary-7f3a', response: 'canary-91bd' };
    const shy = await open();
    expect((await shy.append(receiptOf('gen-1', { content }))).receipt).not.toHaveProperty('content');
    expect(await readFile(home.file, 'utf8')).not.toContain('canary');
    const file = join(home.path, 'open.jsonl');
    const telling = await open({ content: true }, file);
    expect((await telling.append(receiptOf('gen-1', { content }))).receipt.content).toEqual(content);
    expect((await home.lines(file))[0]).toContain('canary-91bd');
    expect([shy.receipts, telling.receipts]).toMatchObject([
      { textHashes: true, content: false },
      { textHashes: true, content: true },
    ]);
  });

  it('is as the receipt was when it was given', async () => {
    const ledger = await open();
    const requested = ['open/a'];
    const added = ledger.append(receiptOf('gen-1', { requested }));
    requested.push('closed/x');
    await added;
    expect((await entriesIn())[0]?.receipt.requested).toEqual(['open/a']);
  });

  it('of the owner alone can be read', async () => {
    await (await open()).append(receiptOf('gen-1'));
    expect((await stat(home.file)).mode & 0o777).toBe(0o600);
  });

  it('keeps its number where the clock goes back', async () => {
    const times = [Date.UTC(2026, 8, 2), Date.UTC(2020, 0, 1), Date.UTC(2026, 8, 1)];
    const ledger = await open({ now: () => times.shift() ?? 0 });
    for (const id of ['gen-1', 'gen-2', 'gen-3']) await ledger.append(receiptOf(id));
    const entries = await entriesIn();
    expect(entries.map(({ seq, time }) => [seq, time.slice(0, 10)])).toEqual([
      [1, '2026-09-02'],
      [2, '2020-01-01'],
      [3, '2026-09-01'],
    ]);
    expect(await verifyLedger(home.file)).toMatchObject(sound(3));
  });
});

describe('calls', () => {
  it.each(['always', 'interval', 'never'] as const)(
    'that come together are written in their order, with fsync %s',
    async (fsync) => {
      const ledger = await open({ fsync });
      const ids = Array.from({ length: 2_500 }, (_, index) => `gen-${index}`);
      const added = await Promise.all(ids.map((id) => ledger.append(receiptOf(id))));
      expect(added.map(({ seq, receipt }) => [seq, receipt.id])).toEqual(
        ids.map((id, index) => [index + 1, id]),
      );
      await ledger.close();
      expect((await entriesIn()).map(({ receipt }) => receipt.id)).toEqual(ids);
      expect(await verifyLedger(home.file)).toMatchObject(sound(ids.length));
    },
  );

  it('after the end are refused, and those before it are written', async () => {
    const ledger = await open();
    const added = ledger.append(receiptOf('gen-1'));
    const closing = ledger.close();
    await expect(ledger.append(receiptOf('gen-2'))).rejects.toThrow(refusal('LEDGER_CLOSED'));
    await expect(ledger.receipts.onReceipt(receiptOf('gen-2'))).rejects.toThrow(refusal('LEDGER_CLOSED'));
    await closing;
    expect((await added).seq).toBe(1);
    await ledger.close();
    expect(await readdir(home.path)).toEqual(['ledger.jsonl']);
    expect(await verifyLedger(home.file)).toMatchObject(sound(1));
  });

  it('with what is not JSON fail alone', async () => {
    const ledger = await open();
    const requested: string[] = [];
    Object.assign(requested, { 0: 1n });
    const added = await Promise.allSettled([
      ledger.append(receiptOf('gen-1')),
      ledger.append(receiptOf('gen-2', { requested })),
      ledger.append(receiptOf('gen-3')),
    ]);
    expect(added.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    expect((await entriesIn()).map(({ receipt }) => receipt.id)).toEqual(['gen-1', 'gen-3']);
  });
});

it.each([
  [{ maxBytes: 0 }, 'maxBytes must be a whole number of at least 1'],
  [{ maxBytes: 1.5 }, 'maxBytes must be'],
  [{ maxBytes: '1' }, 'maxBytes must be'],
  [{ fsync: 'sometimes' }, 'fsync must be "always" or "interval" or "never".'],
  [{ fsync: 'allways' }, 'Did you mean "always"?'],
  [{ fsynk: 'always' }, 'fsynk is not an option. Did you mean "fsync"?'],
  [{ content: 'yes' }, 'content must be true or false.'],
  [{ snapshots: 1 }, 'snapshots must be true or false.'],
  [{ catalog: {} }, 'catalog must be an object with snapshot, such as createCatalog().'],
  [{ now: 7 }, 'now must be a function.'],
  [null, 'the argument must be an object.'],
])('refuses %j', async (options, message) => {
  const given: LedgerOptions = JSON.parse(JSON.stringify(options));
  await expect(createLedger(home.file, given)).rejects.toThrow(TypeError);
  await expect(createLedger(home.file, given)).rejects.toThrow(message);
  await expect(verifyLedger(home.file, JSON.parse('{"hed":"x"}'))).rejects.toThrow(
    'verifyLedger: hed is not an option. Did you mean "head"?',
  );
  expect(await readdir(home.path)).toEqual([]);
});

describe('a ledger that is opened again', () => {
  it('goes on with its chain', async () => {
    for (const id of ['gen-1', 'gen-2', 'gen-3']) {
      const ledger = await open();
      await ledger.append(receiptOf(id));
      await ledger.close();
    }
    expect((await entriesIn()).map(({ seq }) => seq)).toEqual([1, 2, 3]);
    expect(await verifyLedger(home.file)).toMatchObject(sound(3));
  });

  it('goes on behind a line of any length', async () => {
    const response = 'x'.repeat(300_000);
    const first = await open({ content: true });
    await first.append(receiptOf('gen-1', { content: { request: '', response } }));
    await first.close();
    expect(await (await open()).append(receiptOf('gen-2'))).toMatchObject({ seq: 2 });
    expect(await verifyLedger(home.file)).toMatchObject(sound(2));
  });

  it.each<[what: string, torn: string | Uint8Array]>([
    ['half a line', '{"v":1,"seq":3,"time":"2026-09-'],
    ['half a line of many bytes', `{"v":1,"seq":3,"time":"${'x'.repeat(200_000)}`],
    ['a line that lacks its newline alone', '{"v":1,"seq":3}'],
    ['NUL bytes, as a power cut may leave them', new Uint8Array(5_000)],
    ['lines of which a power cut left holes', '{"v":1,\0\0\0\n\0\0\0\n\0'],
  ])('moves away %s, and says so in the next entry', async (_, torn) => {
    const first = await open();
    await first.append(receiptOf('gen-1'));
    await first.append(receiptOf('gen-2'));
    await first.close();
    await appendFile(home.file, torn);
    expect((await verifyLedger(home.file)).problems.map(({ code, line }) => [code, line])).toContainEqual([
      torn.toString().includes('\n') ? 'UNREADABLE' : 'TORN',
      3,
    ]);
    const second = await open({ now: () => Date.UTC(2026, 8, 2, 11) });
    const third = await second.append(receiptOf('gen-3'));
    const bytes = Buffer.from(torn);
    expect(third).toMatchObject({
      seq: 3,
      torn: { file: 'ledger.jsonl.torn-20260902T110000.000Z', bytes: bytes.length, sha256: hashOf(bytes) },
    });
    expect(await readFile(join(home.path, third.torn?.file ?? ''))).toEqual(bytes);
    expect(await second.append(receiptOf('gen-4'))).not.toHaveProperty('torn');
    expect(await verifyLedger(home.file)).toMatchObject(sound(4));
  });

  it('moves a torn first line away', async () => {
    await writeFile(home.file, '{"v":1,"se');
    expect(await (await open()).append(receiptOf('gen-1'))).toMatchObject({ seq: 1, torn: { bytes: 10 } });
    expect(await verifyLedger(home.file)).toMatchObject(sound(1));
  });

  it('keeps what was torn before, at the same time too', async () => {
    const now = () => 0;
    for (const torn of ['{"v":1', '{"v":1,']) {
      await appendFile(home.file, torn);
      const ledger = await open({ now });
      await ledger.append(receiptOf('gen-1'));
      await ledger.close();
    }
    const kept = (await readdir(home.path)).filter((name) => name.includes('.torn-')).sort();
    expect(kept).toEqual([
      'ledger.jsonl.torn-19700101T000000.000Z',
      'ledger.jsonl.torn-19700101T000000.000Z-2',
    ]);
  });

  it.each([
    ['a text', 'Dear diary\n'],
    ['a text without an end', 'Dear diary'],
    ['other JSON', '{"v":1,"seq":1}\n'],
    ['a last line that was edited into something else', null],
  ])('leaves %s alone', async (_, content) => {
    if (content === null) {
      const ledger = await open();
      await ledger.append(receiptOf('gen-1'));
      await ledger.close();
      await appendFile(home.file, '{}\n');
    } else await writeFile(home.file, content);
    const before = await readFile(home.file);
    await expect(createLedger(home.file)).rejects.toThrow(refusal('LEDGER_DAMAGED'));
    expect(await readFile(home.file)).toEqual(before);
    expect(await readdir(home.path)).toEqual(['ledger.jsonl']);
  });
});

describe('a full file', () => {
  it('gets a number, and the chain goes on in the next', async () => {
    const ledger = await open({ maxBytes: 2_000 });
    await Promise.all(Array.from({ length: 20 }, (_, index) => ledger.append(receiptOf(`gen-${index}`))));
    await ledger.close();
    const files = (await readdir(home.path)).filter((name) => name !== 'ledger.jsonl');
    expect(files.length).toBeGreaterThan(5);
    for (const name of files) expect((await stat(join(home.path, name))).size).toBeLessThanOrEqual(2_000);
    expect((await entriesIn()).map(({ receipt }) => receipt.id)).toEqual(
      Array.from({ length: 20 }, (_, index) => `gen-${index}`),
    );
    expect(await verifyLedger(home.file)).toMatchObject(sound(20));
  });

  it('is followed by the one with the next number, above nine too', async () => {
    const ledger = await open({ maxBytes: 1 });
    for (let count = 1; count <= 12; count += 1) await ledger.append(receiptOf(`gen-${count}`));
    await ledger.close();
    expect((await entriesIn()).map(({ seq }) => seq)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]);
    expect(JSON.parse((await home.lines(`${home.file}.11`))[0] ?? '')).toMatchObject({ seq: 11 });
  });

  it('is not missed by who reads while it is put aside', async () => {
    const ledger = await open({ maxBytes: 1 });
    const append = async (): Promise<void> => {
      for (let count = 0; count < 3; count += 1) await ledger.append(receiptOf('gen-1'));
    };
    await append();
    const read: number[] = [];
    for await (const { entry } of readLedger(home.file)) {
      read.push(entry.seq);
      if (entry.seq === 1 || entry.seq === 5) await append();
    }
    expect(read).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9]);
  });

  it('may be the newest: a crash came before the next was begun', async () => {
    const first = await open();
    await first.append(receiptOf('gen-1'));
    await first.close();
    await rename(home.file, `${home.file}.1`);
    expect(await verifyLedger(home.file)).toMatchObject(sound(1));
    expect(await (await open()).append(receiptOf('gen-2'))).toMatchObject({ seq: 2 });
    expect(await verifyLedger(home.file)).toMatchObject(sound(2));
  });
});

describe('a second writer', () => {
  it('is refused under any name of the file, and learns which process writes', async () => {
    const ledger = await open();
    await ledger.append(receiptOf('gen-1'));
    const other = join(home.path, 'other.jsonl');
    await symlink(home.file, other);
    await mkdir(join(home.path, 'deep'));
    for (const name of [home.file, other, join(home.path, 'deep', '..', 'ledger.jsonl')]) {
      await expect(createLedger(name)).rejects.toThrow(
        expect.objectContaining({
          code: 'LEDGER_LOCKED',
          message: expect.stringContaining(`process ${process.pid} on `),
          details: expect.objectContaining({ holder: expect.objectContaining({ pid: process.pid }) }),
        }),
      );
    }
    expect(await verifyLedger(other)).toMatchObject(sound(1));
    await ledger.close();
    await expect(open({}, other)).resolves.toBeDefined();
  });

  it.each([
    ['whose process is gone', { pid: 2 ** 22 + 1 }],
    ['whose number another process has now', { started: '1' }],
  ])('%s leaves a lock that is taken over', async (_, changes) => {
    const first = await open();
    await first.append(receiptOf('gen-1'));
    const lock: unknown = JSON.parse(await readFile(`${home.file}.lock`, 'utf8'));
    await first.close();
    await writeFile(`${home.file}.lock`, JSON.stringify(Object.assign({}, lock, changes)));
    expect(await (await open()).append(receiptOf('gen-2'))).toMatchObject({ seq: 2 });
  });

  it.each([{ host: 'elsewhere' }, { namespace: 'pid:[1]' }])(
    'among processes that can not be seen from here (%j) keeps its lock until someone removes it',
    async (changes) => {
      const first = await open();
      const lock: unknown = JSON.parse(await readFile(`${home.file}.lock`, 'utf8'));
      await first.close();
      await writeFile(
        `${home.file}.lock`,
        JSON.stringify(Object.assign({}, lock, { pid: 2 ** 22 + 1 }, changes)),
      );
      await expect(createLedger(home.file)).rejects.toThrow(/process \d+ on .*remove the lock file/);
      await unlink(`${home.file}.lock`);
      expect(await (await open()).append(receiptOf('gen-1'))).toMatchObject({ seq: 1 });
    },
  );

  it('is not let in by those that come together to take a lock over', async () => {
    const first = await open();
    const lock = await readFile(`${home.file}.lock`, 'utf8');
    await first.close();
    await writeFile(`${home.file}.lock`, JSON.stringify({ ...JSON.parse(lock), pid: 2 ** 22 + 1 }));
    const opened = await Promise.allSettled(Array.from({ length: 20 }, () => open()));
    expect(opened.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    for (const result of opened)
      if (result.status === 'rejected') expect(result.reason).toMatchObject({ code: 'LEDGER_LOCKED' });
  });

  it('keeps the first from writing, once the lock file was removed for it', async () => {
    const ledger = await open();
    await ledger.append(receiptOf('gen-1'));
    const elsewhere = join(home.path, 'elsewhere');
    await rename(`${home.file}.lock`, elsewhere);
    await writeFile(`${home.file}.lock`, '{}');
    await unlink(elsewhere);
    await expect(ledger.append(receiptOf('gen-2'))).rejects.toThrow(refusal('LEDGER_LOCK_LOST'));
    await ledger.close();
    expect(await readFile(`${home.file}.lock`, 'utf8')).toBe('{}');
    expect(await verifyLedger(home.file)).toMatchObject(sound(1));
  });

  it.each<[what: string, change: () => Promise<void>]>([
    ['is longer', () => appendFile(home.file, '{}\n')],
    ['is shorter', () => truncate(home.file, 10)],
    ['was moved', () => rename(home.file, `${home.file}.bak`)],
    [
      'is another',
      async () => {
        await rename(home.file, `${home.file}.bak`);
        await link(`${home.file}.bak`, join(home.path, 'copy'));
        await writeFile(home.file, await readFile(`${home.file}.bak`));
      },
    ],
  ])('that knows no locks is noticed: the file %s', async (_, change) => {
    const ledger = await open();
    await ledger.append(receiptOf('gen-1'));
    await change();
    await expect(ledger.append(receiptOf('gen-2'))).rejects.toThrow(refusal('LEDGER_DAMAGED'));
    await expect(ledger.append(receiptOf('gen-3'))).rejects.toThrow(refusal('LEDGER_DAMAGED'));
  });
});

describe('the catalogs of a ledger', () => {
  const source = { url: 'https://openrouter.test', sample: null };

  it('are kept once, and judge as they did', async () => {
    const sandbox = await startSandbox();
    try {
      const catalog = createCatalog({ baseUrl: sandbox.url });
      const snapshot = await catalog.snapshot();
      const { digest } = snapshot;
      const retrievedAt = snapshot.retrievedAt.toISOString();
      const told = { digest, retrievedAt, freshness: null, source: snapshot.source };
      const ledger = await open({ catalog });
      expect(await ledger.append(receiptOf('gen-1', { catalog: told }))).not.toHaveProperty(
        'snapshotMissing',
      );
      const path = `${home.file}.snapshots/${digest.replace(':', '-')}.json`;
      expect([...(await findSnapshots(home.file))]).toEqual([[digest, path]]);
      const { mtimeMs, ino } = await stat(path);
      await ledger.append(receiptOf('gen-2', { catalog: told }));
      await ledger.close();
      await (await open({ catalog })).append(receiptOf('gen-3', { catalog: told }));
      expect(await stat(path)).toMatchObject({ mtimeMs, ino });
      const kept = parseSnapshot(JSON.parse(await readFile(path, 'utf8')));
      expect(kept.toJSON()).toEqual(snapshot.toJSON());
    } finally {
      await sandbox.close();
    }
  });

  it.each<[what: string, options: LedgerOptions]>([
    ['there is none to take them from', {}],
    [
      'it has another one by then',
      {
        catalog: {
          snapshot: async () => snapshotFromModels({ models: [], retrievedAt: new Date(0), source }),
        },
      },
    ],
    [
      'it can not be read',
      {
        catalog: {
          snapshot: async () => {
            throw new Error('No network.');
          },
        },
      },
    ],
  ])('are reported as missing where %s', async (_, options) => {
    const told = { digest: `sha256:${'a'.repeat(64)}`, retrievedAt: '', freshness: null, source };
    const ledger = await open(options);
    expect(await ledger.append(receiptOf('gen-1', { catalog: told }))).toMatchObject({
      snapshotMissing: true,
    });
    expect(await ledger.append(receiptOf('gen-2'))).not.toHaveProperty('snapshotMissing');
    expect(await verifyLedger(home.file)).toMatchObject(sound(2));
  });

  it('are not looked for where they are not wanted', async () => {
    const told = { digest: '../../x', retrievedAt: '', freshness: null, source: { url: '', sample: null } };
    const ledger = await open({ snapshots: false });
    expect(await ledger.append(receiptOf('gen-1', { catalog: told }))).not.toHaveProperty('snapshotMissing');
    expect(await findSnapshots(home.file)).toEqual(new Map());
  });
});

describe('an index', () => {
  it('knows texts and models by generation', async () => {
    const [a, b, c] = [hashOf('a'), hashOf('b'), hashOf('c')];
    const ledger = await open({ maxBytes: 1_500 });
    await ledger.append(receiptOf('gen-1', { textHashes: [a, b] }));
    await ledger.append(receiptOf('gen-2', { textHashes: null, outcome: 'unverified' }));
    await ledger.append(receiptOf(null));
    await ledger.append(receiptOf('gen-1', { textHashes: [b, c], outcome: 'failed', served: [] }));
    await ledger.append(receiptOf('gen-3', { textHashes: [] }));
    await ledger.close();
    const { generations: index } = await indexLedger(home.file);
    const known = [...index].map(([id, { textHashes, served, isVerified }]) => [
      id,
      textHashes,
      served,
      isVerified,
    ]);
    expect(known).toEqual([
      ['gen-1', [a, b, c], ['open/a'], false],
      ['gen-2', null, ['open/a'], false],
      ['gen-3', [], ['open/a'], true],
    ]);
  });

  it('of a ledger that was edited is refused, but not a torn end', async () => {
    const ledger = await open();
    for (const id of ['gen-1', 'gen-2']) await ledger.append(receiptOf(id));
    await ledger.close();
    await appendFile(home.file, '{"v":1,');
    expect((await indexLedger(home.file)).generations.size).toBe(2);
    await writeFile(home.file, (await readFile(home.file, 'utf8')).replace('open/a', 'open/b'));
    await expect(indexLedger(home.file)).rejects.toThrow(refusal('LEDGER_DAMAGED'));
  });

  it('of nothing is refused', async () => {
    for (const file of [home.file, join(home.path, 'nowhere', 'ledger.jsonl'), home.path]) {
      await expect(indexLedger(file)).rejects.toThrow(refusal('LEDGER_UNREADABLE'));
    }
  });
});
