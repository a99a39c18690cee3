import type { IncomingMessage, ServerResponse } from 'node:http';
import { toErrorAnswer } from './answer/answer-error.js';
import type { PlannedAnswer } from './answer/planned-answer.js';
import { sampleHeader } from './answer/sample-header.js';
import { sendAnswer } from './answer/send-answer.js';
import { findEndpoint } from './endpoints/endpoint-table.js';
import { applyFaults } from './faults/apply-faults.js';
import { recordRequest } from './request/recorded-request.js';
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
    await sendAnswer(response, planAnswer(message, state));
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
  await sendAnswer(response, toErrorAnswer(error)).catch(() => response.destroy());
}

function planAnswer(message: IncomingMessage, state: SandboxState): PlannedAnswer {
  try {
    const request = toSandboxRequest(message);
    state.record(recordRequest(request));
    return applyFaults(answerRequest(request, state), state.faults.take(request), {
      request,
      catalog: state.catalog,
      answerTo: (query) => answerRequest({ ...request, query }, state),
    });
  } catch (error) {
    return toErrorAnswer(error);
  }
}

function answerRequest(request: SandboxRequest, state: SandboxState): PlannedAnswer {
  try {
    return findEndpoint(request).answer(request, state);
  } catch (error) {
    return toErrorAnswer(error);
  }
}
