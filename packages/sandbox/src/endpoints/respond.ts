import { errorResponse } from '../shapes/errors.js';
import { ApiError } from '../wire/errors.js';
import type { PlannedResponse } from '../wire/planned-response.js';
import type { SandboxRequest } from '../wire/request.js';
import { batchEndpoints } from './batches.js';
import type { Endpoint, ServedState } from './endpoint.js';
import { generationEndpoint } from './generation.js';
import { hostsEndpoint, modelsEndpoint } from './models.js';
import { presetEndpoint } from './presets.js';
import { textEndpoints } from './text.js';

const endpoints: readonly Endpoint[] = [
  modelsEndpoint,
  hostsEndpoint,
  ...textEndpoints,
  generationEndpoint,
  presetEndpoint,
  ...batchEndpoints,
];

/** The right response to a request: that of its endpoint, or an error. `GET` endpoints serve `HEAD` too. */
export function respond(request: SandboxRequest, state: ServedState): PlannedResponse {
  try {
    const { endpoint, parameter } = findEndpoint(request);
    if (endpoint.keyless !== true) requireKey(request);
    return endpoint.respond(request, state, parameter);
  } catch (error) {
    return errorResponse(error, request.path);
  }
}

function findEndpoint({ method, path }: SandboxRequest): { endpoint: Endpoint; parameter: string } {
  const reached = endpoints.flatMap((endpoint) => {
    const parameter = matchPath(endpoint.path, path);
    return parameter === null ? [] : [{ endpoint, parameter }];
  });
  if (reached.length === 0) {
    const known = endpoints.map((endpoint) => endpoint.path).join(', ');
    throw new ApiError(404, `The sandbox has nothing at ${path}; it has ${known}.`);
  }
  const wanted = method === 'HEAD' ? 'GET' : method;
  const match = reached.find(({ endpoint }) => endpoint.method === wanted);
  if (match !== undefined) return match;
  const allow = reached
    .map(({ endpoint }) => (endpoint.method === 'GET' ? 'GET, HEAD' : endpoint.method))
    .join(', ');
  throw new ApiError(405, `${path} does not take ${method}, but ${allow}.`, { headers: { allow } });
}

/** What a path has for the parts in braces of a pattern such as `/presets/{slug}`; null when it does not match. */
function matchPath(pattern: string, path: string): string | null {
  const [start = '', end] = pattern.split(/\{.+\}/);
  if (end === undefined) return path === pattern ? '' : null;
  const value = path.slice(start.length, path.length - end.length);
  if (path !== `${start}${value}${end}`) return null;
  const parts = value.split('/');
  if (parts.length !== pattern.split('{').length - 1 || parts.includes('')) return null;
  try {
    return decodeURIComponent(value);
  } catch {
    throw new ApiError(400, `${value} is not a valid part of a path.`);
  }
}

/** Any key passes, as `authorization: Bearer …` or as `x-api-key`. */
function requireKey({ headers }: SandboxRequest): void {
  if (/^bearer +\S/i.test(headers.authorization ?? '')) return;
  if ((headers['x-api-key']?.toString() ?? '') !== '') return;
  throw new ApiError(401, 'No auth credentials found');
}
