import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { createTargetReader, type RequestTarget } from './request-target.js';

const readTarget = createTargetReader({ baseUrl: new URL('https://openrouter.ai/api/v1'), passThrough: [] });

function decide(method: string, template: string): RequestTarget {
  const path = template.replace(/\{[^{}]+\}/g, 'a-b');
  const root = path.startsWith('/api/') ? '' : '/api/v1';
  const url = new URL(`https://openrouter.ai${root}${path}`);
  const hasBody = ['POST', 'PUT', 'PATCH'].includes(method);
  return readTarget({ method, url, headers: new Headers(), hasBody });
}

/**
 * Every operation of OpenRouter's OpenAPI description (2026-08-22) and of `@openrouter/sdk` 1.3.19 whose response holds
 * no text of a model.
 */
// biome-ignore format: a table
const textless: readonly (readonly [methods: string, path: string])[] = [
  ['GET', '/activity'],
  ['GET', '/analytics/meta'],
  ['POST', '/analytics/query'],
  ['POST', '/audio/speech'],
  ['POST', '/auth/keys'],
  ['POST', '/auth/keys/code'],
  ['GET', '/benchmarks'],
  ['GET POST', '/byok'],
  ['DELETE GET PATCH', '/byok/{id}'],
  ['GET', '/classifications/task'],
  ['GET', '/containers/{container_id}/files'],
  ['GET', '/containers/{container_id}/files/{file_id}'],
  ['POST', '/containers/{container_id}/files/{file_id}/promote'],
  ['GET', '/credits'],
  ['POST', '/credits/coinbase'],
  ['GET', '/datasets/app-rankings'],
  ['GET', '/datasets/rankings-daily'],
  ['GET', '/datasets/session-cost'],
  ['POST', '/embeddings'],
  ['GET', '/embeddings/models'],
  ['GET', '/endpoints/zdr'],
  ['GET POST', '/files'],
  ['DELETE GET', '/files/{file_id}'],
  ['GET', '/generation'],
  ['POST', '/generation/feedback'],
  ['GET POST', '/guardrails'],
  ['GET', '/guardrails/assignments/keys'],
  ['GET', '/guardrails/assignments/members'],
  ['DELETE GET PATCH', '/guardrails/{id}'],
  ['GET POST', '/guardrails/{id}/assignments/keys'],
  ['POST', '/guardrails/{id}/assignments/keys/remove'],
  ['GET POST', '/guardrails/{id}/assignments/members'],
  ['POST', '/guardrails/{id}/assignments/members/remove'],
  ['GET', '/images/models'],
  ['GET', '/images/models/{author}/{slug}/endpoints'],
  ['GET', '/interns'],
  ['DELETE GET', '/interns/{internId}'],
  ['GET', '/key'],
  ['GET POST', '/keys'],
  ['DELETE GET PATCH', '/keys/{hash}'],
  ['GET', '/model/{author}/{slug}'],
  ['GET', '/models'],
  ['GET', '/models/count'],
  ['GET', '/models/user'],
  ['GET', '/models/{author}/{slug}/endpoints'],
  ['GET', '/oauth/jwks'],
  ['POST', '/oauth/token'],
  ['GET POST', '/observability/destinations'],
  ['DELETE GET PATCH', '/observability/destinations/{id}'],
  ['GET', '/organization/members'],
  ['GET', '/presets'],
  ['GET', '/presets/{slug}'],
  ['POST', '/presets/{slug}/chat/completions'],
  ['POST', '/presets/{slug}/messages'],
  ['POST', '/presets/{slug}/responses'],
  ['GET', '/presets/{slug}/versions'],
  ['GET', '/presets/{slug}/versions/{version}'],
  ['GET', '/providers'],
  ['POST', '/rerank'],
  ['GET POST', '/scim/group-mappings'],
  ['DELETE GET PATCH', '/scim/group-mappings/{id}'],
  ['GET', '/scim/groups'],
  ['POST', '/scim/sync-jobs'],
  ['GET', '/scim/sync-jobs/{id}'],
  ['GET', '/vault/interns/{internId}/secrets'],
  ['POST', '/vault/interns/{internId}/secrets/copy'],
  ['DELETE PUT', '/vault/interns/{internId}/secrets/{name}'],
  ['GET', '/vault/secrets'],
  ['DELETE PUT', '/vault/secrets/{name}'],
  ['POST', '/videos'],
  ['GET', '/videos/models'],
  ['GET', '/videos/{jobId}'],
  ['GET', '/videos/{jobId}/content'],
  ['GET POST', '/workspaces'],
  ['DELETE GET PATCH', '/workspaces/{id}'],
  ['GET', '/workspaces/{id}/budgets'],
  ['DELETE GET PUT', '/workspaces/{id}/budgets/{interval}'],
  ['GET', '/workspaces/{id}/members'],
  ['POST', '/workspaces/{id}/members/add'],
  ['POST', '/workspaces/{id}/members/remove'],
];

/** The other operations, and those of other SDKs: as the table of the README has them. */
// biome-ignore format: a table
const others: readonly (readonly [kind: RequestTarget['kind'], method: string, path: string])[] = [
  ['text', 'POST', '/chat/completions'],
  ['text', 'POST', '/completions'],
  ['text', 'POST', '/responses'],
  ['text', 'POST', '/messages'],
  ['text', 'POST', '/api/beta/batches'],
  ['stored', 'GET', '/api/beta/batches'],
  ['stored', 'GET', '/api/beta/batches/{id}'],
  ['stored', 'GET', '/api/beta/batches/{id}/results'],
  ['stored', 'POST', '/api/beta/batches/{id}/cancel'],
  ['stored', 'GET', '/files/{file_id}/content'],
  ['stored', 'GET', '/messages/batches/{id}/results'],
  ['stored', 'GET', '/responses/{id}'],
  ['stored', 'POST', '/responses/{id}/cancel'],
  ['stored', 'GET', '/chat/completions/{id}'],
  ['pass', 'POST', '/messages/count_tokens'],
  ['pass', 'POST', '/responses/input_tokens'],
  ['pass', 'POST', '/moderations'],
  ['rejected', 'GET', '/generation/content'],
  ['rejected', 'GET', '/containers/{container_id}/files/{file_id}/content'],
  ['rejected', 'GET', '/responses/{id}/input_items'],
  ['rejected', 'GET', '/chat/completions'],
  ['rejected', 'GET', '/chat/completions/{id}/messages'],
  ['rejected', 'POST', '/messages/batches'],
  ['rejected', 'POST', '/audio/transcriptions'],
  ['rejected', 'POST', '/images'],
  ['text', 'POST', '/systemone'],
  ['text', 'POST', '/api/alpha/decisions'],
  ['rejected', 'POST', '/interns'],
  ['rejected', 'PATCH', '/interns/{internId}'],
  ['rejected', 'POST', '/interns/{internId}/chat/completions'],
  ['rejected', 'POST', '/interns/{internId}/provision'],
  ['rejected', 'POST', '/interns/{internId}/suspend'],
  ['rejected', 'GET', '/something/new'],
  ['rejected', 'POST', '/something/new'],
];

describe('a documented operation', () => {
  it.each(textless)('without text passes: %s %s', (methods, path) => {
    for (const method of methods.split(' ')) expect(decide(method, path)).toEqual({ kind: 'pass' });
  });

  it.each(others)('is decided: %s: %s %s', (kind, method, path) => {
    expect(decide(method, path).kind).toBe(kind);
  });

  it('with text is in the README', async () => {
    const readme = await readFile(new URL('../../README.md', import.meta.url), 'utf8');
    const inReadme = others.filter(([, , path]) => path !== '/something/new').map(([, , path]) => path);
    expect(
      inReadme.filter((path) => !readme.includes(`${path.replace(/\/(interns\/?).*/, '/interns')}`)),
    ).toEqual([]);
  });
});
