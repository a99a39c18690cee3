import { mkdtemp, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { InMemoryTransport } from '@modelcontextprotocol/sdk/inMemory.js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { catalogModel, catalogSnapshot } from '../../../test/support/catalog-model.js';
import { createServer } from './create-server.js';
import { ServerError } from './errors.js';
import type { ServerContext } from './respond.js';

const snapshot = catalogSnapshot([catalogModel('open/small')]);
let root: string;

beforeAll(async () => {
  root = await realpath(await mkdtemp(join(tmpdir(), 'distillable-mcp-')));
  // Many times what is read at once.
  await writeFile(join(root, 'rows.jsonl'), '{"model":"open/small"}\n'.repeat(200_000));
});

afterAll(() => rm(root, { recursive: true, force: true }));

async function connect(context: Partial<ServerContext>): Promise<Client> {
  const server = createServer({
    catalog: { snapshot: async () => snapshot, close: async () => {} },
    policy: { policy: {}, from: null },
    roots: [root],
    now: () => 0,
    log: () => {},
    ...context,
  });
  const [ours, theirs] = InMemoryTransport.createLinkedPair();
  const client = new Client({ name: 'test', version: '1.0.0' });
  await Promise.all([server.connect(ours), client.connect(theirs)]);
  return client;
}

const auditRows = { name: 'audit_file', arguments: { path: 'rows.jsonl' } };

describe('createServer', () => {
  it('stops an audit before its client stops waiting', async () => {
    let time = 0;
    const client = await connect({ now: () => (time += 20_000) });
    expect(await client.callTool(auditRows)).toMatchObject({
      isError: true,
      structuredContent: { error: { code: 'AUDIT_STOPPED' } },
    });
  });

  it('stops an audit that its client cancels', async () => {
    const cancelling = new AbortController();
    const logged = new Promise<unknown>((resolve) => {
      connect({ log: resolve })
        .then((client) => {
          const call = client.callTool(auditRows, undefined, { signal: cancelling.signal });
          cancelling.abort();
          return call;
        })
        .catch(() => {});
    });
    const problem = await logged;
    expect(ServerError.is(problem, 'AUDIT_STOPPED')).toBe(true);
    expect(String(problem)).toContain('cancelled');
  });

  it('says nothing of a bug but that it is one, and logs it', async () => {
    const bug = new TypeError('secret');
    const problems: unknown[] = [];
    const client = await connect({
      catalog: { snapshot: () => Promise.reject(bug), close: async () => {} },
      log: (problem) => problems.push(problem),
    });
    const result = await client.callTool({ name: 'list_models', arguments: {} });
    expect(result).toMatchObject({ isError: true, structuredContent: { error: { code: 'INTERNAL' } } });
    expect(JSON.stringify(result)).not.toContain('secret');
    expect(problems).toEqual([bug]);
  });
});
