import { AnswerError } from '../answer/answer-error.js';
import type { SandboxRequest } from '../request/sandbox-request.js';
import { apiRoot, betaRoot } from './api-root.js';
import type { Endpoint } from './endpoint.js';
import { modelsEndpoint } from './models.js';

/** An endpoint that a request has reached, and the values that its path gives. */
export interface ReachedEndpoint {
  readonly endpoint: Endpoint;
  readonly parameters: Readonly<Record<string, string>>;
}

/**
 * The endpoint that serves the request. `GET` endpoints serve `HEAD` as well.
 *
 * @throws AnswerError 404 for an unknown path, 405 for a method that the path does not have
 */
export async function findEndpoint(request: SandboxRequest): Promise<ReachedEndpoint> {
  const endpoints = await endpointsFor(request);
  const candidates = endpoints.flatMap((endpoint) => {
    const parameters = matchPath(fullPath(endpoint), request.path);
    return parameters === null ? [] : [{ endpoint, parameters }];
  });
  if (candidates.length === 0) {
    const known = endpoints.map(fullPath).join(', ');
    throw new AnswerError(404, `The sandbox has nothing at ${request.path}; it has ${known}.`);
  }
  const method = request.method === 'HEAD' ? 'GET' : request.method;
  const reached = candidates.find(({ endpoint }) => endpoint.method === method);
  if (reached !== undefined) return reached;
  const allow = candidates
    .map(({ endpoint }) => (endpoint.method === 'GET' ? 'GET, HEAD' : endpoint.method))
    .join(', ');
  throw new AnswerError(405, `${request.path} does not take ${request.method}, but ${allow}.`, { allow });
}

/** Every endpoint that may be meant. Those that read bodies come with zod, which would double the time to start. */
async function endpointsFor({ path }: SandboxRequest): Promise<readonly Endpoint[]> {
  if (path === fullPath(modelsEndpoint)) return [modelsEndpoint];
  const { keyedEndpoints } = await import('./keyed-endpoints.js');
  return [modelsEndpoint, ...keyedEndpoints];
}

function fullPath({ path, beta = false }: Endpoint): string {
  return (beta ? betaRoot : apiRoot) + path;
}

/** The values that a path gives for a pattern such as `/presets/{slug}`; null when it does not match. */
function matchPath(pattern: string, path: string): Readonly<Record<string, string>> | null {
  const parts = pattern.split('/');
  const values = path.split('/');
  if (parts.length !== values.length) return null;
  const parameters: Record<string, string> = {};
  for (const [index, part] of parts.entries()) {
    const value = values[index] ?? '';
    const name = /^\{(.+)\}$/.exec(part)?.[1];
    if (name === undefined ? part !== value : value === '') return null;
    if (name !== undefined) parameters[name] = decode(value);
  }
  return parameters;
}

function decode(value: string): string {
  try {
    return decodeURIComponent(value);
  } catch {
    throw new AnswerError(400, `${value} is not a valid part of a path.`);
  }
}
