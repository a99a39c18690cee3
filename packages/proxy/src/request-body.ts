import type { IncomingMessage } from 'node:http';
import { Transform } from 'node:stream';
import { ProxyError } from './errors.js';
import type { Exchange } from './exchange.js';

/**
 * Reads the whole body of a request. When it is too long, reading stops and the connection stays open, so that the
 * client can read the error.
 *
 * @throws ProxyError `BODY_TOO_LARGE`; the signal's reason when the client leaves
 */
export function readBytes(
  { request, response, signal, expectsContinue }: Exchange,
  maxBytes: number,
): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const parts: Buffer[] = [];
    let length = 0;
    const stop = (): void => {
      request.off('data', take).off('end', finish);
      signal.removeEventListener('abort', leave);
    };
    const leave = (): void => {
      stop();
      reject(signal.reason);
    };
    const rejectLength = (): void => {
      stop();
      reject(tooLarge(maxBytes));
    };
    const take = (part: Buffer): void => {
      parts.push(part);
      length += part.length;
      if (length > maxBytes) rejectLength();
    };
    const finish = (): void => {
      stop();
      resolve(Buffer.concat(parts));
    };
    if (signal.aborted) return leave();
    if (declaredLength(request) > maxBytes) return rejectLength();
    signal.addEventListener('abort', leave, { once: true });
    if (expectsContinue) response.writeContinue();
    request.on('data', take).on('end', finish);
  });
}

/** The body of a request as it arrives, with the same limit. */
export function passBytes({ request, response, expectsContinue }: Exchange, maxBytes: number): Transform {
  if (declaredLength(request) > maxBytes) throw tooLarge(maxBytes);
  let length = 0;
  const counted = new Transform({
    transform(part: Buffer, _, done) {
      length += part.length;
      if (length > maxBytes) done(tooLarge(maxBytes));
      else done(null, part);
    },
  });
  if (expectsContinue) response.writeContinue();
  return request.pipe(counted);
}

/** Whether a request announces a body. */
export function hasBody(request: IncomingMessage): boolean {
  return request.headers['transfer-encoding'] !== undefined || declaredLength(request) > 0;
}

function declaredLength({ headers }: IncomingMessage): number {
  return Number(headers['content-length'] ?? 0);
}

function tooLarge(maxBytes: number): ProxyError {
  return new ProxyError('BODY_TOO_LARGE', `The body has more than ${maxBytes} bytes: make it smaller.`);
}
