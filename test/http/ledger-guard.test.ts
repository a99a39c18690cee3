import { readFile } from 'node:fs/promises';
import { CatalogSnapshot, createCatalog } from '@distillable/catalog';
import { createGuard } from '@distillable/core';
import { type Answer, type AnswerStream, type Client, createClient } from '@distillable/core/client';
import { createLedger, indexLedger, type Ledger, snapshotPath, verifyLedger } from '@distillable/core/ledger';
import { builtInCatalog, type Sandbox, startSandbox } from '@distillable/sandbox';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { createLedgerHome, hashOf, type LedgerHome } from '../support/ledger-world.js';

const [open = ''] = [...builtInCatalog().distillable].filter((slug) => /^[a-z][^:~]*\/[^:]*$/.test(slug));
const question = 'Grüße 🌍, wie geht es?';
const messages = [{ role: 'user', content: question }];
type Asked = AnswerStream | Promise<Answer>;
const shapes: readonly [endpoint: string, ask: (client: Client, stream: boolean) => Asked][] = [
  ['chat', (client, stream) => client.chat({ model: open, stream, messages })],
  ['completions', (client, stream) => client.completions({ model: open, stream, prompt: question })],
  ['responses', (client, stream) => client.responses({ model: open, stream, input: question })],
  ['messages', (client, stream) => client.messages({ model: open, stream, max_tokens: 64, messages })],
];

/** The text of an answer, whole or streamed, and the id by which the ledger knows it. */
async function textOf(asked: Asked): Promise<{ readonly text: string; readonly id: string | null }> {
  if (asked instanceof Promise) {
    const { text, receipt } = await asked;
    return { text, id: receipt.id };
  }
  let text = '';
  for await (const event of asked) text += event.text;
  return { text, id: (await asked.receipt).id };
}

let sandbox: Sandbox;
let home: LedgerHome;
let ledger: Ledger;

beforeAll(async () => {
  sandbox = await startSandbox();
});
afterAll(() => sandbox.close());
beforeEach(async () => {
  home = await createLedgerHome();
  const catalog = createCatalog({ baseUrl: sandbox.url });
  ledger = await createLedger(home.file, { catalog });
});
afterEach(async () => {
  await ledger.close();
  await home.remove();
});

function clientOf(writer: Ledger): Client {
  const catalog = createCatalog({ baseUrl: sandbox.url });
  const guard = createGuard({ catalog, baseUrl: sandbox.url, ...writer.sendOptions });
  return createClient({ apiKey: 'sk-or-canary-7f3a', guard });
}

it.each(shapes)(
  'what %s returns has an entry with the hash of its text, whole and streamed',
  async (_, ask) => {
    const client = clientOf(ledger);
    const answers = [await textOf(ask(client, false)), await textOf(ask(client, true))];
    const index = await indexLedger(home.file);
    for (const { text, id } of answers) {
      expect(text).not.toBe('');
      expect(index.get(id ?? '')?.textHashes).toEqual([hashOf(text)]);
    }
    expect(index.size).toBe(2);
    expect(await verifyLedger(home.file)).toMatchObject({ entries: 2, problems: [] });
  },
);

it('a ledger keeps the catalog that judged, and neither key, prompt nor text', async () => {
  const { receipt, text } = await clientOf(ledger).chat({ model: open, messages });
  const written = await readFile(home.file, 'utf8');
  for (const secret of ['canary', question, text]) expect(written).not.toContain(secret);
  const path = snapshotPath(home.file, receipt.catalog?.digest ?? '') ?? '';
  const snapshot = CatalogSnapshot.fromJSON(JSON.parse(await readFile(path, 'utf8')));
  expect(snapshot.resolve(open).verdict).toBe('distillable');
});

it('an answer whose receipt can not be written is not handed out', async () => {
  const client = clientOf(ledger);
  await ledger.close();
  await expect(client.chat({ model: open, messages })).rejects.toThrow(
    expect.objectContaining({ code: 'LEDGER_CLOSED' }),
  );
  let hasEnded = false;
  const stream = client.chat({ model: open, messages, stream: true });
  await expect(
    (async () => {
      for await (const { text } of stream) expect(text).toEqual(expect.any(String));
      hasEnded = true;
    })(),
  ).rejects.toThrow(expect.objectContaining({ code: 'LEDGER_CLOSED' }));
  expect(hasEnded).toBe(false);
});

it('receipts have no hashes unless they are asked for', async () => {
  const guard = createGuard({ catalog: createCatalog({ baseUrl: sandbox.url }), baseUrl: sandbox.url });
  const client = createClient({ apiKey: 'sk-or-1', guard });
  expect((await client.chat({ model: open, messages })).receipt.textHashes).toBeNull();
  const asking = createGuard({
    ...{ catalog: createCatalog({ baseUrl: sandbox.url }), baseUrl: sandbox.url, textHashes: true },
  });
  const answer = await createClient({ apiKey: 'sk-or-1', guard: asking }).chat({ model: open, messages });
  expect(answer.receipt.textHashes).toEqual([hashOf(answer.text)]);
});
