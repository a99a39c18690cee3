import { createHash } from 'node:crypto';
import type { JsonObject } from '../json-object.js';
import type { SandboxRequest } from '../request/sandbox-request.js';
import type { Generated } from './generate.js';

const kept = 1_000;

/** Generations by the request that they answered; the oldest goes when there are too many. */
export class ResponseCache {
  readonly #generations = new Map<string, Generated>();

  keep(key: string, generation: Generated): void {
    this.#generations.set(key, generation);
    const [oldest] = this.#generations.keys();
    if (this.#generations.size > kept && oldest !== undefined) this.#generations.delete(oldest);
  }

  find(key: string): Generated | undefined {
    return this.#generations.get(key);
  }
}

/** Whether the request asks for cached answers. */
export function wantsCache({ headers }: SandboxRequest): boolean {
  return headers['x-openrouter-cache']?.toString().toLowerCase() === 'true';
}

/** What two requests must have in common to get the same answer; no secret can be read from it. */
export function cacheKey({ path, headers }: SandboxRequest, body: JsonObject): string {
  const key = headers.authorization ?? headers['x-api-key'] ?? '';
  return createHash('sha256')
    .update(JSON.stringify([path, key, body]))
    .digest('base64url');
}
