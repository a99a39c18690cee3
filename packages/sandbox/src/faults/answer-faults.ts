import { statusAnswer } from '../answer/error-answer.js';
import type { AnswerBody, PlannedAnswer } from '../answer/planned-answer.js';
import type { FaultEffects } from './fault-effect.js';

/** Faults in status, headers and body that know nothing of what the body means. */
export const answerFaults: FaultEffects<
  'status' | 'redirect' | 'html' | 'content-type' | 'invalid-json' | 'oversized-body' | 'no-etag'
> = {
  status: (answer, { status, headers, body }, { request }) => {
    const given = body === undefined ? statusAnswer(status, request.path).body : givenBody(body);
    const contentType =
      given.kind === 'json' ? 'application/json; charset=utf-8' : 'text/plain; charset=utf-8';
    return {
      ...answer,
      status,
      headers: { ...answer.headers, 'content-type': contentType, ...headers },
      body: given,
    };
  },
  redirect: (answer, { status = 307, location }) => ({
    ...answer,
    status,
    headers: { location },
    body: { kind: 'text', text: '' },
  }),
  html: (answer, { status = 200 }) => ({
    ...withContentType(answer, 'text/html; charset=utf-8'),
    status,
    body: {
      kind: 'text',
      text: '<!doctype html><title>Just a moment...</title><p>Checking your browser.</p>\n',
    },
  }),
  'content-type': (answer, { contentType }) => withContentType(answer, contentType),
  'invalid-json': (answer) => ({ ...answer, body: { kind: 'text', text: halfOf(answer.body) } }),
  'oversized-body': (answer, { bytes = Number.POSITIVE_INFINITY }) => ({
    ...answer,
    body: { kind: 'stream', chunks: () => padding(bytes) },
  }),
  'no-etag': (answer) => ({ ...answer, tagged: false }),
};

function givenBody(body: string | object): AnswerBody {
  return typeof body === 'string' ? { kind: 'text', text: body } : { kind: 'json', value: body };
}

function withContentType(answer: PlannedAnswer, contentType: string): PlannedAnswer {
  return { ...answer, headers: { ...answer.headers, 'content-type': contentType } };
}

function halfOf(body: AnswerBody): string {
  const text = body.kind === 'json' ? JSON.stringify(body.value) : '{"data":';
  return text.slice(0, Math.ceil(text.length / 2));
}

function* padding(bytes: number): Generator<string> {
  const opening = '{"data":[';
  const row = `${JSON.stringify({ id: 'sandbox/padding', description: 'x'.repeat(16_000) })},`;
  yield opening;
  for (let sent = opening.length; sent < bytes; sent += row.length) {
    yield row.slice(0, bytes - sent);
  }
}
