import { type ClientRequest, type IncomingMessage, request } from 'node:http';
import { allowed } from './attacks.js';

/** A response as it arrived, to its end or to where it broke off. */
export interface Received {
  readonly status: number;
  readonly headers: IncomingMessage['headers'];
  readonly text: string;
  /** Whether it came to its end. */
  readonly isWhole: boolean;
}

/** How to ask. */
export interface AskOptions {
  readonly path?: string;
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Fields beside the model and a prompt; or the body itself. */
  readonly body?: object | string | Buffer;
  /** Gets each chunk, and the request to leave with. */
  readonly onChunk?: (chunk: string, sent: ClientRequest) => void;
}

/** Fields that make a body for every API shape. */
const fields = {
  model: allowed,
  messages: [{ role: 'user', content: 'What is a canary?' }],
  prompt: 'What is a canary?',
  input: 'What is a canary?',
  max_tokens: 50,
};

/** Asks a proxy for text, without an SDK in between. Rejects if there is no response at all. */
export function ask(origin: string, options: AskOptions = {}): Promise<Received> {
  const { path = '/v1/chat/completions', method = 'POST', headers = {}, body = {}, onChunk } = options;
  const bytes =
    Buffer.isBuffer(body) || typeof body === 'string' ? body : JSON.stringify({ ...fields, ...body });
  return new Promise((resolve, reject) => {
    const sent = request(origin + path, {
      method,
      headers: {
        ...(method === 'GET'
          ? {}
          : { 'content-type': 'application/json', 'content-length': Buffer.byteLength(bytes) }),
        ...headers,
      },
    });
    sent.on('error', reject);
    sent.on('response', (response) => {
      let text = '';
      response.setEncoding('utf8');
      response.on('data', (chunk: string) => {
        text += chunk;
        onChunk?.(chunk, sent);
      });
      response.on('error', () => {});
      response.on('close', () => {
        const { statusCode = 0, headers: received, complete } = response;
        resolve({ status: statusCode, headers: received, text, isWhole: complete });
      });
    });
    sent.end(method === 'GET' ? undefined : bytes);
  });
}

/** The last event of a stream, parsed. */
export function lastEvent(text: string): unknown {
  const data = text.split('\n').filter((line) => line.startsWith('data: '));
  return JSON.parse(data.at(-1)?.slice('data: '.length) ?? 'null');
}
