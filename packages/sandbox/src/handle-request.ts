import type { IncomingMessage, ServerResponse } from 'node:http';
import { errorAnswer } from './answer/error-answer.js';
import type { PlannedAnswer } from './answer/planned-answer.js';
import { sampleHeader } from './answer/sample-header.js';
import { sendAnswer } from './answer/send-answer.js';
import type { Endpoint, ServedState } from './endpoints/endpoint.js';
import { findEndpoint } from './endpoints/endpoint-table.js';
import { applyFaults } from './faults/apply-faults.js';
import { readBody } from './request/read-body.js';
import { recordRequest } from './request/recorded-request.js';
import { requireKey } from './request/require-key.js';
import { type SandboxRequest, toSandboxRequest } from './request/sandbox-request.js';
import type { SandboxState } from './sandbox-state.js';

/** Serves one request. Never rejects: a client that leaves early is no error of the sandbox. */
export async function handleRequest(
  message: IncomingMessage,
  response: ServerResponse,
  state: SandboxState,
): Promise<void> {
  response.setHeader(sampleHeader, state.catalog.sample);
  try {
    await sendAnswer(response, await planAnswer(message, state));
  } catch (error) {
    await recover(response, error);
  }
}

/** Tells a client that still waits what went wrong, such as a header that a fault asks for and HTTP does not allow. */
async function recover(response: ServerResponse, error: unknown): Promise<void> {
  if (response.headersSent || response.req.socket.destroyed) {
    response.destroy();
    return;
  }
  await sendAnswer(response, errorAnswer(error, response.req.url ?? '')).catch(() => response.destroy());
}

async function planAnswer(message: IncomingMessage, state: SandboxState): Promise<PlannedAnswer> {
  const body = await readBody(message);
  try {
    const request = toSandboxRequest(message, body);
    state.record(recordRequest(request));
    const faults = state.faults.take(request);
    const answerTo = await findAnswers(request, state.servedWith(faults));
    const context = { request, catalog: state.catalog, answerTo };
    return applyFaults(answerTo(request.query), faults, context);
  } catch (error) {
    return errorAnswer(error, message.url ?? '');
  }
}

/** The right answers to a request, whatever its query. */
async function findAnswers(
  request: SandboxRequest,
  state: ServedState,
): Promise<(query: URLSearchParams) => PlannedAnswer> {
  try {
    const { endpoint, parameters } = await findEndpoint(request);
    if (endpoint.keyless !== true) requireKey(request);
    return (query) => answerRequest(endpoint, { ...request, parameters, query }, state);
  } catch (error) {
    return () => errorAnswer(error, request.path);
  }
}

function answerRequest(endpoint: Endpoint, request: SandboxRequest, state: ServedState): PlannedAnswer {
  try {
    return endpoint.answer(request, state);
  } catch (error) {
    return errorAnswer(error, request.path);
  }
}
