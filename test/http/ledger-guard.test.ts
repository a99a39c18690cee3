import { readFile } from 'node:fs/promises';
import { type Catalog, createCatalog, parseSnapshot } from '@distillable/catalog';
import { createGuard, type Guard, type Receipt } from '@distillable/core';
import {
  createLedger,
  findSnapshots,
  indexLedger,
  type Ledger,
  readLedger,
  verifyLedger,
} from '@distillable/ledger';
import { builtInCatalog, type Sandbox, startSandbox } from '@distillable/sandbox';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { createLedgerHome, hashOf, type LedgerHome } from '../support/ledger-world.js';

const [open = ''] = [...builtInCatalog().distillable].filter((slug) => /^[a-z][^:~]*\/[^:]*$/.test(slug));
const question = 'Grüße 🌍, wie geht es?';
const messages = [{ role: 'user', content: question }];

/** A response, or an event of a stream, with the fields that hold text in one of the API shapes. */
interface Parsed {
  readonly choices?: readonly {
    readonly text?: string;
    readonly message?: { readonly content: string };
    readonly delta?: { readonly content?: string };
  }[];
  readonly output?: readonly { readonly content?: readonly { readonly text: string }[] }[];
  readonly content?: readonly { readonly text?: string }[];
  readonly type?: string;
  readonly delta?: string | { readonly text?: string };
}

const shapes: readonly {
  readonly path: string;
  readonly body: object;
  readonly whole: (response: Parsed) => string | undefined;
  readonly added: (event: Parsed) => string | undefined;
}[] = [
  {
    path: 'chat/completions',
    body: { messages },
    whole: ({ choices }) => choices?.[0]?.message?.content,
    added: ({ choices }) => choices?.[0]?.delta?.content,
  },
  {
    path: 'completions',
    body: { prompt: question },
    whole: ({ choices }) => choices?.[0]?.text,
    added: ({ choices }) => choices?.[0]?.text,
  },
  {
    path: 'responses',
    body: { input: question },
    whole: ({ output }) => output?.flatMap(({ content = [] }) => content.map(({ text }) => text)).join(''),
    added: ({ type, delta }) =>
      type === 'response.output_text.delta' && typeof delta === 'string' ? delta : undefined,
  },
  {
    path: 'messages',
    body: { messages, max_tokens: 64 },
    whole: ({ content }) => content?.map(({ text }) => text ?? '').join(''),
    added: ({ delta }) => (typeof delta === 'object' ? delta.text : undefined),
  },
];

let sandbox: Sandbox;
let home: LedgerHome;
let catalog: Catalog;
let ledger: Ledger;

beforeAll(async () => {
  sandbox = await startSandbox();
});
afterAll(() => sandbox.close());
beforeEach(async () => {
  home = await createLedgerHome();
  catalog = createCatalog({ baseUrl: sandbox.url });
  ledger = await createLedger(home.file, { catalog });
});
afterEach(async () => {
  await ledger.close();
  await catalog.close();
  await home.remove();
});

function guardOf(receipts: Ledger['receipts']): Guard {
  return createGuard({ catalog, send: { baseUrl: sandbox.url }, receipts });
}

function ask({ fetch }: Guard, path: string, body: object): Promise<Response> {
  return fetch(`${sandbox.url}/${path}`, {
    method: 'POST',
    headers: { authorization: 'Bearer sk-or-canary-7f3a', 'content-type': 'application/json' },
    body: JSON.stringify({ model: open, ...body }),
  });
}

/** The events of a stream, parsed. */
function eventsIn(text: string): readonly Parsed[] {
  return text
    .split('\n')
    .filter((line) => line.startsWith('data: {'))
    .map((line) => parse(line.slice('data: '.length)));
}

function parse(text: string): Parsed {
  return JSON.parse(text);
}

/** By which the ledger knows a response, in every API shape. */
function idOf({ headers }: Response): string {
  return headers.get('x-generation-id') ?? '';
}

it.each(shapes)(
  'what $path returns has an entry with the hash of its text, whole and streamed',
  async ({ path, body, whole, added }) => {
    const guard = guardOf(ledger.receipts);
    const response = await ask(guard, path, body);
    const streamed = await ask(guard, path, { ...body, stream: true });
    const events = eventsIn(await streamed.text());
    const generations = [
      { id: idOf(response), text: whole(parse(await response.text())) },
      { id: idOf(streamed), text: events.map((event) => added(event) ?? '').join('') },
    ];
    const { generations: index } = await indexLedger(home.file);
    for (const { id, text } of generations) {
      expect(text).toEqual(expect.stringMatching(/./));
      expect(index.get(id)?.textHashes).toEqual([hashOf(text ?? '')]);
    }
    expect(index.size).toBe(2);
    expect(await verifyLedger(home.file)).toMatchObject({ entries: 2, problems: [] });
  },
);

it('a ledger keeps the catalog that judged, and neither key, prompt nor text', async () => {
  const response = await ask(guardOf(ledger.receipts), 'chat/completions', { messages });
  const text = parse(await response.text()).choices?.[0]?.message?.content ?? '';
  const written = await readFile(home.file, 'utf8');
  for (const secret of ['canary', question, text]) expect(written).not.toContain(secret);
  const [path = ''] = (await findSnapshots(home.file)).values();
  const snapshot = parseSnapshot(JSON.parse(await readFile(path, 'utf8')));
  expect(snapshot.resolve(open).verdict).toBe('distillable');
  expect(written).toContain(snapshot.digest);
});

it.each(shapes)(
  'an entry for $path names the host that served, whole and streamed',
  async ({ path, body }) => {
    const guard = guardOf(ledger.receipts);
    for (const stream of [false, true]) await (await ask(guard, path, { ...body, stream })).text();
    const hosts: unknown[] = [];
    for await (const { entry } of readLedger(home.file)) {
      hosts.push(entry.receipt.hosts?.map(({ host, allowed }) => ({ host, allowed })));
    }
    expect(hosts).toEqual(Array(2).fill([{ host: `Sandbox ${open.split('/')[0]}`, allowed: true }]));
  },
);

it('a response whose receipt can not be written is not handed out', async () => {
  const guard = guardOf(ledger.receipts);
  await ledger.close();
  const closed = expect.objectContaining({ code: 'LEDGER_CLOSED' });
  await expect(ask(guard, 'chat/completions', { messages })).rejects.toThrow(closed);
  const streamed = await ask(guard, 'chat/completions', { messages, stream: true });
  await expect(streamed.text()).rejects.toThrow(closed);
});

it('receipts have no hashes unless they are asked for', async () => {
  const receipts: Receipt[] = [];
  const onReceipt = (receipt: Receipt) => void receipts.push(receipt);
  for (const textHashes of [false, true]) {
    const guard = createGuard({
      catalog,
      send: { baseUrl: sandbox.url },
      receipts: { onReceipt, textHashes },
    });
    await (await ask(guard, 'chat/completions', { messages })).text();
  }
  expect(receipts.map((receipt) => receipt.textHashes)).toEqual([
    null,
    [expect.stringMatching(/^[0-9a-f]{64}$/)],
  ]);
});
