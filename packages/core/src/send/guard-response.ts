import { joinBytes } from '../bytes.js';
import type { ResponseEnd } from '../verify/verification.js';
import type { GuardedResponse, WatchedCall } from './guarded-call.js';

/**
 * Puts the watch between server and caller: a stream passes as it comes, anything else once it has been verified.
 *
 * @param signal the request's: where it is aborted, a response that breaks off was aborted by the caller
 * @throws UnverifiedResponseError for a response that is not a stream and must not be used
 */
export async function guardResponse(
  response: Response,
  receive: WatchedCall['receive'],
  signal: AbortSignal | null = null,
): Promise<Response> {
  const watched = receive({ status: response.status, header: (name) => response.headers.get(name) });
  const { body } = response;
  if (watched.kind === 'none' || body === null) {
    await settle(watched, 'complete');
    return response;
  }
  return replaceBody(
    response,
    watched.kind === 'stream' ? watchedStream(body, watched, signal) : await readDocument(body, watched),
  );
}

/** @throws the error for the caller */
async function settle(watched: GuardedResponse, end: ResponseEnd): Promise<void> {
  const { error } = await watched.settle(end);
  if (error !== null) throw error;
}

/** Chunk by chunk: a few bytes may be unzipped to more than memory holds. */
async function readDocument(
  body: ReadableStream<Uint8Array>,
  watched: GuardedResponse,
): Promise<Uint8Array<ArrayBuffer>> {
  const reader = body.getReader();
  const parts: Uint8Array[] = [];
  for (;;) {
    const { done, value } = await reader.read().catch(async (error: unknown) => {
      await settle(watched, 'broken');
      throw error;
    });
    if (done) break;
    if (!watched.read(value)) {
      reader.cancel().catch(() => undefined);
      await settle(watched, 'aborted');
    }
    parts.push(value);
  }
  await settle(watched, 'complete');
  return joinBytes(parts);
}

/** The same chunks, read when the caller reads. */
function watchedStream(
  body: ReadableStream<Uint8Array>,
  watched: GuardedResponse,
  signal: AbortSignal | null,
): ReadableStream<Uint8Array> {
  const reader = body.getReader();
  const next = async () => {
    try {
      return await reader.read();
    } catch (error) {
      throw await reasonOfBreak(error, watched, signal);
    }
  };
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        const { done, value } = await next();
        if (done) {
          await settle(watched, 'complete');
          controller.close();
        } else if (watched.read(value)) {
          controller.enqueue(value);
        } else {
          // Not awaited: a source may take any time to stop, and the caller already gets its own error.
          reader.cancel().catch(() => undefined);
          await settle(watched, 'aborted');
        }
      },
      async cancel(reason) {
        await Promise.all([reader.cancel(reason), watched.settle('aborted')]);
      },
    },
    { highWaterMark: 0 },
  );
}

/** The error for the caller of a stream that broke off: the caller's reason to abort it, or that it must not be used. */
async function reasonOfBreak(
  error: unknown,
  watched: GuardedResponse,
  signal: AbortSignal | null,
): Promise<unknown> {
  const isAborted = signal?.aborted === true;
  const { error: unverified } = await watched.settle(isAborted ? 'aborted' : 'broken');
  if (isAborted || unverified === null) return error;
  unverified.cause ??= error;
  return unverified;
}

/** The response with another body that is the same in all else; a new one would not know its URL. */
function replaceBody(response: Response, body: ReadableStream | Uint8Array<ArrayBuffer>): Response {
  const { status, statusText, headers, url } = response;
  const replaced = new Response(body, { status, statusText, headers });
  return Object.defineProperty(replaced, 'url', { value: url });
}
