import { AnswerError } from '../answer/answer-error.js';
import type { SandboxRequest } from '../request/sandbox-request.js';
import type { Endpoint } from './endpoint.js';
import { modelsEndpoint } from './models.js';

/** Where the API begins, as at OpenRouter. */
export const apiRoot = '/api/v1';

/** Every endpoint that the sandbox has. */
const endpoints: readonly Endpoint[] = [modelsEndpoint];

/**
 * The endpoint that serves the request. `GET` endpoints serve `HEAD` as well.
 *
 * @throws AnswerError 404 for an unknown path, 405 for a method that the path does not have
 */
export function findEndpoint(request: SandboxRequest): Endpoint {
  const candidates = endpoints.filter((endpoint) => apiRoot + endpoint.path === request.path);
  if (candidates.length === 0) {
    const known = endpoints.map((endpoint) => apiRoot + endpoint.path).join(', ');
    throw new AnswerError(404, `The sandbox has nothing at ${request.path}; it has ${known}.`);
  }
  const method = request.method === 'HEAD' ? 'GET' : request.method;
  const endpoint = candidates.find((candidate) => candidate.method === method);
  if (endpoint !== undefined) return endpoint;
  const allow = candidates
    .map((candidate) => (candidate.method === 'GET' ? 'GET, HEAD' : candidate.method))
    .join(', ');
  throw new AnswerError(405, `${request.path} does not take ${request.method}, but ${allow}.`, { allow });
}
