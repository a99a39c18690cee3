import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readArchive } from '@distillable/audit';
import { CatalogError, type CatalogModel, type CatalogSnapshot } from '@distillable/catalog';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { catalogModel, catalogSnapshot } from '../../../../../test/support/catalog-model.js';
import { CommandError } from '../../errors.js';
import { openWatchArchive } from './archive.js';
import { defaultWatchKinds } from './changes.js';
import type { WatchFailure, WatchReport } from './report.js';
import { openWatch, type Watch, type WatchWorld } from './watch-list.js';
import type { Message } from './webhook.js';

let directory: string;
let hour: number;
let printed: (WatchReport | WatchFailure)[];
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'distillable-watch-'));
  [hour, printed] = [0, []];
});
afterEach(() => rm(directory, { recursive: true, force: true }));

const now = (): number => Date.parse('2026-11-27T00:00:00Z') + hour * 3_600_000;
const open = (slug: string) => catalogModel(slug);
const closed = (slug: string) => catalogModel(slug, { permission: 'not-distillable' });
const a = [open('a/x'), open('a/y')];
const b = [closed('a/x'), open('a/y')];
const c = [closed('a/x')];
const unreachable = new CatalogError('CATALOG_NETWORK', 'Could not reach it.', {
  details: { url: 'https://openrouter.test', reason: 'ECONNREFUSED' },
});

type Reading = readonly CatalogModel[] | Error;

/** A server that has another list at each reading, an hour apart. */
function reading(lists: readonly Reading[]): () => Promise<CatalogSnapshot> {
  const next = lists.values();
  return async () => {
    hour += 1;
    const { value } = next.next();
    if (value === undefined || value instanceof Error) throw value ?? new Error('there is no further list');
    return catalogSnapshot(value, { retrievedAt: new Date(now()) });
  };
}

async function openOn(lists: readonly Reading[], world: Partial<WatchWorld> = {}): Promise<Watch> {
  return openWatch(
    {
      read: reading(lists),
      terms: async () => ({ date: '2026-11-27', digest: 'sha256:0', entries: [] }),
      archive: await openWatchArchive(directory),
      surroundings: async () => ({ code: null, audits: null, problems: [] }),
      print: async (content) => void printed.push(content),
      send: null,
      now,
      wait: async () => {},
      signal: new AbortController().signal,
      ...world,
    },
    defaultWatchKinds,
  );
}

/** Reads so many lists at an interval. */
async function runEvery(lists: readonly Reading[], world: Partial<WatchWorld> = {}): Promise<void> {
  const ending = new AbortController();
  let left = lists.length;
  const wait = async (): Promise<void> => {
    left -= 1;
    if (left === 0) ending.abort();
  };
  const watch = await openOn(lists, { wait, signal: ending.signal, ...world });
  await watch.every(3_600_000);
}

/** Each report as `kind name`; a failure as its code. */
const told = () =>
  printed.map((content) =>
    'error' in content ? content.error.code : content.changes.map(({ kind, name }) => `${kind} ${name}`),
  );
const files = async () => (await readdir(directory)).filter((name) => name.endsWith('.json'));

describe('a watch', () => {
  it('says at each reading what changed since the one before', async () => {
    await runEvery([a, a, b, c, a]);
    expect(told()).toEqual([[], [], ['lost a/x'], ['vanished-distillable a/y'], ['gained a/x']]);
    expect(printed[0]).toMatchObject({ previous: null, totals: { models: 2, distillable: 2 } });
  });

  it('goes on after a reading that failed, and compares with the last one that did not', async () => {
    await runEvery([a, unreachable, unreachable, b]);
    expect(told()).toEqual([[], 'CATALOG_NETWORK', 'CATALOG_NETWORK', ['lost a/x']]);
  });

  it('throws a failure if it is to read once, and says nothing then', async () => {
    const watch = await openOn([unreachable]);
    await expect(watch.once()).rejects.toBe(unreachable);
    expect(printed).toEqual([]);
  });

  it('goes on in another process where the last one ended', async () => {
    for (const list of [a, b, b, c]) await (await openOn([list])).once();
    expect(told()).toEqual([[], ['lost a/x'], [], ['vanished-distillable a/y']]);
  });

  it('ends without a report when it is interrupted while it reads', async () => {
    const ending = new AbortController();
    const read = async () => {
      ending.abort();
      throw unreachable;
    };
    await (await openOn([], { read, signal: ending.signal })).every(1);
    expect(printed).toEqual([]);
  });

  it('says once that terms grew old, and again only after they were read', async () => {
    const entry = {
      ...{ id: 'e', author: 'a', models: ['a/*'], host: null, layer: 'weights-licence' as const },
      ...{ holder: 'A', document: 'Licence', statement: 'allowed' as const, conditions: [], clause: null },
      ...{ summary: 'Yes.', url: null, effective: null, evidence: 'primary' as const },
    };
    const dates = ['2026-01-01', '2026-01-01', '2026-01-01', '2026-11-01', '2026-01-01'].values();
    const terms = async () => {
      const read = { from: 'https://a.test', on: dates.next().value ?? '', sha256: null };
      return { date: '2026-11-27', digest: 'sha256:0', entries: [{ ...entry, read }] };
    };
    await runEvery([a, a], { terms });
    await runEvery([a, a, a], { terms });
    expect(told()).toEqual([['terms-old e'], [], [], ['terms-read e'], ['terms-old e']]);
  });

  it('rejects a list of another server, and keeps nothing of it', async () => {
    await runEvery([a]);
    const source = { url: 'https://eu.openrouter.test/api/v1' };
    for (const other of [source, { sample: 'a sample' }]) {
      const read = async () => catalogSnapshot(b, { retrievedAt: new Date(now()), source: other });
      await expect((await openOn([], { read })).once()).rejects.toMatchObject({ code: 'USAGE' });
    }
    expect(await files()).toHaveLength(1);
  });
});

describe('the archive of a watch', () => {
  it('has a file for each time that the list changed, by which an audit judges each row', async () => {
    await runEvery([a, a, b, b, a]);
    const snapshots = await readArchive(directory);
    expect(snapshots.map((list) => [list.retrievedAt.getUTCHours(), list.resolve('a/x').verdict])).toEqual([
      [1, 'distillable'],
      [3, 'not-distillable'],
      [5, 'distillable'],
    ]);
  });

  it('is not harmed by several watches at once, each of which reports what it sees', async () => {
    await Promise.all([0, 1, 2, 3].map(() => runEvery([a, b, a, b])));
    const snapshots = await readArchive(directory);
    expect(new Set(snapshots.map(({ digest }) => digest)).size).toBe(2);
    expect(told().flat().toSorted()).toEqual([
      ...Array.from({ length: 4 }, () => 'gained a/x'),
      ...Array.from({ length: 8 }, () => 'lost a/x'),
    ]);
    expect((await readdir(directory)).filter((name) => name.endsWith('.tmp'))).toEqual([]);
  });

  it.each([
    ['is damaged', '{"list":"2026'],
    ['names a file elsewhere', '{"list":"../../list.json"}'],
    [
      'names a file that was removed',
      '{"list":"20200101T000000000Z-sha256-<0>.json"}'.replace('<0>', '0'.repeat(64)),
    ],
  ])('is compared with by its newest list if the state %s', async (_, state) => {
    await runEvery([a, b]);
    await writeFile(join(directory, 'watch.state'), state);
    printed = [];
    await (await openOn([c])).once();
    expect(told()).toEqual([['vanished-distillable a/y']]);
  });

  it('rejects a damaged list', async () => {
    await runEvery([a]);
    const [name = ''] = await files();
    const text = await readFile(join(directory, name), 'utf8');
    await writeFile(join(directory, name), text.replace('"distillable"', '"not-distillable"'));
    await expect(openOn([b])).rejects.toMatchObject({ code: 'INPUT_UNREADABLE' });
  });
});

describe('the webhook of a watch', () => {
  const failed = new CommandError('NOTIFY_FAILED', 'The webhook responded with 500.');
  let sent: { readonly id: string; readonly names: readonly string[] }[];
  let isUp: boolean;
  beforeEach(() => {
    [sent, isUp] = [[], true];
  });
  const send = async ({ id, body }: Message): Promise<void> => {
    if (!isUp) throw failed;
    const { changes = [], error, text } = JSON.parse(body);
    expect(text).not.toBe('');
    sent.push({
      id,
      names: error === undefined ? changes.map(({ name }: { name: string }) => name) : [error.code],
    });
  };

  it('gets a report if something changed, and no other', async () => {
    await runEvery([a, a, b, b], { send });
    expect(sent.map(({ names }) => names)).toEqual([['a/x']]);
  });

  it('gets, in order and once each, what it did not accept before, in another process too', async () => {
    isUp = false;
    await runEvery([a, b, c], { send });
    expect(told()).toEqual([
      [],
      ['lost a/x'],
      'NOTIFY_FAILED',
      ['vanished-distillable a/y'],
      'NOTIFY_FAILED',
    ]);
    await expect((await openOn([c], { send })).once()).rejects.toBe(failed);
    isUp = true;
    await runEvery([c, c], { send });
    expect(sent.map(({ names }) => names)).toEqual([['a/x'], ['a/y']]);
    expect(new Set(sent.map(({ id }) => id)).size).toBe(2);
  });

  it('gets one report of readings that fail, and another after one that did not', async () => {
    await runEvery([a, unreachable, unreachable, a, unreachable], { send });
    expect(sent.map(({ names }) => names)).toEqual([['CATALOG_NETWORK'], ['CATALOG_NETWORK']]);
  });

  it('gets the report of a failure as soon as it accepts one', async () => {
    const isUpAt = [false, false, true, true].values();
    const sendLater = (message: Message): Promise<void> => {
      isUp = isUpAt.next().value ?? true;
      return send(message);
    };
    await runEvery([a, b, unreachable, unreachable, unreachable, c], { send: sendLater });
    expect(sent.map(({ names }) => names)).toEqual([['CATALOG_NETWORK'], ['a/x'], ['a/y']]);
  });
});
