import { AnswerError } from '../answer/answer-error.js';
import { eventStreamAnswer } from '../answer/event-stream-answer.js';
import { jsonAnswer, type PlannedAnswer } from '../answer/planned-answer.js';
import { newGeneration } from '../generation/new-generation.js';
import { serveText } from '../generation/serve-text.js';
import type { TextFormat } from '../generation/text-format.js';
import { jsonBody } from '../request/json-body.js';
import type { SandboxRequest } from '../request/sandbox-request.js';
import type { Endpoint, ServedState } from './endpoint.js';

/** A `POST` endpoint that makes text and writes it in the given format. */
export function textEndpoint(path: string, format: TextFormat): Endpoint {
  return { path, method: 'POST', answer: (request, state) => answerText(request, state, format) };
}

function answerText(request: SandboxRequest, state: ServedState, format: TextFormat): PlannedAnswer {
  try {
    const { generation, body, headers } = serveText(jsonBody(request), format, request, state);
    const answer =
      body['stream'] === true
        ? eventStreamAnswer(format.toEvents(generation, body))
        : jsonAnswer(200, format.toJson(generation, body));
    return { ...answer, headers: { ...answer.headers, ...headers } };
  } catch (error) {
    if (!(error instanceof AnswerError)) throw error;
    throw error.withHeaders({ 'x-generation-id': newGeneration(state.now(), state.randomId).id });
  }
}
