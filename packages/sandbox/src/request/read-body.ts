import type { IncomingMessage } from 'node:http';
import { AnswerError } from '../answer/answer-error.js';

const mostBytes = 64 * 1024 * 1024;

/** A request's body: parsed, as text when it is no JSON, not there at all, or not to be read. */
export type RequestBody =
  | { readonly kind: 'json'; readonly value: unknown }
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'none' }
  | { readonly kind: 'refused'; readonly error: AnswerError };

/** Reads a body to its end. Rejects when the client leaves before. */
export async function readBody(message: IncomingMessage): Promise<RequestBody> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of message) {
    if (!Buffer.isBuffer(chunk)) continue;
    length += chunk.length;
    // The rest is read all the same: a client that still sends does not see an answer.
    if (length <= mostBytes) chunks.push(chunk);
  }
  if (length === 0) return { kind: 'none' };
  const coding = message.headers['content-encoding'] ?? 'identity';
  if (coding !== 'identity') return refused(415, `The body is sent as ${coding}; send it as plain JSON.`);
  if (length > mostBytes) return refused(413, `The body has more than ${mostBytes} bytes.`);
  const text = Buffer.concat(chunks).toString();
  try {
    return { kind: 'json', value: JSON.parse(text) };
  } catch {
    return { kind: 'text', text };
  }
}

function refused(status: number, message: string): RequestBody {
  return { kind: 'refused', error: new AnswerError(status, message) };
}
