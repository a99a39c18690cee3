import type { GuardedAnswer, GuardedCall } from './guarded-call.js';

/**
 * Puts the look at an answer between server and caller: a stream passes as it comes, anything else when it has been
 * verified.
 *
 * @param signal the request's: where it is aborted, an answer that breaks off does so by the caller's will
 * @throws UnverifiedResponseError for an answer that is no stream and may not be used
 */
export async function guardResponse(
  response: Response,
  call: GuardedCall,
  signal: AbortSignal | null = null,
): Promise<Response> {
  const answer = call.receive({ status: response.status, header: (name) => response.headers.get(name) });
  const { body } = response;
  if (answer.kind === 'none' || body === null) {
    await settle(answer, 'whole');
    return response;
  }
  return replaceBody(
    response,
    answer.kind === 'events' ? watchedStream(body, answer, signal) : await readWhole(response, answer),
  );
}

async function settle(answer: GuardedAnswer, ending: 'whole' | 'cut' | 'left'): Promise<void> {
  const error = await answer.settle(ending);
  if (error !== null) throw error;
}

async function readWhole(response: Response, answer: GuardedAnswer): Promise<ArrayBuffer> {
  let bytes: ArrayBuffer;
  try {
    bytes = await response.arrayBuffer();
  } catch (error) {
    await settle(answer, 'cut');
    throw error;
  }
  answer.read(new Uint8Array(bytes));
  await settle(answer, 'whole');
  return bytes;
}

/** The same chunks, read when the caller reads. */
function watchedStream(
  body: ReadableStream<Uint8Array>,
  answer: GuardedAnswer,
  signal: AbortSignal | null,
): ReadableStream<Uint8Array> {
  const reader = body.getReader();
  const next = async () => {
    try {
      return await reader.read();
    } catch (error) {
      throw await brokenOff(error, answer, signal);
    }
  };
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        const { done, value } = await next();
        if (done) {
          await settle(answer, 'whole');
          controller.close();
        } else if (answer.read(value)) {
          controller.enqueue(value);
        } else {
          // Not waited for, as the caller gets its own error: a source may take as long as it likes to stop.
          reader.cancel().catch(() => undefined);
          await settle(answer, 'left');
        }
      },
      async cancel(reason) {
        await Promise.all([reader.cancel(reason), answer.settle('left')]);
      },
    },
    { highWaterMark: 0 },
  );
}

/** What the caller is told of a stream that broke off: its own reason to abort it; or else that it may not be used. */
async function brokenOff(
  error: unknown,
  answer: GuardedAnswer,
  signal: AbortSignal | null,
): Promise<unknown> {
  const isAborted = signal?.aborted === true;
  const unverified = await answer.settle(isAborted ? 'left' : 'cut');
  if (isAborted || unverified === null) return error;
  unverified.cause ??= error;
  return unverified;
}

/** A response with another body that is the same in all else; a new one would not know its URL. */
function replaceBody(response: Response, body: ReadableStream | ArrayBuffer): Response {
  const { status, statusText, headers, url } = response;
  const replaced = new Response(body, { status, statusText, headers });
  return Object.defineProperty(replaced, 'url', { value: url });
}
