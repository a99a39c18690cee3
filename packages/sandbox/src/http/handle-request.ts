import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import { respond } from '../endpoints/respond.js';
import { applyFaults } from '../fault-effects/apply-faults.js';
import type { SandboxState } from '../sandbox-state.js';
import { errorResponse } from '../shapes/errors.js';
import { ApiError } from '../wire/errors.js';
import type { PlannedResponse } from '../wire/planned-response.js';
import type { RequestBody, SandboxRequest } from '../wire/request.js';
import { sendResponse } from './send-response.js';

/** The header of every response that says where catalog and permissions come from. */
const sampleHeader = 'x-distillable-sample';

/** Serves one request. Never rejects: a client that leaves early is not an error of the sandbox. */
export async function handleRequest(
  message: IncomingMessage,
  outgoing: ServerResponse,
  state: SandboxState,
): Promise<void> {
  outgoing.setHeader(sampleHeader, state.catalog.sample);
  try {
    await sendResponse(outgoing, await planResponse(message, state));
  } catch (error) {
    await recover(outgoing, error);
  }
}

async function planResponse(message: IncomingMessage, state: SandboxState): Promise<PlannedResponse> {
  const body = await readBody(message);
  try {
    const request = toSandboxRequest(message, body);
    state.record(request);
    const faults = state.takeFaults(request);
    const served = state.servedWith(faults);
    const respondTo = (query: URLSearchParams): PlannedResponse => respond({ ...request, query }, served);
    return applyFaults(respondTo(request.query), faults, { request, catalog: served.catalog, respondTo });
  } catch (error) {
    return errorResponse(error, message.url ?? '');
  }
}

/** Reports to a client that still waits what went wrong, such as a header that a fault sets and HTTP does not allow. */
async function recover(outgoing: ServerResponse, error: unknown): Promise<void> {
  if (outgoing.headersSent || outgoing.req.socket.destroyed) {
    outgoing.destroy();
    return;
  }
  await sendResponse(outgoing, errorResponse(error, outgoing.req.url ?? '')).catch(() => outgoing.destroy());
}

/** Responds to what Node could not read as a request, and therefore never passes to the request handler. */
export function rejectMalformed(socket: Duplex, sample: string): void {
  if (!socket.writable) {
    socket.destroy();
    return;
  }
  const body = JSON.stringify({ error: { code: 400, message: 'The request is not valid HTTP.' } });
  socket.end(
    [
      'HTTP/1.1 400 Bad Request',
      'content-type: application/json; charset=utf-8',
      `content-length: ${body.length}`,
      `${sampleHeader}: ${sample}`,
      'connection: close',
      '',
      body,
    ].join('\r\n'),
  );
}

/**
 * Reads the request line.
 *
 * @throws ApiError 400 when its target is not a path
 */
function toSandboxRequest(message: IncomingMessage, body: RequestBody): SandboxRequest {
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
async function readBody(message: IncomingMessage): Promise<RequestBody> {
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
