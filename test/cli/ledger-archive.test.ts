import { copyFile, mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type CatalogSnapshot, snapshotFromModels } from '@distillable/catalog';
import { createLedger } from '@distillable/ledger';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { catalogModel } from '../support/catalog-model.js';
import { createHome, type Home } from '../support/cli-run.js';
import { receiptOf } from '../support/ledger-world.js';

const source = { url: 'https://openrouter.test/api/v1', sample: null };
const listAt = (time: string, permission: 'distillable' | 'not-distillable'): CatalogSnapshot =>
  snapshotFromModels({
    models: [catalogModel('a/open', { permission })],
    retrievedAt: new Date(time),
    source,
  });
/** What was allowed in January was not in March. */
const january = listAt('2026-01-01T00:00:00.000Z', 'distillable');
const march = listAt('2026-03-01T00:00:00.000Z', 'not-distillable');

let home: Home;
const archive = 'ledger.jsonl.snapshots';
const inHome = (...names: readonly string[]): string => join(home.path, ...names);
const nameOf = ({ digest }: CatalogSnapshot): string => `${digest.replace(':', '-')}.json`;
const pathOf = (snapshot: CatalogSnapshot): string => inHome(archive, nameOf(snapshot));
const write = (path: string, snapshot: unknown): Promise<void> =>
  writeFile(path, `${JSON.stringify(snapshot)}\n`);

beforeEach(async () => {
  home = await createHome();
  for (const snapshot of [january, march]) await appendBy(snapshot);
  await writeFile(inHome('rows.jsonl'), '{"model":"a/open","created":"2026-04-01"}\n');
});
afterEach(() => home.remove());

async function appendBy(snapshot: CatalogSnapshot): Promise<void> {
  const ledger = await createLedger(inHome('ledger.jsonl'), { catalog: { snapshot: async () => snapshot } });
  const catalog = { ...snapshot.identity, freshness: 'fresh' } as const;
  await ledger.append(receiptOf(`gen-${snapshot.digest}`, { catalog }));
  await ledger.close();
}

/** As versions before wrote them, with the chain made whole again. */
async function makeOld(): Promise<void> {
  await rm(inHome('ledger.jsonl'));
  const ledger = await createLedger(inHome('ledger.jsonl'), { snapshots: false });
  for (const { identity } of [january, march])
    await ledger.append(receiptOf(null, { catalog: { ...identity, freshness: 'fresh' } }));
  await ledger.close();
}

const swaps: readonly [what: string, tamper: () => Promise<void>, code: string, old: string | null][] = [
  [
    'another list under the name of the old one',
    () => copyFile(pathOf(january), pathOf(march)),
    'SNAPSHOT_EDITED',
    'SNAPSHOT_EDITED',
  ],
  [
    'a time that was moved past the rows',
    () => write(pathOf(march), { ...march.toJSON(), retrievedAt: '2026-05-01T00:00:00.000Z' }),
    'SNAPSHOT_EDITED',
    'SNAPSHOT_EDITED',
  ],
  [
    'a permission that was edited, with its digest made anew',
    () => write(pathOf(march), listAt('2026-03-01T00:00:00.000Z', 'distillable')),
    'SNAPSHOT_EDITED',
    'SNAPSHOT_EDITED',
  ],
  [
    'a source that was edited',
    () => write(pathOf(march), { ...march.toJSON(), source: { ...source, sample: 'of a friend' } }),
    'SNAPSHOT_EDITED',
    null,
  ],
  [
    'a source that was edited before a later entry named the list again',
    async () => {
      await write(pathOf(march), { ...march.toJSON(), source: { ...source, sample: 'of a friend' } });
      await appendBy(march);
    },
    'SNAPSHOT_EDITED',
    null,
  ],
  [
    'a file that is not a snapshot',
    () => writeFile(pathOf(march), '{'),
    'SNAPSHOT_EDITED',
    'SNAPSHOT_EDITED',
  ],
  ['a list that is gone', () => rm(pathOf(march)), 'SNAPSHOT_MISSING', null],
  [
    'a list that no entry names',
    () => write(inHome(archive, 'april.json'), listAt('2026-03-31T00:00:00.000Z', 'distillable')),
    'SNAPSHOT_UNNAMED',
    'SNAPSHOT_UNNAMED',
  ],
  [
    'a list under another name',
    () => rename(pathOf(march), inHome(archive, 'march.json')),
    'SNAPSHOT_UNNAMED',
    'SNAPSHOT_UNNAMED',
  ],
];

describe('the archive of a ledger', () => {
  it('judges rows, and is what the ledger says', async () => {
    expect(await home.run(['ledger', 'verify', 'ledger.jsonl'])).toMatchObject({ code: 0 });
    expect(await home.run(['audit', 'rows.jsonl', '--archive', archive])).toMatchObject({ code: 1 });
  });

  it.each(swaps)('shows %s, and judges nothing by it', async (_, tamper, code) => {
    await tamper();
    const { code: exit, stdout } = await home.run(['ledger', 'verify', 'ledger.jsonl', '--json']);
    const { problems } = JSON.parse(stdout);
    expect(exit).toBe(1);
    expect(problems.map((problem: { code: string }) => problem.code)).toContain(code);
    const audited = await home.run(['audit', 'rows.jsonl', '--archive', archive]);
    expect(audited).toMatchObject({ code: 2, stdout: '' });
    expect(audited.stderr).toMatch(/SNAPSHOT_|is not a snapshot/);
  });

  it.each(swaps)('of an old ledger shows %s as far as its receipts can', async (_, tamper, __, code) => {
    await makeOld();
    expect(await home.run(['ledger', 'verify', 'ledger.jsonl'])).toMatchObject({ code: 0 });
    await tamper();
    const { stdout } = await home.run(['ledger', 'verify', 'ledger.jsonl', '--json']);
    const codes = JSON.parse(stdout).problems.map((problem: { code: string }) => problem.code);
    expect(codes).toEqual(code === null ? [] : [code]);
  });

  it('may be elsewhere, where it is named with its ledger', async () => {
    await rename(inHome(archive), inHome('catalogs'));
    expect(await home.run(['ledger', 'verify', 'ledger.jsonl'])).toMatchObject({ code: 1 });
    const there = ['--archive', 'catalogs'];
    expect(await home.run(['ledger', 'verify', 'ledger.jsonl', ...there])).toMatchObject({ code: 0 });
    await write(inHome('catalogs', nameOf(march)), {
      ...march.toJSON(),
      retrievedAt: '2026-05-01T00:00:00.000Z',
    });
    expect(await home.run(['ledger', 'verify', 'ledger.jsonl', ...there])).toMatchObject({ code: 1 });
    const audited = await home.run(['audit', 'rows.jsonl', ...there, '--ledger', 'ledger.jsonl']);
    expect(audited).toMatchObject({ code: 2, stdout: '' });
    expect(await home.run(['ledger', 'verify', 'ledger.jsonl', '--archive', 'no'])).toMatchObject({
      code: 2,
    });
  });

  it('needs no ledger to show a file that is named after another catalog', async () => {
    await mkdir(inHome('exports'));
    await copyFile(pathOf(january), inHome('exports', nameOf(march)));
    const { code, stderr } = await home.run(['audit', 'rows.jsonl', '--archive', 'exports']);
    expect(code).toBe(2);
    expect(stderr).toContain('is named after another catalog');
  });
});

describe('an entry that lost only its newline', () => {
  it.each(['ledger.jsonl', 'ledger.jsonl.1'])('stays, and the chain goes on after it in %s', async (last) => {
    const content = await readFile(inHome('ledger.jsonl'), 'utf8');
    await rm(inHome('ledger.jsonl'));
    await writeFile(inHome(last), content.slice(0, -1));
    const whole = await home.run(['ledger', 'verify', 'ledger.jsonl']);
    expect(whole).toMatchObject({ code: 0, stdout: expect.stringContaining('2 entries') });
    for (const id of ['gen-3', 'gen-4']) {
      const ledger = await createLedger(inHome('ledger.jsonl'));
      expect(await ledger.append(receiptOf(id))).not.toHaveProperty('torn');
      await ledger.close();
    }
    const verified = await home.run(['ledger', 'verify', 'ledger.jsonl']);
    expect(verified).toMatchObject({ code: 0, stdout: expect.stringContaining('4 entries') });
    expect((await readdir(home.path)).filter((name) => name.includes('torn'))).toEqual([]);
  });
});
