import { execFileSync } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { createCatalog } from '@distillable/catalog';
import { createGuard, type Guard, guardOpenRouter } from '@distillable/core';
import { type Sandbox, startSandbox } from '@distillable/sandbox';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

interface Call {
  readonly [field: string]: unknown;
}
interface Client {
  readonly chat: { send(call: Call): Promise<unknown> };
}
type Fetcher = (input: Request) => Promise<Response>;
/** What the four generations of `@openrouter/sdk` have in common. */
interface Generation {
  readonly OpenRouter: new (options: object) => Client;
  readonly HTTPClient: new (options?: { fetcher?: Fetcher }) => object;
}

/** How the SDK names the argument that the body is in today; null where the body itself is the argument. */
const generations = [
  { name: 'sdk-0-1', version: '0.1.27', wrapper: null, alone: 'dropped' },
  { name: 'sdk-0-5', version: '0.5.1', wrapper: null, alone: 'sent' },
  { name: 'sdk-0-9', version: '0.9.11', wrapper: 'chatGenerationParams', alone: 'throws' },
  { name: 'sdk-1-3', version: '1.3.19', wrapper: 'chatRequest', alone: 'throws' },
] as const;
type Row = (typeof generations)[number];

/** The call as OpenRouter documents it, but for the model: see docs/sdk-generations.md. */
const documented = (model: string, flag: Call = { enforceDistillableText: true }): Call => ({
  model,
  messages: [{ role: 'user', content: 'Explain quantum computing' }],
  provider: flag,
  stream: false,
});
const wrapped = (call: Call, wrapper: string | null): Call => (wrapper === null ? call : { [wrapper]: call });
const allowed = 'meta-llama/llama-3.1-8b-instruct';
const notAllowed = 'openai/gpt-4o-mini';

const folder = fileURLToPath(new URL('../sdk-generations/', import.meta.url));
const require = createRequire(new URL('../sdk-generations/', import.meta.url));
let sandbox: Sandbox;
let guard: Guard;
let loaded: ReadonlyMap<string, Generation>;

beforeAll(async () => {
  const pnpm = fileURLToPath(new URL('../../scripts/pnpm.mjs', import.meta.url));
  execFileSync(process.execPath, [pnpm, '--dir', '.', 'install', '--frozen-lockfile', '--loglevel=error'], {
    cwd: folder,
  });
  loaded = new Map(await Promise.all(generations.map(load)));
  sandbox = await startSandbox();
  guard = createGuard({
    catalog: createCatalog({ baseUrl: sandbox.url }),
    send: { baseUrl: sandbox.url },
  });
}, 600_000);
afterAll(() => sandbox.close());

async function load({ name }: Row): Promise<[string, Generation]> {
  const generation: Generation = await import(pathToFileURL(require.resolve(name)).href);
  return [name, generation];
}

function generationOf({ name }: Row): Generation {
  const generation = loaded.get(name);
  if (generation === undefined) throw new Error(`${name} is not installed`);
  return generation;
}

/** What a call comes to: the bodies that reach the server, and the error of the SDK. */
async function outcome(client: Client, call: Call): Promise<{ bodies: unknown[]; error: string | null }> {
  const before = sandbox.requests.length;
  const error = await client.chat.send(call).then(
    () => null,
    (thrown: unknown) => (thrown instanceof Error ? `${thrown.name}: ${thrown.message}` : String(thrown)),
  );
  const sent = sandbox.requests.slice(before).filter(({ method }) => method === 'POST');
  return { bodies: sent.map(({ body }) => body), error };
}

const alone = (row: Row): Client =>
  new (generationOf(row).OpenRouter)({ apiKey: 'sk-or-v1-test', serverURL: sandbox.url });
function guarded(row: Row): Client {
  const { OpenRouter, HTTPClient } = generationOf(row);
  return new OpenRouter(guardOpenRouter(guard, { HTTPClient, apiKey: 'sk-or-v1-test' }));
}

const enforced = expect.objectContaining({ provider: { enforce_distillable_text: true } });

describe.each(generations)('@openrouter/sdk $version', (row) => {
  it('is the version that the page names', async () => {
    const manifest: { version: string } = JSON.parse(
      await readFile(`${folder}node_modules/${row.name}/package.json`, 'utf8'),
    );
    expect(manifest.version).toBe(row.version);
  });

  it('alone: the documented call for a model that is not distillable', async () => {
    const { bodies, error } = await outcome(alone(row), documented(notAllowed));
    if (row.alone === 'dropped') {
      expect(error, 'text came, from a model that forbids it').toBeNull();
      expect(bodies).toEqual([expect.not.objectContaining({ provider: expect.anything() })]);
    } else if (row.alone === 'sent') {
      expect(bodies).toEqual([enforced]);
      expect(error, 'the server rejects it').not.toBeNull();
    } else {
      expect(bodies).toEqual([]);
      expect(error).toMatch(/^SDKValidationError/);
    }
  });

  it('alone: a flag in the spelling of the wire is dropped without an error', async () => {
    const call = documented(notAllowed, { enforce_distillable_text: true });
    const { bodies, error } = await outcome(alone(row), wrapped(call, row.wrapper));
    expect(error).toBeNull();
    expect(bodies).toHaveLength(1);
    expect(JSON.stringify(bodies)).not.toContain('enforce_distillable_text');
  });

  it.each([
    ['as documented', { enforceDistillableText: true }],
    ['in the spelling of the wire', { enforce_distillable_text: true }],
    ['absent', undefined],
  ])(
    'under the guard, the flag %s: what may be sent arrives with it, what may not never leaves',
    async (_, flag) => {
      const call = (model: string) => wrapped({ ...documented(model), provider: flag }, row.wrapper);
      expect(await outcome(guarded(row), call(allowed))).toEqual({ bodies: [enforced], error: null });
      const { bodies, error } = await outcome(guarded(row), call(notAllowed));
      expect(bodies).toEqual([]);
      expect(error).toContain('openai/gpt-4o-mini is not marked as distillable');
    },
  );

  it('under the guard, the documented call never gets text from a model that is not distillable', async () => {
    const { bodies, error } = await outcome(guarded(row), documented(notAllowed));
    expect(bodies).toEqual([]);
    expect(error).not.toBeNull();
  });
});
