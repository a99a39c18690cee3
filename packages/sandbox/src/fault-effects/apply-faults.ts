import type {
  ConnectionFaults,
  Fault,
  FaultContext,
  FaultEffects,
  FaultKind,
  FaultOf,
  ModelFaults,
  ResponseFaults,
} from '../faults/fault.js';
import { statusResponse } from '../shapes/errors.js';
import type { PlannedResponse, ResponseBody } from '../wire/planned-response.js';
import { listFaults } from './list-faults.js';
import { streamFaults } from './stream-faults.js';

/** The kinds that change a response. Those in which model serves have had their effect when there is a response. */
type ResponseFaultKind = Exclude<FaultKind, keyof ModelFaults>;

/** Changes a response by each of the faults, in order. */
export function applyFaults(
  response: PlannedResponse,
  faults: readonly Fault[],
  context: FaultContext,
): PlannedResponse {
  return faults
    .filter(changesResponse)
    .reduce((changed, fault) => applyFault(changed, fault, context), response);
}

function changesResponse(fault: Fault): fault is Extract<Fault, FaultOf<ResponseFaultKind>> {
  return Object.hasOwn(faultEffects, fault.kind);
}

function applyFault<Kind extends ResponseFaultKind>(
  response: PlannedResponse,
  fault: FaultOf<Kind>,
  context: FaultContext,
): PlannedResponse {
  return faultEffects[fault.kind](response, fault, context);
}

/** Faults in status, headers and body that do not depend on what the body means. */
const responseFaults: FaultEffects<keyof ResponseFaults> = {
  status: (response, { status, headers, body }, { request }) => {
    const given = body === undefined ? statusResponse(status, request.path).body : givenBody(body);
    const contentType =
      given.kind === 'json' ? 'application/json; charset=utf-8' : 'text/plain; charset=utf-8';
    return {
      ...response,
      status,
      headers: { ...response.headers, 'content-type': contentType, ...headers },
      body: given,
    };
  },
  redirect: (response, { status = 307, location }) => ({
    ...response,
    status,
    headers: { location },
    body: { kind: 'text', text: '' },
  }),
  html: (response, { status = 200 }) => ({
    ...withContentType(response, 'text/html; charset=utf-8'),
    status,
    body: {
      kind: 'text',
      text: '<!doctype html><title>Just a moment...</title><p>Checking your browser.</p>\n',
    },
  }),
  'content-type': (response, { contentType }) => withContentType(response, contentType),
  'invalid-json': (response) => ({ ...response, body: { kind: 'text', text: halfOf(response.body) } }),
  'oversized-body': (response, { bytes = Number.POSITIVE_INFINITY }) => ({
    ...response,
    body: { kind: 'stream', chunks: () => padding(bytes) },
  }),
  'no-etag': (response) => ({ ...response, tagged: false }),
};

/** Faults in the transfer. */
const connectionFaults: FaultEffects<keyof ConnectionFaults> = {
  delay: (response, { milliseconds }) => ({
    ...response,
    delayMilliseconds: response.delayMilliseconds + milliseconds,
  }),
  stall: (response, { milliseconds }) => ({ ...response, delivery: { kind: 'stalled', milliseconds } }),
  'cut-body': (response) => ({ ...response, delivery: { kind: 'cut' } }),
  'truncated-gzip': (response) => ({ ...response, delivery: { kind: 'truncated-gzip' } }),
  reset: (response) => ({ ...response, delivery: { kind: 'reset' } }),
};

/** The effect of each kind of fault on a response. */
export const faultEffects: FaultEffects<ResponseFaultKind> = {
  ...responseFaults,
  ...connectionFaults,
  ...listFaults,
  ...streamFaults,
};

function givenBody(body: string | object): ResponseBody {
  return typeof body === 'string' ? { kind: 'text', text: body } : { kind: 'json', value: body };
}

function withContentType(response: PlannedResponse, contentType: string): PlannedResponse {
  return { ...response, headers: { ...response.headers, 'content-type': contentType } };
}

function halfOf(body: ResponseBody): string {
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
