import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { catalogModel, catalogSnapshot } from '../../../../../test/support/catalog-model.js';
import { audit } from '../../audit.js';
import type { AuditReport } from '../../report.js';
import { type Oracle, openOracle } from '../parquet/__fixtures__/duckdb.js';
import type { HubOptions } from './hub-client.js';
import { parseHubAddress } from './hub-files.js';

/** One request as a server saw it. */
interface Seen {
  readonly path: string;
  readonly range: string | null;
  readonly authorization: string | null;
}

type Handler = (request: IncomingMessage, response: ServerResponse) => boolean;

/** Ends every request with a status. */
function failing(status: number, headers: Record<string, string> = {}): Handler {
  return (_, response) => {
    response.writeHead(status, headers).end();
    return true;
  };
}

function cutOff({ socket }: IncomingMessage): boolean {
  socket.destroy();
  return true;
}

/** Sends whole files alone. */
function sendWhole({ headers }: IncomingMessage, response: ServerResponse): boolean {
  if (headers.range === undefined) return false;
  response.writeHead(200).end('PAR1');
  return true;
}

/** A server on loopback; handlers are asked in turn until one responds. */
async function startServer(handlers: Handler[]): Promise<{ url: string; seen: Seen[]; server: Server }> {
  const seen: Seen[] = [];
  const server = createServer((request, response) => {
    const { range = null, authorization = null } = request.headers;
    seen.push({ path: request.url ?? '', range, authorization });
    if (!handlers.some((handle) => handle(request, response))) response.writeHead(404).end();
  });
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}`, seen, server };
}

let oracle: Oracle;
let file: Buffer;
/** Storage of another origin, which must not see the token. */
let storage: Awaited<ReturnType<typeof startServer>>;
let hub: Awaited<ReturnType<typeof startServer>>;
/** The next failure. */
let faults: Handler[] = [];

const snapshots = catalogSnapshot([catalogModel('open/a'), catalogModel('open/a-1')]);

beforeAll(async () => {
  oracle = await openOracle();
  const path = oracle.path('0000.parquet');
  // Text that can't be compressed away.
  const text = Array.from({ length: 12 }, (_, part) => `md5('${part} ' || i)`).join(' || ');
  await oracle.write(
    path,
    `SELECT CASE WHEN i % 4 = 0 THEN 'closed/b' ELSE 'open/a' END AS model, ${text} AS text FROM range(20000) t(i)`,
    'ROW_GROUP_SIZE 4096, COMPRESSION zstd',
  );
  file = await readFile(path);
  storage = await startServer([
    (request, response) => faults.some((fault) => fault(request, response)),
    sendFile,
  ]);
  hub = await startServer([(request, response) => faults.some((fault) => fault(request, response)), sendHub]);
});

afterAll(async () => {
  await oracle.close();
  for (const { server } of [storage, hub]) server.close();
});

afterEach(() => {
  faults = [];
  for (const { seen } of [storage, hub]) seen.splice(0);
});

function sendFile({ headers }: IncomingMessage, response: ServerResponse): boolean {
  const [, from = '0', to = '0'] = /^bytes=(\d+)-(\d+)$/.exec(headers.range ?? '') ?? [];
  const [start, end] = [Number(from), Math.min(Number(to) + 1, file.length)];
  response
    .writeHead(206, { etag: '"1"', 'content-range': `bytes ${start}-${end - 1}/${file.length}` })
    .end(file.subarray(start, end));
  return true;
}

function sendJson(response: ServerResponse, value: unknown, headers: Record<string, string> = {}): boolean {
  response.writeHead(200, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(value));
  return true;
}

function sendHub({ url = '' }: IncomingMessage, response: ServerResponse): boolean {
  const redirect = (to: string): boolean => {
    response.writeHead(302, { location: to }).end();
    return true;
  };
  if (url === '/api/datasets/old/name/parquet') {
    response.writeHead(307, { location: '/api/datasets/author/set/parquet' }).end();
    return true;
  }
  if (url === '/api/datasets/author/set/parquet') {
    const at = (split: string): string[] => [
      `${hub.url}/datasets/author/set/resolve/refs%2Fconvert%2Fparquet/default/${split}/0000.parquet`,
    ];
    return sendJson(response, { default: { train: at('train'), test: at('test') } });
  }
  if (url === '/api/datasets/author/huge/parquet')
    return sendJson(response, { default: { train: [`${hub.url}/x/partial-train/0000.parquet`] } });
  if (url === '/api/datasets/author/set/tree/v1?recursive=true') {
    const entry = {
      type: 'file',
      path: 'data/train-00000.parquet',
      size: file.length,
      lfs: { oid: sha256() },
    };
    return sendJson(response, [{ type: 'file', path: 'README.md' }, entry], {
      link: '</api/datasets/author/set/tree/v1?recursive=true&cursor=2>; rel="next"',
    });
  }
  if (url.endsWith('&cursor=2'))
    return sendJson(response, [{ type: 'file', path: 'data/test-00000.parquet' }]);
  if (url === '/datasets/author/set/resolve/main/README.md') {
    response.writeHead(200).end('Written by open/a-1.');
    return true;
  }
  if (url === '/datasets/author/set/resolve/v1/pipeline.yaml') return redirect(`${hub.url}/pipeline`);
  if (url === '/pipeline') {
    response.writeHead(200).end('model: open/a-1');
    return true;
  }
  if (url.startsWith('/datasets/') && !url.endsWith('.parquet')) return false;
  if (url.startsWith('/datasets/')) return redirect(`${storage.url}/signed?key=1`);
  return false;
}

function sha256(): string {
  return createHash('sha256').update(file).digest('hex');
}

function run(input: string, more: HubOptions = {}): Promise<AuditReport> {
  return audit([input], {
    snapshots,
    hub: { endpoint: hub.url, token: 'hf_secret', retryDelayMs: 1, ...more },
  });
}

describe('hf:// addresses', () => {
  it.each([
    ['hf://datasets/a/b', { repository: 'a/b', revision: null, config: null, split: null }],
    [
      'hf://datasets/a/b@refs%2Fpr%2F1/c/d/',
      { repository: 'a/b', revision: 'refs/pr/1', config: 'c', split: 'd' },
    ],
  ])('name a dataset: %s', (text, expected) => {
    expect(parseHubAddress(text)).toEqual(expected);
  });

  it.each(['hf://a/b', 'hf://datasets/a', 'hf://datasets/a/b/c/d/e', 'hf://models/a/b'])(
    'are rejected: %s',
    (text) => {
      expect(() => parseHubAddress(text)).toThrow('write it as hf://datasets/author/name');
    },
  );
});

describe('a dataset on the Hub', () => {
  it('is judged by reading only the columns that matter, and storage never sees the token', async () => {
    const { files, totals } = await run('hf://datasets/author/set/default/train');
    expect(totals.rows).toBe(20_000);
    expect(files).toMatchObject([
      { file: 'hf://datasets/author/set/default/train/0000.parquet', bytes: file.length },
    ]);
    expect(files[0]?.bytesRead).toBeLessThan(file.length / 2);
    expect(hub.seen.every(({ authorization }) => authorization === 'Bearer hf_secret')).toBe(true);
    expect(storage.seen.length).toBeGreaterThan(1);
    expect(storage.seen.every(({ authorization, range }) => authorization === null && range !== null)).toBe(
      true,
    );
  });

  it('is read whole, all splits, also under a former name', async () => {
    expect((await run('hf://datasets/old/name')).files.map(({ file: name }) => name)).toEqual([
      'hf://datasets/old/name/default/train/0000.parquet',
      'hf://datasets/old/name/default/test/0000.parquet',
    ]);
  });

  it('of a revision consists of its own files, with the digests that the Hub gives', async () => {
    const { files } = await run('hf://datasets/author/set@v1');
    expect(files.map(({ file: name, sha256: digest }) => [name, digest])).toEqual([
      ['hf://datasets/author/set@v1/data/train-00000.parquet', sha256()],
      ['hf://datasets/author/set@v1/data/test-00000.parquet', null],
    ]);
    expect((await run('hf://datasets/author/set@v1/data/test')).files).toHaveLength(1);
  });

  it.each([
    ['hf://datasets/author/set/default/train', 'hf://datasets/author/set/README.md'],
    ['hf://datasets/author/set@v1/data/test', 'hf://datasets/author/set@v1/pipeline.yaml'],
  ])('has models that are named outside its rows: %s', async (input, file) => {
    const { outside } = await run(input);
    expect(outside).toMatchObject({ files: [file], models: [{ file, line: 1, model: 'open/a-1' }] });
  });

  it('is judged though what describes it can not be read', async () => {
    faults = [(request, response) => /\.yaml$/.test(request.url ?? '') && failing(403)(request, response)];
    const { outside, totals } = await run('hf://datasets/author/set/default/train');
    expect(totals.rows).toBe(20_000);
    expect(outside.unread).toMatchObject([{ message: expect.stringMatching(/pipeline.yaml: .* gated/) }]);
  });

  it.each<[string, Handler]>([
    ['rate-limited', failing(429, { 'retry-after': '0' })],
    ['limited until a time', failing(429, { 'retry-after': new Date(0).toUTCString() })],
    ['broken', failing(502)],
    ['cut off', cutOff],
  ])('is read to its end though the server is %s for a while', async (_, fault) => {
    let left = 3;
    faults = [(request, response) => left-- > 0 && fault(request, response)];
    expect((await run('hf://datasets/author/set/default/train')).totals.rows).toBe(20_000);
  });

  it.each<[string, string, Handler | null, RegExp]>([
    ['is missing', 'hf://datasets/no/such', null, /there is no such dataset, revision/],
    [
      'has no such split',
      'hf://datasets/author/set/default/dev',
      null,
      /no Parquet files, or none in this config/,
    ],
    ['is converted in part', 'hf://datasets/author/huge', null, /a part of it only.*@main/],
    ['is gated', 'hf://datasets/author/set', failing(403), /gated.*HF_TOKEN/],
    ['needs a token', 'hf://datasets/author/set', failing(401), /HF_TOKEN/],
    [
      'is limited for long',
      'hf://datasets/author/set',
      failing(429, { 'retry-after': '3600' }),
      /limits the number/,
    ],
    [
      'is limited until tomorrow',
      'hf://datasets/author/set',
      failing(429, { 'retry-after': new Date(Date.now() + 86_400_000).toUTCString() }),
      /limits the number/,
    ],
    ['comes without ranges', 'hf://datasets/author/set', sendWhole, /whole files only/],
    [
      'changes while it is read',
      'hf://datasets/author/set',
      ({ headers }, response) => {
        if (!/^bytes=0-3$/.test(headers.range ?? '')) return false;
        response.writeHead(206, { etag: '"0"', 'content-range': `bytes 0-3/${file.length}` }).end('PAR1');
        return true;
      },
      /changed while it was read/,
    ],
  ])('that %s is an error that says so', async (_, input, fault, message) => {
    if (fault !== null) faults = [fault];
    const error: unknown = await run(input).catch((cause: unknown) => cause);
    expect(error).toMatchObject({ code: 'INPUT_UNREADABLE', message: expect.stringMatching(message) });
    expect(String(error)).not.toContain('hf_secret');
  });
});
