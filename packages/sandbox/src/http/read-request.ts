import type { IncomingMessage } from 'node:http';
import { ApiError } from '../wire/api-error.js';
import type { RequestBody, SandboxRequest } from '../wire/request.js';

/**
 * Reads the request line.
 *
 * @throws ApiError 400 when its target is not a path
 */
export function toSandboxRequest(message: IncomingMessage, body: RequestBody): SandboxRequest {
  const target = message.url ?? '';
  const origin = 'http://sandbox.invalid';
  // A target such as `//host/path` would name another host.
  if (!target.startsWith('/') || target.startsWith('//') || !URL.canParse(target, origin)) {
    throw new ApiError(400, `The request target ${JSON.stringify(target)} is not a path.`);
  }
  const { pathname, searchParams } = new URL(target, origin);
  const { method = 'GET', headers } = message;
  return { method, path: pathname, query: searchParams, headers, body };
}

const maxBytes = 64 * 1024 * 1024;

/** Reads a body to its end. Rejects when the client leaves before. */
export async function readBody(message: IncomingMessage): Promise<RequestBody> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of message) {
    if (!Buffer.isBuffer(chunk)) continue;
    length += chunk.length;
    // The rest is read too: a client that is still sending does not see a response.
    if (length <= maxBytes) chunks.push(chunk);
  }
  if (length === 0) return { kind: 'none' };
  const coding = message.headers['content-encoding'] ?? 'identity';
  if (coding !== 'identity') return rejected(415, `The body is sent as ${coding}; send it as plain JSON.`);
  if (length > maxBytes) return rejected(413, `The body has more than ${maxBytes} bytes.`);
  const text = Buffer.concat(chunks).toString();
  try {
    return { kind: 'json', value: JSON.parse(text) };
  } catch {
    return { kind: 'text', text };
  }
}

function rejected(status: number, message: string): RequestBody {
  return { kind: 'rejected', error: new ApiError(status, message) };
}
