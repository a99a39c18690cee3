import { type ChildProcessWithoutNullStreams, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { startSandbox } from '@distillable/sandbox';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { catalogModel, catalogSnapshot } from '../support/catalog-model.js';

const bin = fileURLToPath(new URL('../../packages/mcp/dist/bin.js', import.meta.url));

let folder: string;
let root: string;
let catalogFile: string;
const clients: Client[] = [];

/** What a tool returned. */
interface Result {
  readonly isError: boolean;
  readonly text: string;
  readonly facts: Readonly<Record<string, unknown>>;
}

const resultSchema = z.object({
  isError: z.boolean().default(false),
  content: z.tuple([z.object({ type: z.literal('text'), text: z.string() })]),
  structuredContent: z.record(z.string(), z.unknown()).default({}),
});

/** Every process gets an empty home, and a key that no output may repeat. */
const key = 'sk-or-v1-secret';
const environment = () => ({
  PATH: process.env['PATH'] ?? '',
  HOME: folder,
  DISTILLABLE_CACHE_DIR: join(folder, 'cache'),
  OPENROUTER_API_KEY: key,
});

async function connect(...args: readonly string[]): Promise<Client> {
  const client = new Client({ name: 'test', version: '1.0.0' });
  clients.push(client);
  await client.connect(
    new StdioClientTransport({
      command: process.execPath,
      args: [bin, ...args],
      env: environment(),
      stderr: 'ignore',
    }),
  );
  return client;
}

async function call(client: Client, name: string, args: Record<string, unknown>): Promise<Result> {
  const { isError, content, structuredContent } = resultSchema.parse(
    await client.callTool({ name, arguments: args }),
  );
  return { isError, text: content[0].text, facts: structuredContent };
}

/** Starts the server without a client, to send it anything. */
function start(...args: readonly string[]): ChildProcessWithoutNullStreams {
  return spawn(process.execPath, [bin, ...args], { env: environment() });
}

async function runToEnd(...args: readonly string[]) {
  const child = start(...args);
  const [stdout, stderr, [code]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, 'close'),
    child.stdin.end(),
  ]);
  return { code, stdout, stderr };
}

const invisible = /[\p{Cc}\p{Zl}\p{Zp}\u202e\u200b]/u;
const hostile = 'evil/\u001b[2K\u202ename\u2028::x';

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'distillable-mcp-'));
  root = join(folder, 'root');
  catalogFile = join(folder, 'catalog.json');
  await mkdir(join(root, 'sub'), { recursive: true });
  await mkdir(join(folder, 'root-beside'));
  const write = (path: string, content: string) => writeFile(join(folder, path), content);
  const rows = (models: readonly string[]) =>
    models.map((model) => `${JSON.stringify({ model })}\n`).join('');
  const closed = { permission: 'not-distillable' } as const;
  const many = Array.from({ length: 60 }, (_, index) => `many/model-${index}`);
  const snapshot = catalogSnapshot([
    catalogModel('open/small', { contextLength: 8_000 }),
    catalogModel('open/large', { supportedParameters: ['reasoning'] }),
    catalogModel('closed/large', closed),
    catalogModel(hostile, { ...closed, name: hostile }),
    ...many.map((slug) => catalogModel(slug)),
  ]);
  await write('catalog.json', JSON.stringify(snapshot));
  await write('root/rows.jsonl', rows(['open/small', 'open/small', 'closed/large']));
  await write('root/many.jsonl', rows(many));
  await write('root/hostile.jsonl', rows([hostile]));
  await write('root/sub/rows.csv', 'llm\nclosed/large\n');
  await write('root/broken.parquet', 'PAR1 and no more');
  await write('root/train.jsonl', rows(['qwen/qwen3-max', 'qwen/qwen3-max', 'gpt-4o']));
  await write('secret.jsonl', rows(['open/small']));
  await write('root-beside/rows.jsonl', rows(['open/small']));
  await symlink(join(folder, 'secret.jsonl'), join(root, 'link.jsonl'));
  await symlink(folder, join(root, 'up'));
  await symlink(join(root, 'rows.jsonl'), join(root, 'inner.jsonl'));
  execFileSync('mkfifo', [join(root, 'pipe.jsonl')]);
});

afterAll(async () => {
  await Promise.all(clients.map((client) => client.close()));
  await rm(folder, { recursive: true, force: true });
});

describe('the tools', () => {
  let client: Client;
  beforeAll(async () => {
    client = await connect('--catalog', catalogFile, '--root', root);
  });

  it('are read-only, and offer to audit files only where a directory is allowed', async () => {
    const { tools } = await client.listTools();
    expect(tools.map(({ name }) => name)).toEqual([
      'list_models',
      'explain_model',
      'check_request',
      'audit_file',
    ]);
    expect(tools.every(({ annotations }) => annotations?.readOnlyHint)).toBe(true);
    const without = await (await connect('--catalog', catalogFile)).listTools();
    expect(without.tools.map(({ name }) => name)).not.toContain('audit_file');
  });

  it('say with each result which catalog it is from, how old that is, and what a label is worth', async () => {
    const calls: [string, Record<string, unknown>][] = [
      ['list_models', {}],
      ['explain_model', { model: 'open/small' }],
      ['check_request', { body: { model: 'open/small' } }],
      ['audit_file', { path: 'rows.jsonl' }],
    ];
    for (const [name, args] of calls) {
      const { text: lines, facts } = await call(client, name, args);
      expect(lines).toContain('https://openrouter.test/api/v1, read 1970-01-01T00:00:00.000Z (expired)');
      expect(lines).toContain('the licence decides');
      expect(facts['catalog']).toMatchObject({
        freshness: 'expired',
        retrievedAt: '1970-01-01T00:00:00.000Z',
      });
    }
  });

  it.each<[args: Record<string, unknown>, total: number, slugs: readonly string[]]>([
    [{ search: 'OPEN large' }, 1, ['open/large']],
    [{ author: 'open', minContext: 10_000 }, 1, ['open/large']],
    [{ author: 'open', supports: ['tools'] }, 1, ['open/small']],
    [{ author: 'closed' }, 0, []],
    [{ author: 'closed', all: true }, 1, ['closed/large']],
    [{ author: 'many', limit: 2 }, 60, ['many/model-0', 'many/model-1']],
  ])('list_models: %j', async (args, total, slugs) => {
    const { facts } = await call(client, 'list_models', args);
    expect(facts).toMatchObject({ total, models: slugs.map((slug) => ({ slug })) });
  });

  it.each<[model: string, verdict: string, code: string, alternatives: readonly string[]]>([
    ['open/small', 'distillable', 'DISTILLABLE', []],
    ['closed/large', 'not-distillable', 'NOT_DISTILLABLE', ['open/large']],
    ['open/smal', 'unknown', 'UNKNOWN_MODEL', []],
    ['openrouter/auto', 'dynamic', 'ROUTER_UNBOUNDED', []],
    ['', 'unknown', 'EMPTY_SLUG', []],
    ['@preset/x', 'dynamic', 'PRESET_UNKNOWN', []],
  ])('explain_model: %j', async (model, verdict, code, alternatives) => {
    const { facts, text: lines } = await call(client, 'explain_model', { model });
    expect(facts).toMatchObject({ verdict, code });
    expect(facts['alternatives']).toEqual(expect.arrayContaining([...alternatives]));
    expect(lines).toContain(`${model}: ${verdict}`);
  });

  const nested = `${'[{"a":'.repeat(100_000)}1${'}]'.repeat(100_000)}`;
  // biome-ignore format: a table
  it.each<[what: string, body: unknown, naming: string, codes: readonly string[]]>([
    ['a request that is fine', { model: 'open/small' }, 'wire', []],
    ['the same as text', '{"model":"open/small"}', 'wire', []],
    ['a request that is not', { model: 'closed/large' }, 'wire', ['/model NOT_DISTILLABLE']],
    ['a fallback', { model: 'open/small', models: ['a/b'] }, 'wire', ['/models/0 UNKNOWN_MODEL']],
    ['fields of the SDK', { model: 'open/small', maxTokens: 1 }, 'wire', ['/maxTokens OTHER_NAMING']],
    ['the same, said to be of the SDK', { model: 'open/small', maxTokens: 1 }, 'sdk', []],
    ['text that is not JSON', '{"model":', 'wire', [' BODY_NOT_JSON']],
    ['text that is not an object', '7', 'wire', [' BODY_NOT_OBJECT']],
    ['deep nesting that is not searched', `{"model":"open/small","messages":${nested}}`, 'wire', []],
    ['deep nesting that is', `{"model":"open/small","tools":${nested}}`, 'wire', [`/tools${'/0/a'.repeat(33)} SERVER_PICKS`]],
    ['more references than are judged', { model: 'open/small', models: Array(100_000).fill('a/b') }, 'wire', [' TOO_MANY_REFERENCES']],
  ])('check_request: %s', async (_, body, naming, codes) => {
    const { facts, isError } = await call(client, 'check_request', { body, naming });
    const violations = z.array(z.object({ path: z.string(), code: z.string() })).parse(facts['violations']);
    expect(violations.map(({ path, code }) => `${path} ${code}`)).toEqual(codes);
    expect(facts['allowed']).toBe(codes.length === 0);
    expect(isError).toBe(false);
  });

  it('do not guess which of two values of a field counts', async () => {
    const body = '{"model":"closed/large","model":"open/small"}';
    const { isError, facts } = await call(client, 'check_request', { body });
    expect([isError, facts['error']]).toMatchObject([true, { code: 'BODY_AMBIGUOUS' }]);
  });

  it('say what to use instead, and what to change so that OpenRouter enforces the same', async () => {
    const rejected = await call(client, 'check_request', { body: { model: 'closed/large' } });
    expect(rejected.text).toMatch(/^ {2}Instead: .*open\/large/m);
    const { text: lines, facts } = await call(client, 'check_request', { body: { model: 'open/small' } });
    expect(facts['changes']).toEqual([
      { op: 'add', path: '/provider', value: { enforce_distillable_text: true } },
    ]);
    expect(lines).toContain('enforce_distillable_text');
  });

  it('repeat neither prompts nor megabytes', async () => {
    const slug = `x/${'y'.repeat(3_000_000)}`;
    const body = { model: slug, messages: [{ role: 'user', content: 'my secret prompt' }] };
    const result = await call(client, 'check_request', { body });
    expect(JSON.stringify(result)).not.toContain('secret prompt');
    expect(JSON.stringify(result).length).toBeLessThan(10_000);
  });

  it('audit a file by its path within the directory, links within it included', async () => {
    for (const path of ['rows.jsonl', join(root, 'rows.jsonl'), 'sub/../rows.jsonl', 'inner.jsonl']) {
      const { facts, text: lines } = await call(client, 'audit_file', { path });
      expect(facts['totals']).toMatchObject({ rows: 3, verdicts: { distillable: 2, 'not-distillable': 1 } });
      expect(lines).toContain('closed/large: not-distillable, 1 row, NOT_DISTILLABLE');
    }
  });

  it('audit by further fields, and list so many names at most', async () => {
    const args = { path: 'sub/rows.csv', modelFields: ['llm'] };
    expect((await call(client, 'audit_file', args)).facts['models']).toMatchObject([
      { model: 'closed/large' },
    ]);
    const { facts } = await call(client, 'audit_file', { path: 'many.jsonl' });
    expect(facts).toMatchObject({ modelCount: 60, totals: { rows: 60 } });
    expect(facts['models']).toHaveLength(50);
  });

  it.each([
    '../secret.jsonl',
    'sub/../../secret.jsonl',
    'link.jsonl',
    'up/secret.jsonl',
    'up/root-beside/rows.jsonl',
    '../root-beside/rows.jsonl',
    '/etc/passwd',
    '/proc/self/environ',
    '.',
    'sub',
    'pipe.jsonl',
    'missing.jsonl',
    '*.jsonl',
    'rows.jsonl\u0000',
    'hf://datasets/a/b',
    'file:///etc/passwd',
    '-',
    '',
  ])('audit no other file: %j', async (path) => {
    const { isError, facts, text: lines } = await call(client, 'audit_file', { path });
    expect(isError).toBe(true);
    expect(facts).toEqual({
      error: {
        code: 'FILE_NOT_ALLOWED',
        message: `There is no such file in the allowed directories: ${root}`,
      },
    });
    expect(lines).toMatch(/^FILE_NOT_ALLOWED: /);
  });

  it('report a damaged file by its code', async () => {
    const { isError, facts } = await call(client, 'audit_file', { path: 'broken.parquet' });
    expect([isError, facts['error']]).toMatchObject([true, { code: 'INPUT_UNREADABLE' }]);
  });

  it.each<[string, Record<string, unknown>]>([
    ['list_models', { all: true, search: 'evil' }],
    ['explain_model', { model: hostile }],
    ['check_request', { body: { model: hostile } }],
    ['audit_file', { path: 'hostile.jsonl' }],
  ])('show what is hidden in a name as text, and on its line: %s', async (name, args) => {
    const { text: lines } = await call(client, name, args);
    expect(lines).toContain('evil/\\u001b[2K\\u202ename\\u2028::x');
    expect(lines.split('\n').filter((line) => invisible.test(line))).toEqual([]);
  });

  // biome-ignore format: a table
  it.each<[what: string, name: string, args: Record<string, unknown>]>([
    ['a tool that is not there', 'no_such_tool', {}],
    ['a name that every object has', '__proto__', {}],
    ['a misspelt argument', 'list_models', { maxPrise: 1 }],
    ['too high a limit', 'list_models', { limit: 1e9 }],
    ['a search of megabytes', 'list_models', { search: 'a '.repeat(1_000_000) }],
    ['a slug that is too long', 'explain_model', { model: 'x'.repeat(5_000) }],
    ['an object for a text', 'explain_model', { model: { toString: 'x' } }],
    ['no body', 'check_request', {}],
    ['a list for a body', 'check_request', { body: [] }],
    ['a list for a path', 'audit_file', { path: ['rows.jsonl'] }],
  ])('reject %s', async (_, name, args) => {
    const { isError, text: message } = await call(client, name, args);
    expect(isError).toBe(true);
    expect(message).toMatch(/^MCP error -32602: /);
    expect(message.length).toBeLessThan(1_000);
  });
});

describe('a policy', () => {
  const policy = { deny: ['open/small'] };

  it.each([
    ['alone', policy],
    ['of a configuration', { baseUrl: 'https://openrouter.test/api/v1', policy }],
  ])('%s is what every tool judges by, too', async (_, content) => {
    const path = join(folder, 'policy.json');
    await writeFile(path, JSON.stringify(content));
    const client = await connect('--catalog', catalogFile, '--root', root, '--policy', path);
    const ask = async (name: string, args: Record<string, unknown>) => {
      const { text: lines, facts } = await call(client, name, args);
      expect(lines).toContain(`policy: ${path}`);
      expect(facts['policy']).toBe(path);
      return facts;
    };
    expect(await ask('check_request', { body: { model: 'open/small' } })).toMatchObject({
      allowed: false,
      violations: [{ path: '/model', code: 'DENIED_BY_POLICY' }],
    });
    expect(await ask('explain_model', { model: 'open/small' })).toMatchObject({
      verdict: 'distillable',
      code: 'DENIED_BY_POLICY',
    });
    expect(await ask('list_models', { author: 'open' })).toMatchObject({
      total: 1,
      models: [{ slug: 'open/large' }],
    });
    expect(await ask('audit_file', { path: 'rows.jsonl' })).toMatchObject({
      totals: { verdicts: { distillable: 0, 'not-distillable': 3 } },
    });
  });

  it('that prunes has every change whole in the text, too', async () => {
    const path = join(folder, 'prune.json');
    await writeFile(path, '{"mode": "prune"}');
    const client = await connect('--catalog', catalogFile, '--policy', path);
    const { text: lines, facts } = await call(client, 'check_request', {
      body: { model: 'open/small', models: ['openrouter/auto'] },
    });
    const [plugins] = z.array(z.unknown()).parse(facts['changes']);
    expect(JSON.stringify(plugins).length).toBeGreaterThan(500);
    expect(lines).toContain(JSON.stringify(plugins, null, 1));
  });

  it.each([
    ['missing.json', null, /cannot|no such file/i],
    ['broken.json', '{', /not JSON/],
    ['typo.json', '{"denny": []}', /denny/],
    ['other.json', '{"baseUrl": "https://openrouter.test"}', /baseUrl/],
    ['twice.json', '{"deny": ["open"], "deny": []}', /twice/],
    ['list.json', '[]', /must be an object/],
  ])('that cannot be read ends the server: %s', async (name, content, message) => {
    if (content !== null) await writeFile(join(folder, name), content);
    const { code, stdout, stderr } = await runToEnd('--sandbox', '--policy', join(folder, name));
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toMatch(/^distillable-mcp: POLICY_UNREADABLE: Cannot read the policy /);
    expect(stderr).toMatch(message);
  });
});

describe('the server', () => {
  const initialize = {
    jsonrpc: '2.0',
    id: 1,
    method: 'initialize',
    params: { protocolVersion: '2025-06-18', capabilities: {}, clientInfo: { name: 'raw', version: '1' } },
  };

  it('ignores what is not JSON-RPC, and responds to the next request', async () => {
    const child = start('--catalog', catalogFile);
    const output = Promise.all([text(child.stdout), text(child.stderr), once(child, 'close')]);
    const lines = [
      JSON.stringify(initialize),
      'my secret prompt',
      '{"jsonrpc":"2.0"',
      '[]',
      'null',
      '{"id":2,"method":"tools/list"}',
      '{"jsonrpc":"2.0","id":3,"method":"no/such"}',
      '{"jsonrpc":"2.0","id":4,"method":"tools/call"}',
      `{"jsonrpc":"2.0","id":5,"method":"x","params":${'{"a":'.repeat(100_000)}1${'}'.repeat(100_000)}}`,
      '\u0000\u001b[2J',
      '{"jsonrpc":"2.0","id":6,"method":"ping"}',
    ];
    child.stdin.end(`${lines.join('\n')}\n`);
    const [stdout, stderr, [code]] = await output;
    const responses = stdout
      .trimEnd()
      .split('\n')
      .map((line) => z.looseObject({ jsonrpc: z.literal('2.0'), id: z.number() }).parse(JSON.parse(line)));
    expect(responses.map(({ id }) => id).sort()).toEqual([1, 3, 4, 5, 6]);
    expect(stderr).not.toContain('secret');
    expect(code).toBe(0);
  });

  it('ends when a message is larger than it holds, and says so', async () => {
    const child = start('--sandbox');
    const output = Promise.all([text(child.stdout), text(child.stderr), once(child, 'close')]);
    child.stdin.on('error', () => {});
    child.stdin.write(`{"jsonrpc":"2.0","id":1,"method":"${'x'.repeat(11 * 1_048_576)}`);
    const [stdout, stderr] = await output;
    expect(stdout).toBe('');
    expect(stderr).toContain('could not be read');
  });

  it('ends when its client does', async () => {
    expect(await runToEnd('--sandbox')).toEqual({ code: 0, stdout: '', stderr: '' });
  });

  it.each<[readonly string[], RegExp]>([
    [['--rot', '/'], /^distillable-mcp: USAGE: .*--rot/],
    [['rows.jsonl'], /^distillable-mcp: USAGE: /],
    [['--sandbox', '--catalog', 'x.json'], /^distillable-mcp: USAGE: Give one of/],
    [['--root', '/no/such/directory'], /^distillable-mcp: USAGE: --root \/no\/such\/directory/],
    [['--root', bin], /^distillable-mcp: USAGE: /],
    [['--catalog', '/no/such.json'], /^distillable-mcp: CATALOG_UNREADABLE: /],
    [['--catalog', bin], /^distillable-mcp: CATALOG_UNREADABLE: .*it is not JSON/],
    [
      ['--base-url', 'https://me:hunter2@host/'],
      /^distillable-mcp: USAGE: --base-url must not have a user name/,
    ],
  ])('does not start with %j', async (args, message) => {
    const { code, stdout, stderr } = await runToEnd(...args);
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toMatch(message);
    expect(stderr).not.toContain('hunter2');
  });

  it('judges by the live list, and keeps it in the cache of the command line', async () => {
    const sandbox = await startSandbox();
    try {
      const { facts } = await call(await connect('--base-url', sandbox.url), 'list_models', { limit: 1 });
      expect(facts['catalog']).toMatchObject({ freshness: 'fresh', source: { url: sandbox.url } });
      expect(await readdir(join(folder, 'cache'))).toHaveLength(1);
      expect(JSON.stringify(sandbox.requests)).not.toContain(key);
    } finally {
      await sandbox.close();
    }
  });

  it('reports a list that it cannot read by its code, and goes on', async () => {
    const client = await connect('--base-url', 'http://127.0.0.1:9/api/v1');
    for (const name of ['list_models', 'list_models']) {
      const { isError, facts, text: message } = await call(client, name, {});
      expect([isError, facts['error']]).toMatchObject([true, { code: 'CATALOG_UNAVAILABLE' }]);
      expect(message).not.toContain(key);
    }
  });
});

describe('the transcript in docs/mcp.md', async () => {
  const page = await readFile(new URL('../../docs/mcp.md', import.meta.url), 'utf8');
  const steps = [...page.matchAll(/^(\w+) (\{.*\})\n((?: {2}.*\n)+)/gm)].map(
    ([, name = '', args = '', printed = '']) => [name, args, printed.replaceAll(/^ {2}/gm, '')] as const,
  );
  /** Where and when the list was read differs. */
  const withoutBasis = (lines: string): readonly string[] =>
    lines.split('\n').filter((line) => !/^(?:catalog: |SAMPLE: |OpenRouter's labels |$)/.test(line));

  let client: Client;
  beforeAll(async () => {
    client = await connect('--sandbox', '--root', root);
  });

  it('shows each tool', () => {
    const tools = ['audit_file', 'check_request', 'explain_model', 'list_models'];
    expect([...new Set(steps.map(([name]) => name))].sort()).toEqual(tools);
  });

  it.each(steps)('is what it prints: %s %s', async (name, args, printed) => {
    const { text: lines } = await call(
      client,
      name,
      z.record(z.string(), z.unknown()).parse(JSON.parse(args)),
    );
    expect(withoutBasis(lines)).toEqual(withoutBasis(printed.replaceAll('/data', root)));
  });
});
