import { once } from 'node:events';
import type { ServerResponse } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import type { Delivery } from './planned-answer.js';
import { writeOut } from './write-out.js';

/** Sends a body of known length in the way that `delivery` asks for. */
export async function sendBytes(
  response: ServerResponse,
  body: Buffer,
  delivery: Delivery,
  clientGone: AbortSignal,
): Promise<void> {
  const bytes = delivery.kind === 'truncated-gzip' ? firstHalf(body) : body;
  response.setHeader('content-length', bytes.length);
  if (response.req.method === 'HEAD') {
    response.end();
    return;
  }
  if (delivery.kind === 'cut') {
    await writeOut(response, firstHalf(bytes));
    response.req.socket.destroy();
    return;
  }
  if (delivery.kind === 'stalled') {
    const half = firstHalf(bytes);
    await writeOut(response, half);
    await pause(delivery.milliseconds, clientGone);
    response.end(bytes.subarray(half.length));
    return;
  }
  response.end(bytes);
}

function firstHalf(bytes: Buffer): Buffer {
  return bytes.subarray(0, Math.floor(bytes.length / 2));
}

async function pause(milliseconds: number | undefined, clientGone: AbortSignal): Promise<void> {
  if (milliseconds !== undefined) {
    await wait(milliseconds, undefined, { signal: clientGone });
  } else if (!clientGone.aborted) {
    await once(clientGone, 'abort');
  }
}
