import type { IncomingMessage } from 'node:http';
import { Transform } from 'node:stream';
import { ProxyError } from './proxy-error.js';
import type { Visit } from './visit.js';

/**
 * The whole body of a request. Where it is too long, reading stops and the connection stays, so that the client can be
 * told.
 *
 * @throws ProxyError `BODY_TOO_LARGE`; the signal's reason where the client leaves
 */
export function readBytes(
  { request, response, signal, expectsContinue }: Visit,
  limit: number,
): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const parts: Buffer[] = [];
    let length = 0;
    const over = (): void => {
      request.off('data', take).off('end', finish);
      signal.removeEventListener('abort', leave);
    };
    const leave = (): void => {
      over();
      reject(signal.reason);
    };
    const refuse = (): void => {
      over();
      reject(tooLarge(limit));
    };
    const take = (part: Buffer): void => {
      parts.push(part);
      length += part.length;
      if (length > limit) refuse();
    };
    const finish = (): void => {
      over();
      resolve(Buffer.concat(parts));
    };
    if (signal.aborted) return leave();
    if (declaredLength(request) > limit) return refuse();
    signal.addEventListener('abort', leave, { once: true });
    if (expectsContinue) response.writeContinue();
    request.on('data', take).on('end', finish);
  });
}

/** The body of a request as it comes, to the same limit. */
export function passBytes({ request, response, expectsContinue }: Visit, limit: number): Transform {
  if (declaredLength(request) > limit) throw tooLarge(limit);
  let length = 0;
  const counted = new Transform({
    transform(part: Buffer, _, done) {
      length += part.length;
      if (length > limit) done(tooLarge(limit));
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

function tooLarge(limit: number): ProxyError {
  return new ProxyError('BODY_TOO_LARGE', `The body has more than ${limit} bytes: make it smaller.`);
}
