import { once } from 'node:events';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import type { ServerResponse } from 'node:http';
import { connect } from 'node:net';
import { join } from 'node:path';
import { createLedger, verifyLedger } from '@distillable/ledger';
import { type Sandbox, startSandbox } from '@distillable/sandbox';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createHome, type Home } from '../support/cli-run.js';
import { ask } from '../support/proxy/ask.js';
import { allowed } from '../support/proxy/attacks.js';
import { startProxyCommand } from '../support/proxy/proxy-command.js';
import { type ProxyProcess, spawnProxy } from '../support/proxy/proxy-process.js';
import { eventOf, startEvents, startUpstream } from '../support/transport/upstream.js';

const key = 'sk-or-v1-of-the-environment';

let sandbox: Sandbox;
let home: Home;
beforeAll(async () => {
  sandbox = await startSandbox();
  home = await createHome();
});
afterAll(async () => {
  await home.remove();
  await sandbox.close();
});

const environment = () => ({ OPENROUTER_BASE_URL: sandbox.url, OPENROUTER_API_KEY: key });
const originOf = (url: string) => new URL(url).origin;
const readLists = () => sandbox.requests.filter(({ path }) => path.endsWith('/models')).length;

describe('distillable proxy', () => {
  it('prints its address and how to try it, logs a line for each request, and ends with 0', async () => {
    const proxy = await startProxyCommand(home, ['--ledger', 'receipts.jsonl'], environment());
    expect(proxy.line).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/v1$/);
    expect(proxy.log()).toContain(`upstream: ${sandbox.url}`);
    expect(proxy.log()).toContain(`curl ${proxy.url}/models`);
    expect(await ask(originOf(proxy.url))).toMatchObject({ status: 200, isWhole: true });
    await ask(originOf(proxy.url), { path: '/v1/generation?id=secret-in-query', method: 'GET' });
    expect(await proxy.stop()).toBe(0);
    const time = String.raw`^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ`;
    expect(proxy.log()).toMatch(
      new RegExp(`${time} POST /v1/chat/completions 200 verified ${allowed} gen-\\S+ \\d+ ms$`, 'm'),
    );
    expect(proxy.log()).toMatch(new RegExp(`${time} GET /v1/generation 404 passed \\d+ ms$`, 'm'));
    expect(proxy.log()).not.toContain('OPENROUTER_API_KEY');
    for (const secret of [key, 'secret-in-query', 'canary']) expect(proxy.log()).not.toContain(secret);
    expect(await verifyLedger(join(home.path, 'receipts.jsonl'))).toMatchObject({ entries: 1, problems: [] });
  });

  it('logs each request as a line of JSON with --json, and warns that it has no key', async () => {
    const { OPENROUTER_BASE_URL } = environment();
    const proxy = await startProxyCommand(home, ['--json'], { OPENROUTER_BASE_URL });
    const model = 'no/such\n::set-output name=x::y';
    await ask(originOf(proxy.url), { body: JSON.stringify({ model, messages: [] }) });
    await ask(originOf(proxy.url), { body: '{"model":' });
    expect(await proxy.stop()).toBe(0);
    const [sample, warning, rejected, unread, ...others] = proxy.log().trimEnd().split('\n');
    expect(sample).toMatch(/^SAMPLE: /);
    expect(warning).toMatch(/^warning: there is no OPENROUTER_API_KEY/);
    expect(others).toEqual([]);
    expect(JSON.parse(rejected ?? '')).toEqual({
      ...{ time: expect.stringMatching(/^\d{4}-.*Z$/), method: 'POST', path: '/v1/chat/completions' },
      ...{ status: 403, outcome: 'refused', durationMs: expect.any(Number) },
      ...{ models: [model], codes: ['UNKNOWN_MODEL'], id: null },
    });
    expect(JSON.parse(unread ?? '')).toMatchObject({ status: 403, models: [], codes: ['BODY_NOT_JSON'] });
  });

  it('prints its address as JSON with --json, and only warnings with --quiet', async () => {
    const proxy = await startProxyCommand(home, ['--sandbox', '--json', '--quiet']);
    expect(JSON.parse(proxy.line)).toEqual({ url: proxy.url, upstream: expect.stringMatching(/\/api\/v1$/) });
    expect(JSON.parse((await ask(originOf(proxy.url))).text)).toMatchObject({ model: allowed });
    expect(await proxy.stop()).toBe(0);
    expect(proxy.log()).toMatch(/^SAMPLE: .*\n$/);
  });

  it.each([
    { args: ['--host', '0.0.0.0'], says: /DISTILLABLE_PROXY_TOKEN, or give --token/ },
    { args: ['--host', '0.0.0.0', '--token', 'short'], says: /16 characters/ },
    { args: ['--port', '70000'], says: /0 to 65535/ },
    { args: ['--upstream', 'http://user:secret@127.0.0.1'], says: /--upstream must be/ },
    { args: ['--policy', 'missing.json'], says: /Cannot read missing\.json/ },
    { args: ['--ledger', 'no/such/folder/receipts.jsonl'], says: /receipts\.jsonl/ },
  ])('does not start with $args', async ({ args, says }) => {
    const outcome = await home.run(['proxy', '--sandbox', '--port', '0', ...args]);
    expect(outcome).toMatchObject({ code: 2, stdout: '' });
    expect(outcome.stderr).toMatch(says);
    expect(outcome.stderr).not.toContain('user:secret');
  });

  it('does not start on a port or with a ledger that another one has', async () => {
    const first = await startProxyCommand(home, ['--sandbox', '--ledger', 'shared.jsonl']);
    const start = (...args: string[]) => home.run(['proxy', '--sandbox', ...args]);
    const samePort = await start('--port', new URL(first.url).port);
    const sameLedger = await start('--port', '0', '--ledger', 'shared.jsonl');
    await first.stop();
    expect(samePort).toMatchObject({ code: 2, stdout: '' });
    expect(samePort.stderr).toMatch(/the port is in use\. Choose another --port/);
    expect(sameLedger).toMatchObject({ code: 2, stdout: '' });
    expect(sameLedger.stderr).toContain('is being written by process');
  });

  it('starts without a catalog, says so, and rejects every request', async () => {
    const closed = await startSandbox();
    await closed.close();
    const proxy = await startProxyCommand(home, ['--timeout', '1s'], { OPENROUTER_BASE_URL: closed.url });
    expect(proxy.log()).toContain('warning: no usable catalog yet, so every request is rejected: ');
    expect((await ask(originOf(proxy.url))).status).toBe(403);
    expect(await proxy.stop()).toBe(0);
  });

  it('reaches an upstream on this machine without the HTTP proxy of the environment', async () => {
    const proxy = await startProxyCommand(home, ['--sandbox'], { HTTP_PROXY: 'http://127.0.0.1:9' });
    expect((await ask(originOf(proxy.url))).status).toBe(200);
    await proxy.stop();
  });

  it('judges by an exported snapshot, or by what is cached, without reading a list', async () => {
    await home.run(['snapshot', 'export', '--out', 'list.json'], environment());
    await home.ageCache(2 * 3_600_000);
    const before = readLists();
    for (const origin of [['--catalog', 'list.json', '--upstream', sandbox.url], ['--offline']]) {
      const env = origin[0] === '--offline' ? environment() : { OPENROUTER_API_KEY: key };
      const proxy = await startProxyCommand(home, origin, env);
      const { headers } = await ask(originOf(proxy.url), { path: '/v1/models?limit=1', method: 'GET' });
      expect(headers['x-distillable-catalog-age']).toMatch(/^\d+$/);
      expect(JSON.parse((await ask(originOf(proxy.url))).text)).toMatchObject({ model: allowed });
      await proxy.stop();
    }
    expect(readLists()).toBe(before);
    await home.ageCache(24 * 3_600_000);
    const outcome = await home.run(['proxy', '--port', '0', '--offline'], environment());
    expect(outcome).toMatchObject({ code: 3, stdout: '' });
  });

  it('takes the token from the environment, and does not log it', async () => {
    const token = 'a-token-of-some-length';
    const env = { DISTILLABLE_PROXY_TOKEN: token };
    const proxy = await startProxyCommand(home, ['--sandbox', '--host', '0.0.0.0'], env);
    expect(proxy.url).toMatch(/^http:\/\/127\.0\.0\.1:/);
    const statusOf = async (headers: Record<string, string>) =>
      (await ask(originOf(proxy.url), { path: '/v1/models', method: 'GET', headers })).status;
    expect(await statusOf({})).toBe(401);
    expect(await statusOf({ 'x-distillable-token': token })).toBe(200);
    await proxy.stop();
    expect(proxy.log()).not.toContain(token);
  });

  it('never sends the key of the environment where only a configuration file points', async () => {
    const project = { ...home, path: join(home.path, 'project') };
    await mkdir(project.path);
    await writeFile(join(project.path, 'distillable.config.json'), JSON.stringify({ baseUrl: sandbox.url }));
    const before = sandbox.requests.length;
    const proxy = await startProxyCommand(project, [], { OPENROUTER_API_KEY: key });
    await ask(originOf(proxy.url), { path: '/v1/generation?id=none', method: 'GET' });
    await proxy.stop();
    const sent = sandbox.requests.slice(before).filter(({ path }) => path.endsWith('/generation'));
    expect(sent.map(({ authorized }) => authorized)).toEqual([false]);
  });
});

describe('the process of distillable proxy', () => {
  /** A proxy that was sent SIGTERM while a stream was running. */
  async function stopWhileStreaming() {
    const responses: ServerResponse[] = [];
    const upstream = await startUpstream((response) => {
      startEvents(response);
      response.write(event);
      responses.push(response);
    });
    const proxy = await spawnProxy([
      ...['--sandbox', '--upstream', upstream.url],
      ...['--ledger', 'receipts.jsonl'],
    ]);
    let begin = (): void => {};
    const begun = new Promise<void>((resolve) => {
      begin = resolve;
    });
    const asked = ask(proxy.origin, { body: { stream: true }, onChunk: begin });
    await begun;
    const [response] = responses;
    if (response === undefined) throw new Error('nothing arrived');
    proxy.child.kill('SIGTERM');
    await expect.poll(() => isListening(proxy)).toBe(false);
    const file = join(proxy.home.path, 'receipts.jsonl');
    const close = async (): Promise<void> => {
      await proxy.stop('SIGKILL');
      await upstream.close();
    };
    return { proxy, asked, response, file, ended: once(proxy.child, 'close'), close };
  }

  const event = eventOf({
    id: 'gen-1',
    model: allowed,
    choices: [{ index: 0, delta: { content: 'A bird. ' } }],
  });

  async function isListening({ port }: ProxyProcess): Promise<boolean> {
    const socket = connect(port, '127.0.0.1');
    const isOpen = await Promise.race([
      once(socket, 'connect').then(() => true),
      once(socket, 'error').then(() => false),
    ]).catch(() => false);
    socket.destroy();
    return isOpen;
  }

  it('accepts no one new after SIGTERM, lets a running stream end, keeps its receipt, and ends with 0', async () => {
    const { asked, response, file, ended, close } = await stopWhileStreaming();
    response.end(eventOf('[DONE]'));
    const { isWhole, text } = await asked;
    expect([isWhole, text]).toEqual([true, event + eventOf('[DONE]')]);
    expect(await ended).toEqual([0, null]);
    const { entries, problems } = await verifyLedger(file);
    expect([entries, problems]).toEqual([1, []]);
    await close();
  });

  it('breaks a running stream off at the second signal, and ends with 0 all the same', async () => {
    const { proxy, asked, file, ended, close } = await stopWhileStreaming();
    proxy.child.kill('SIGTERM');
    expect((await asked).isWhole).toBe(false);
    expect(await ended).toEqual([0, null]);
    expect((await verifyLedger(file)).problems).toEqual([]);
    expect(await readFile(file, 'utf8')).toContain('"outcome"');
    // Closed, it can be opened again at once.
    const next = await createLedger(file);
    await next.close();
    await close();
  });
});
