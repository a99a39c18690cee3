import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { readLedger, verifyLedger } from '@distillable/ledger';
import { type Sandbox, startSandbox } from '@distillable/sandbox';
import { afterEach, describe, expect, it } from 'vitest';
import { ask, lastEvent, type Received } from '../support/proxy/ask.js';
import { allowed } from '../support/proxy/attacks.js';
import { type ProxyProcess, spawnProxy } from '../support/proxy/proxy-process.js';
import { rawRequest } from '../support/proxy/raw-request.js';
import {
  drained,
  eventOf,
  startEvents,
  startUpstream,
  type Upstream,
} from '../support/transport/upstream.js';

const open: { close(): Promise<unknown> }[] = [];
afterEach(async () => {
  for (const each of open.splice(0).reverse()) await each.close();
});

async function proxyOf(
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<ProxyProcess> {
  const proxy = await spawnProxy(args, env);
  open.push({ close: () => proxy.stop('SIGKILL') });
  return proxy;
}

async function upstreamOf(...parameters: Parameters<typeof startUpstream>): Promise<Upstream> {
  const upstream = await startUpstream(...parameters);
  open.push(upstream);
  return upstream;
}

async function sandboxOf(...parameters: Parameters<typeof startSandbox>): Promise<Sandbox> {
  const sandbox = await startSandbox(...parameters);
  open.push(sandbox);
  return sandbox;
}

const event = eventOf({
  id: 'gen-1',
  model: allowed,
  choices: [{ index: 0, delta: { content: 'A bird. ' } }],
});

/** Resident memory of a process, in bytes. */
function memoryOf({ child }: ProxyProcess): number {
  const status = readFileSync(`/proc/${child.pid}/status`, 'utf8');
  return Number(/VmRSS:\s+(\d+) kB/.exec(status)?.[1]) * 1_024;
}

/** Resolves with a figure once it has stayed the same for half a second. */
async function settled(read: () => number): Promise<number> {
  for (let last = -1, since = Date.now(); ; ) {
    const now = read();
    if (now !== last) {
      last = now;
      since = Date.now();
    } else if (now > 0 && Date.now() - since > 500) return now;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

describe('a client that never reads', () => {
  it('stops the upstream, takes no memory, and gets all of it when it reads after all', async () => {
    const total = 128 * 1_048_576;
    const chunk = event.repeat(500);
    let taken = 0;
    const upstream = await upstreamOf(async (response) => {
      startEvents(response);
      while (taken < total && !response.destroyed) {
        taken += chunk.length;
        if (!response.write(chunk)) await drained(response);
      }
      response.end(eventOf('[DONE]'));
    });
    const proxy = await proxyOf(['--sandbox', '--upstream', upstream.url]);
    await ask(proxy.origin, { path: '/v1/models', method: 'GET' });
    const before = memoryOf(proxy);

    const body = JSON.stringify({ model: allowed, messages: [], stream: true });
    const socket = connect(proxy.port, '127.0.0.1');
    const head = [`Host: 127.0.0.1:${proxy.port}`, 'Content-Type: application/json', 'Connection: close'];
    socket.write(
      rawRequest('POST /v1/chat/completions HTTP/1.1', [...head, `Content-Length: ${body.length}`], body),
    );
    const stoppedAt = await settled(() => taken);
    const grown = memoryOf(proxy) - before;
    console.log(`never read: upstream stopped after ${stoppedAt} bytes; memory grew by ${grown}`);
    expect(stoppedAt).toBeLessThan(total / 4);
    expect(grown).toBeLessThan(64 * 1_048_576);

    let received = 0;
    let end = '';
    socket.on('data', (part) => {
      received += part.length;
      end = (end + part.toString('latin1')).slice(-64);
    });
    await once(socket, 'close');
    expect(received).toBeGreaterThan(total);
    expect(end).toMatch(/data: \[DONE\]\n\n\r\n0\r\n\r\n$/);
    expect(memoryOf(proxy) - before).toBeLessThan(128 * 1_048_576);
  });
});

// A limit on file sizes stands for a full disk. Without the tool it is skipped, but not where everything must have run.
const hasPrlimit = spawnSync('prlimit', ['--version']).status === 0 || process.env['CI'] !== undefined;

describe('a ledger on a full disk', () => {
  it.skipIf(!hasPrlimit)(
    'keeps every response back, and hands out the next one when there is room again',
    async () => {
      const sandbox = await sandboxOf();
      const proxy = await proxyOf(['--ledger', 'receipts.jsonl'], {
        OPENROUTER_BASE_URL: sandbox.url,
        OPENROUTER_API_KEY: 'any',
      });
      const file = join(proxy.home.path, 'receipts.jsonl');
      expect((await ask(proxy.origin)).status).toBe(200);

      spawnSync('prlimit', ['--pid', String(proxy.child.pid), '--fsize=100:']);
      const whole = await ask(proxy.origin);
      expect(whole.status).toBe(500);
      expect(JSON.parse(whole.text)).toMatchObject({ error: { metadata: { code: 'LEDGER_FAILED' } } });
      const stream = await ask(proxy.origin, { body: { stream: true } });
      expect(stream.isWhole).toBe(false);
      expect(stream.text).not.toContain('[DONE]');
      expect(lastEvent(stream.text)).toMatchObject({ error: { metadata: { code: 'LEDGER_FAILED' } } });

      spawnSync('prlimit', ['--pid', String(proxy.child.pid), '--fsize=unlimited:']);
      expect((await ask(proxy.origin)).status).toBe(200);
      expect(await verifyLedger(file)).toMatchObject({ entries: 2, problems: [] });
    },
  );
});

describe('a proxy that is killed while it answers', () => {
  it('has kept the receipt of every response that was handed out, and has sent nothing unjudged', async () => {
    const sandbox = await sandboxOf({ faults: [{ kind: 'slow-stream', milliseconds: 2 }] });
    const env = { OPENROUTER_BASE_URL: sandbox.url, OPENROUTER_API_KEY: 'any' };
    for (const round of [1, 2, 3]) {
      const proxy = await spawnProxy(['--ledger', 'receipts.jsonl', '--quiet'], env);
      const acknowledged: string[] = [];
      let isOver = false;
      const work = async (stream: boolean): Promise<void> => {
        while (!isOver) {
          const { status, headers, isWhole, text } = await ask(proxy.origin, { body: { stream } }).catch(
            () => gone,
          );
          const isDone = stream ? text.includes('[DONE]') : isWhole;
          if (status === 200 && isDone) acknowledged.push(String(headers['x-generation-id']));
          if (acknowledged.length >= 15 * round && !isOver) {
            isOver = true;
            proxy.child.kill('SIGKILL');
          }
        }
      };
      await Promise.all([true, false, true, false, true, false].map(work));
      const file = join(proxy.home.path, 'receipts.jsonl');
      const ids = new Set<string | null>();
      for await (const { entry } of readLedger(file)) ids.add(entry.receipt.id);
      expect(acknowledged.length).toBeGreaterThanOrEqual(15 * round);
      expect(acknowledged.filter((id) => !ids.has(id))).toEqual([]);
      const { problems } = await verifyLedger(file);
      expect(problems.filter(({ code }) => code !== 'TORN')).toEqual([]);
      await proxy.stop('SIGKILL');
    }
    const sent = sandbox.requests.filter(({ method }) => method === 'POST');
    expect(sent.length).toBeGreaterThan(90);
    for (const { body } of sent) {
      expect(body).toMatchObject({ model: allowed, provider: { enforce_distillable_text: true } });
    }
  });

  const gone: Received = { status: 0, headers: {}, isWhole: false, text: '' };
});
