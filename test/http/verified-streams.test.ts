import { createCatalog } from '@distillable/catalog';
import {
  createGuard,
  type Guard,
  type Policy,
  type Receipt,
  UnverifiedResponseError,
} from '@distillable/core';
import { builtInCatalog, type Fault, type Sandbox, startSandbox } from '@distillable/sandbox';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';

const { distillable, models } = builtInCatalog();
const isPlain = (slug: string): boolean =>
  /^[a-z][^:]*\/[^:]*$/.test(slug) && !slug.startsWith('openrouter/');
const [open = '', other = ''] = [...distillable].filter(isPlain);
const closed = models.map(({ id }) => id).find((slug) => isPlain(slug) && !distillable.has(slug)) ?? '';
const host = `sandbox-${open.split('/')[0]}`;
const llamaConditions = [
  'name-prefix:Llama',
  'licensee-size:700M-MAU',
  'acceptable-use-policy',
  'notice-if-materials-included:Built with Llama',
];
const question = 'Grüße 🌍, wie geht es?';

interface Shape {
  readonly path: string;
  readonly body: Readonly<Record<string, unknown>>;
}
const shapes: readonly Shape[] = [
  { path: '/chat/completions', body: { messages: [{ role: 'user', content: question }] } },
  { path: '/completions', body: { prompt: question } },
  { path: '/responses', body: { input: question } },
  { path: '/messages', body: { max_tokens: 64, messages: [{ role: 'user', content: question }] } },
];

interface Received {
  readonly chunks: readonly Uint8Array[];
  readonly error: unknown;
}

async function drain({ body }: Response): Promise<Received> {
  const chunks: Uint8Array[] = [];
  try {
    for await (const chunk of body ?? []) chunks.push(chunk);
    return { chunks, error: null };
  } catch (error) {
    return { chunks, error };
  }
}

let sandbox: Sandbox;
let receipts: Receipt[];
let guard: Guard;

beforeAll(async () => {
  sandbox = await startSandbox();
  guard = createGuard({
    catalog: createCatalog({ baseUrl: sandbox.url }),
    send: { baseUrl: sandbox.url },
    receipts: { onReceipt: (receipt) => receipts.push(receipt) },
  });
});
afterAll(() => sandbox.close());
beforeEach(() => {
  receipts = [];
  sandbox.setFaults([]);
});

function ask(
  send: typeof fetch,
  { path, body }: Shape,
  more: object,
  headers: object = {},
): Promise<Response> {
  return send(sandbox.url + path, {
    method: 'POST',
    headers: { authorization: 'Bearer sandbox', 'content-type': 'application/json', ...headers },
    body: JSON.stringify({ model: open, ...body, ...more }),
  });
}

interface Case {
  readonly what: string;
  readonly faults: readonly Fault[];
  readonly more?: object;
  /** @default {} */
  readonly policy?: Policy;
  /** Reasons why the response must not be used. @default [] */
  readonly reasons?: readonly Receipt['reasons'][number]['code'][];
  readonly receipt:
    | Partial<Receipt>
    | { readonly served?: readonly object[]; readonly hosts?: readonly object[]; readonly terms?: object };
  /** What only a stream can do. */
  readonly streamOnly?: boolean;
}

const verified = { outcome: 'verified', complete: true } as const;
const unverified = { outcome: 'unverified' } as const;
const cases: readonly Case[] = [
  { what: 'an honest server', faults: [], receipt: { ...verified, requested: [open] } },
  {
    what: 'a fallback',
    faults: [{ kind: 'model-down', model: open }],
    more: { models: [other] },
    receipt: { ...verified, served: [{ model: other }, { model: open, sources: ['attempt'] }] },
  },
  {
    what: 'another model, and metadata that names it',
    faults: [{ kind: 'lying-upstream', model: closed }],
    ...{ reasons: ['SERVED_NOT_ALLOWED'], receipt: unverified },
  },
  {
    what: 'another model, in its name alone',
    faults: [{ kind: 'lying-upstream', model: closed, in: 'model' }],
    ...{ reasons: ['SERVED_NOT_ALLOWED'], receipt: unverified },
  },
  {
    what: 'another model, in metadata alone',
    faults: [{ kind: 'lying-upstream', model: closed, in: 'metadata' }],
    ...{ reasons: ['SERVED_NOT_ALLOWED'], receipt: unverified },
  },
  {
    what: 'a host that the policy allows',
    faults: [],
    ...{ policy: { hosts: { only: [host] } }, receipt: { ...verified, hosts: [{ allowed: true }] } },
  },
  {
    what: 'a host that the policy does not allow',
    faults: [{ kind: 'lying-host', host: 'Elsewhere' }],
    policy: { hosts: { only: [host] } },
    ...{ reasons: ['HOST_NOT_ALLOWED'], receipt: unverified },
  },
  {
    what: 'a host that the policy ignores, in metadata alone',
    faults: [{ kind: 'lying-host', host: 'Else where', in: 'metadata' }],
    policy: { hosts: { ignore: ['else-where'] } },
    ...{ reasons: ['HOST_NOT_ALLOWED'], receipt: unverified },
  },
  {
    what: 'a host whose terms forbid it',
    faults: [{ kind: 'lying-host', host: 'Amazon Bedrock' }],
    policy: { terms: { mode: 'narrow' } },
    ...{ more: { model: 'deepseek/deepseek-v3.2' }, reasons: ['HOST_NOT_ALLOWED'], receipt: unverified },
  },
  {
    what: 'a model that the policy lets pass on a condition',
    faults: [{ kind: 'lying-host', host: 'DeepInfra' }],
    policy: { terms: { mode: 'narrow', accept: llamaConditions } },
    more: { model: 'meta-llama/llama-3.1-8b-instruct' },
    receipt: {
      ...verified,
      terms: {
        models: [{ model: 'meta-llama/llama-3.1-8b-instruct', host: 'DeepInfra' }],
        accepted: llamaConditions.map((condition) => ({ condition, entry: 'meta-llama-3.1' })),
      },
    },
  },
  {
    what: 'another model, whose licence forbids it',
    faults: [{ kind: 'lying-upstream', model: 'qwen/qwen3-max' }],
    policy: { terms: { mode: 'narrow' } },
    more: { model: 'deepseek/deepseek-v3.2' },
    ...{
      reasons: ['SERVED_NOT_ALLOWED'],
      receipt: { ...unverified, served: [{ code: 'TERMS_DISALLOWED' }] },
    },
  },
  {
    what: 'another host, where the policy has none',
    faults: [{ kind: 'lying-host', host: 'Elsewhere' }],
    receipt: { ...verified, hosts: [{ host: 'Elsewhere', allowed: true }] },
  },
  {
    what: 'a response without a model',
    faults: [{ kind: 'unnamed-model' }],
    ...{ reasons: ['MODEL_NOT_NAMED'], receipt: unverified },
  },
  {
    what: 'writes of seven bytes',
    faults: [{ kind: 'split-writes', bytes: 7 }],
    ...{ receipt: verified, streamOnly: true },
  },
  { what: 'one write for all', faults: [{ kind: 'coalesce' }], receipt: verified, streamOnly: true },
  {
    what: 'no last event',
    faults: [{ kind: 'no-done' }],
    ...{ receipt: { outcome: 'verified', complete: false }, streamOnly: true },
  },
  {
    what: 'an error in the middle',
    faults: [{ kind: 'stream-error', afterEvents: 3 }],
    ...{ receipt: { outcome: 'failed', complete: false }, streamOnly: true },
  },
  {
    what: 'another model from the middle on',
    faults: [{ kind: 'switch-model', model: closed, afterEvents: 3 }],
    ...{ reasons: ['SERVED_NOT_ALLOWED'], receipt: unverified, streamOnly: true },
  },
];

const withStream = cases.map((each) => ({ ...each, stream: true }));
const withoutStream = cases
  .filter((each) => each.streamOnly !== true)
  .map((each) => ({ ...each, stream: false }));

describe.each(shapes)('$path', (shape) => {
  it.each([...withoutStream, ...withStream])('with $what, stream: $stream', async (given) => {
    sandbox.setFaults(given.faults);
    const asking = ask(guard.with({ policy: given.policy ?? {} }).fetch, shape, {
      ...given.more,
      stream: given.stream,
    });
    const received = await asking.then(drain, (error: unknown) => ({ chunks: [], error }));
    expect(receipts).toMatchObject([given.receipt]);
    expect(receipts.flatMap(({ reasons }) => reasons.map(({ code }) => code))).toEqual(given.reasons ?? []);
    if (given.reasons === undefined) expect(received.error).toBeNull();
    else {
      expect(received.error).toBeInstanceOf(UnverifiedResponseError);
      expect(received.error).toMatchObject({ receipt: receipts[0] });
      // The event by which a client sees that all is well never arrives.
      expect(Buffer.concat(received.chunks).toString()).not.toMatch(
        /\[DONE\]|message_stop|response\.completed/,
      );
      if (!given.stream) expect(received.chunks).toEqual([]);
    }
  });

  it.each([1, 2, 3, 5, 64, 1_000])(
    'passes the same bytes as bare fetch, in pieces of %i bytes',
    async (bytes) => {
      sandbox.setFaults([{ kind: 'split-writes', bytes }]);
      const body = { stream: true };
      const asMetadata = { 'x-openrouter-metadata': 'enabled' };
      const flag = { provider: { enforce_distillable_text: true } };
      const bare = await drain(await ask(fetch, shape, { ...body, ...flag }, asMetadata));
      const guarded = await drain(await ask(guard.fetch, shape, body));
      // Every response has an id of its own.
      const textOf = ({ chunks }: Received) =>
        Buffer.concat(chunks)
          .toString()
          .replace(/\d{10}-?[0-9a-f]+/g, 'id');
      expect(textOf(guarded).replace(/"created(_at)?":\d+|"completed_at":\d+/g, '')).toBe(
        textOf(bare).replace(/"created(_at)?":\d+|"completed_at":\d+/g, ''),
      );
      expect(receipts).toMatchObject([verified]);
    },
  );

  it('is cut, and errors as the network does', async () => {
    sandbox.setFaults([{ kind: 'cut-stream', afterEvents: 2 }]);
    const { error } = await drain(await ask(guard.fetch, shape, { stream: true }));
    expect(error).toBeInstanceOf(TypeError);
    expect(receipts).toMatchObject([{ outcome: 'verified', complete: false }]);
  });

  it('reports the cache, whose responses have no metadata', async () => {
    const cached = { 'x-openrouter-cache': 'true' };
    const body = { user: `cache of ${shape.path}` };
    for (const stream of [false, true]) {
      for (const _ of ['miss', 'hit'])
        await drain(await ask(guard.fetch, shape, { ...body, stream }, cached));
    }
    expect(receipts.map(({ cache }) => cache?.status)).toEqual(['miss', 'hit', 'miss', 'hit']);
    expect(receipts.map(({ outcome }) => outcome)).toEqual(Array(4).fill('verified'));
    expect(receipts[1]).toMatchObject({
      cache: { sourceId: receipts[0]?.id },
      served: [{ sources: ['answer'] }],
    });
  });

  it.each([400, 401, 404, 429, 503])('hands out a %i as it is', async (status) => {
    sandbox.setFaults(
      [{ kind: 'status', status, headers: { 'retry-after': '7' } }].map((fault) => ({
        ...fault,
        kind: 'status',
        path: shape.path,
      })),
    );
    const response = await ask(guard.fetch, shape, { stream: true });
    expect(response.status).toBe(status);
    expect(response.headers.get('retry-after')).toBe('7');
    expect(await response.json()).toHaveProperty('error');
    expect(receipts).toMatchObject([{ outcome: 'failed', status }]);
  });

  it('does not hand out HTML with status 200', async () => {
    sandbox.setFaults([{ kind: 'html', path: shape.path }]);
    await expect(ask(guard.fetch, shape, {})).rejects.toMatchObject({
      receipt: { reasons: [{ code: 'ANSWER_UNREADABLE' }] },
    });
  });
});

const tools: readonly (readonly [path: string, tool: object])[] = [
  ['/responses', { type: 'openrouter:advisor', parameters: { model: other } }],
  ['/responses', { type: 'openrouter:subagent', parameters: { model: other } }],
  ['/responses', { type: 'openrouter:fusion', parameters: { analysis_models: [other, open], model: open } }],
];

describe.each([false, true])('tools that ask other models, stream: %o', (stream) => {
  it.each(tools)('%s with %o', async (path, tool) => {
    const shape = shapes.find((each) => each.path === path);
    if (shape === undefined) throw new Error(`no shape has the path ${path}`);
    const honest = await drain(await ask(guard.fetch, shape, { tools: [tool], stream }));
    expect(honest.error).toBeNull();
    const served = expect.arrayContaining([expect.objectContaining({ model: other, sources: ['tool'] })]);
    expect(receipts).toMatchObject([{ ...verified, served }]);

    sandbox.setFaults([{ kind: 'tool-model', model: closed }]);
    const asking = ask(guard.fetch, shape, { tools: [tool], stream });
    const { error } = await asking.then(drain, (reason: unknown) => ({ chunks: [], error: reason }));
    expect(error).toBeInstanceOf(UnverifiedResponseError);
    expect(receipts[1]?.reasons).toMatchObject([{ code: 'SERVED_NOT_ALLOWED' }]);
    expect(receipts[1]?.reasons[0]?.message).toContain(`A tool in the response used ${closed}`);
  });
});
