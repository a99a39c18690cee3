import type { Sandbox } from '../sandbox.js';
import { type RawAnswer, rawRequest } from './raw-request.js';

/** An answer with its body parsed. */
export interface JsonAnswer extends RawAnswer {
  readonly json: unknown;
}

const key = { authorization: 'Bearer a-key' };

/** Posts JSON with a key to a path below the sandbox's URL. */
export function post(
  { url }: Sandbox,
  path: string,
  body: unknown,
  headers: Readonly<Record<string, string>> = {},
): Promise<RawAnswer> {
  return rawRequest(url + path, {
    method: 'POST',
    headers: { ...key, 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  });
}

/** Posts JSON with a key, and parses the answer. */
export async function ask(
  sandbox: Sandbox,
  path: string,
  body: unknown,
  headers: Readonly<Record<string, string>> = {},
): Promise<JsonAnswer> {
  return parsed(await post(sandbox, path, body, headers));
}

/** Posts a chat of one question; `fields` are added to the body. */
export function chat(
  sandbox: Sandbox,
  fields: object,
  headers: Readonly<Record<string, string>> = {},
): Promise<JsonAnswer> {
  return ask(sandbox, '/chat/completions', { ...question, ...fields }, headers);
}

/** Posts a chat of one question for a stream. */
export function chatStream(
  sandbox: Sandbox,
  fields: object = {},
  headers: Readonly<Record<string, string>> = {},
): Promise<RawAnswer> {
  return post(sandbox, '/chat/completions', { ...question, stream: true, ...fields }, headers);
}

/** Gets a path below the sandbox's URL with a key, and parses the answer. */
export async function get({ url }: Sandbox, path: string): Promise<JsonAnswer> {
  return parsed(await rawRequest(url + path, { headers: key }));
}

/** What asks for `openrouter_metadata`. */
export const withMetadata = { 'x-openrouter-metadata': 'enabled' };

const question = { model: 'qwen/one', messages: [{ role: 'user', content: 'Why is the sky blue?' }] };

function parsed(answer: RawAnswer): JsonAnswer {
  return { ...answer, json: JSON.parse(answer.body.toString()) };
}
