import { type IncomingHttpHeaders, request } from 'node:http';
import { expect } from 'vitest';
import type { Sandbox } from '../start-sandbox.js';

/** A response as it was transferred, neither decompressed nor redirected. */
export interface RawResponse {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
  /** The body in the pieces in which it arrived. */
  readonly pieces: readonly Buffer[];
  /** Whether the connection ended before the announced end of the body. */
  readonly cutShort: boolean;
}

/** A response with its body parsed. */
export interface JsonResponse extends RawResponse {
  readonly json: unknown;
}

interface RawOptions {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Buffer;
}

/** Sends one request on a connection of its own; rejects when no headers come back. */
export function rawRequest(url: string, options: RawOptions = {}): Promise<RawResponse> {
  const { body, ...rest } = options;
  return new Promise((resolve, reject) => {
    const outgoing = request(url, { ...rest, agent: false }, (response) => {
      const pieces: Buffer[] = [];
      const finish = (cutShort: boolean): void =>
        resolve({
          status: response.statusCode ?? 0,
          headers: response.headers,
          body: Buffer.concat(pieces),
          pieces,
          cutShort,
        });
      response.on('data', (chunk: Buffer) => pieces.push(chunk));
      response.once('end', () => finish(false));
      response.once('error', () => finish(true));
    });
    outgoing.once('error', reject);
    outgoing.end(body);
  });
}

const key = { authorization: 'Bearer a-key' };

/** Asks for `openrouter_metadata`. */
export const withMetadata = { 'x-openrouter-metadata': 'enabled' };

/** Posts JSON with a key to a path below the sandbox's URL. */
export async function post(
  { url }: Sandbox,
  path: string,
  body: unknown,
  headers: Readonly<Record<string, string>> = {},
): Promise<RawResponse> {
  return rawRequest(url + path, {
    method: 'POST',
    headers: { ...key, 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  });
}

/** Posts JSON with a key, and parses the response. */
export async function ask(
  sandbox: Sandbox,
  path: string,
  body: unknown,
  headers: Readonly<Record<string, string>> = {},
): Promise<JsonResponse> {
  return parsed(await post(sandbox, path, body, headers));
}

const question = { model: 'qwen/one', messages: [{ role: 'user', content: 'Why is the sky blue?' }] };

/** Posts a chat of one question; `fields` are added to the body. */
export function chat(
  sandbox: Sandbox,
  fields: object,
  headers: Readonly<Record<string, string>> = {},
): Promise<JsonResponse> {
  return ask(sandbox, '/chat/completions', { ...question, ...fields }, headers);
}

/** Posts a chat of one question for a stream. */
export function chatStream(
  sandbox: Sandbox,
  fields: object = {},
  headers: Readonly<Record<string, string>> = {},
): Promise<RawResponse> {
  return post(sandbox, '/chat/completions', { ...question, stream: true, ...fields }, headers);
}

/** Gets a path below the sandbox's URL with a key, and parses the response. */
export async function get({ url }: Sandbox, path: string): Promise<JsonResponse> {
  return parsed(await rawRequest(url + path, { headers: key }));
}

function parsed(response: RawResponse): JsonResponse {
  return { ...response, json: JSON.parse(response.body.toString()) };
}

/** The server-sent events of a response, without comments: each a whole block without its blank line. */
export function readEvents({ body }: Pick<RawResponse, 'body'>): readonly string[] {
  return body
    .toString()
    .split('\n\n')
    .filter((block) => block !== '' && !block.startsWith(':'));
}

/** The JSON of the events that carry any. */
export function readData(response: Pick<RawResponse, 'body'>): readonly Readonly<Record<string, unknown>>[] {
  return readEvents(response).flatMap((event) => {
    const json = /(?<=^|\n)data: (\{[^\n]*\})(?=\n|$)/.exec(event)?.[1];
    return json === undefined ? [] : [JSON.parse(json)];
  });
}

/** The text of a chat stream. */
export function readChatText(response: Pick<RawResponse, 'body'>): string {
  return readData(response)
    .map(({ choices }) => (choices as [{ delta: { content?: string | null } }])[0].delta.content ?? '')
    .join('');
}

/** The model list as a client reads it. */
export interface ListedModels {
  readonly data: readonly { readonly id: string }[];
  readonly total_count: number;
  readonly links: { readonly next: string | null };
}

/** Fetches `/models` with the given query and expects a right response. */
export async function listModels(baseUrl: string, query = ''): Promise<ListedModels> {
  const response = await fetch(`${baseUrl}/models${query}`);
  const body: unknown = await response.json();
  expect(body).toMatchObject({ data: expect.any(Array), total_count: expect.any(Number) });
  expect(response.status).toBe(200);
  return body as ListedModels;
}

/** The ids that the response to a query lists. */
export async function listedIds(baseUrl: string, query = ''): Promise<readonly string[]> {
  return (await listModels(baseUrl, query)).data.map(({ id }) => id);
}
