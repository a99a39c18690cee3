import { once } from 'node:events';
import { readdir, readFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { FreshnessLimits, SnapshotJson, TermsTable } from '@distillable/catalog';
import type { Policy } from '@distillable/core';
import { type AdmissionRules, admissionRules, ProxyError, rejectClient } from '@distillable/proxy';

/** The data that the page reads when it opens, and judges by. Plain JSON. */
export interface ExploreData {
  /** Of the program, for reports. */
  readonly version: string;
  /** The list. */
  readonly snapshot: SnapshotJson;
  /** Milliseconds: how long the list counts as fresh, and as usable. */
  readonly limits: FreshnessLimits;
  /** The policy for requests. */
  readonly policy: Policy;
  /** The table of licences and terms. */
  readonly terms: TermsTable;
}

/** Written by rolldown from `page/`. The same path from `src/`, from `dist/` and, by the bundler, from the command line. */
const folder: URL = new URL('../dist/site/', import.meta.url);

/** Reads the files of the page by their names; `data.json` is not among them. */
export async function readPageFiles(): Promise<ReadonlyMap<string, Buffer>> {
  const names = await readdir(folder);
  return new Map(
    await Promise.all(names.map(async (name) => [name, await readFile(new URL(name, folder))] as const)),
  );
}

/** The content to serve. */
interface PageContent {
  /** The files of the page, by their names. */
  readonly files: ReadonlyMap<string, Uint8Array>;
  /** Read each time that the page opens. Its rejection is shown by the page as a list that can't be read. */
  readonly readData: () => Promise<ExploreData>;
}

/** A page that is served. */
export interface RunningPage {
  /** `http://127.0.0.1:8403/` */
  readonly url: string;
  /** Ends all connections. */
  close(): Promise<void>;
}

const host = '127.0.0.1';

/**
 * Serves the page to browsers on this machine, by the proxy's rules for `Host` and `Origin`: no other web page can read
 * it, nor by a name of its own that points here.
 *
 * @param port 0 takes a free one
 * @throws ProxyError `LISTEN_FAILED`
 */
export async function servePage(content: PageContent, port: number): Promise<RunningPage> {
  const server = createServer();
  const ownPort = await listen(server, port);
  const rules = admissionRules(host, ownPort, null);
  server.on('request', (request: IncomingMessage, response: ServerResponse) => {
    void respond(request, response, content, rules);
  });
  return {
    url: `http://${host}:${ownPort}/`,
    async close() {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}

async function listen(server: Server, port: number): Promise<number> {
  try {
    server.listen(port, host);
    await once(server, 'listening');
  } catch (cause) {
    const reason = cause instanceof Error && 'code' in cause ? String(cause.code) : 'unknown';
    const message = `Cannot listen on port ${port} of ${host}: ${reason}.`;
    throw new ProxyError('LISTEN_FAILED', message, { cause, details: { host, port, reason } });
  }
  const address = server.address();
  return typeof address === 'object' && address !== null ? address.port : port;
}

async function respond(
  request: IncomingMessage,
  response: ServerResponse,
  { files, readData }: PageContent,
  rules: AdmissionRules,
): Promise<void> {
  const rejected = rejectClient(request, rules);
  if (rejected !== null)
    return send(response, rejected.status, 'txt', `Only for browsers on this machine: ${rejected.code}.\n`);
  if (request.method !== 'GET' && request.method !== 'HEAD') return send(response, 405, 'txt', 'GET only.\n');
  const [path = ''] = (request.url ?? '').split('?', 1);
  if (path === '/data.json') {
    const data = await readData().catch(() => null);
    return data === null
      ? send(response, 503, 'txt', 'The model list could not be read.\n')
      : send(response, 200, 'json', JSON.stringify(data));
  }
  const name = path === '/' ? 'index.html' : path.slice(1);
  const file = files.get(name);
  if (file === undefined) return send(response, 404, 'txt', 'There is no such page.\n');
  send(response, 200, name.split('.').at(-1) ?? '', file);
}

const contentTypes: Readonly<Record<string, string>> = {
  html: 'text/html; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  css: 'text/css; charset=utf-8',
  json: 'application/json',
};

function send(response: ServerResponse, status: number, extension: string, body: string | Uint8Array): void {
  response.writeHead(status, {
    'content-type': contentTypes[extension] ?? 'text/plain; charset=utf-8',
    'cache-control': 'no-store',
    // The page says the rest of its policy itself; this part can't be said in it.
    'content-security-policy': "frame-ancestors 'none'",
    'cross-origin-resource-policy': 'same-origin',
    'referrer-policy': 'no-referrer',
    'x-content-type-options': 'nosniff',
  });
  response.end(body);
}
