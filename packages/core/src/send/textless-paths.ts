import { compilePathTemplate } from './paths.js';

/**
 * Paths that take a body and make no text, by method, under the API's root. `/presets/{slug}/…` stores a preset and
 * does nothing else.
 *
 * Documented, but left out because they do make text: `/audio/transcriptions` (text out of speech), `/images` (streams
 * the text of an SVG and the reasoning before it: `image_generation.text_chunk`), `/systemone`, `/api/alpha/decisions`
 * (models decide) and `/interns…` (agents that chat).
 *
 * @see https://openrouter.ai/docs/api-reference (the OpenAPI description; read 2026-08-22), and for containers, vault,
 * `/oauth/token` and `/scim/sync-jobs` the functions of `@openrouter/sdk` 1.3.19
 */
const textlessPaths: Readonly<Record<string, readonly string[]>> = {
  POST: [
    '/analytics/query',
    '/audio/speech',
    '/auth/keys',
    '/auth/keys/code',
    '/byok',
    '/containers/{container_id}/files/{file_id}/promote',
    '/credits/coinbase',
    '/embeddings',
    '/files',
    '/generation/feedback',
    '/guardrails',
    '/guardrails/{id}/assignments/keys',
    '/guardrails/{id}/assignments/keys/remove',
    '/guardrails/{id}/assignments/members',
    '/guardrails/{id}/assignments/members/remove',
    '/keys',
    '/oauth/token',
    '/observability/destinations',
    '/presets/{slug}/chat/completions',
    '/presets/{slug}/messages',
    '/presets/{slug}/responses',
    '/rerank',
    '/scim/group-mappings',
    '/scim/sync-jobs',
    '/vault/interns/{internId}/secrets/copy',
    '/videos',
    '/workspaces',
    '/workspaces/{id}/members/add',
    '/workspaces/{id}/members/remove',
  ],
  PATCH: [
    '/byok/{id}',
    '/guardrails/{id}',
    '/keys/{hash}',
    '/observability/destinations/{id}',
    '/scim/group-mappings/{id}',
    '/workspaces/{id}',
  ],
  PUT: [
    '/vault/interns/{internId}/secrets/{name}',
    '/vault/secrets/{name}',
    '/workspaces/{id}/budgets/{interval}',
  ],
};

const matchers = new Map(
  Object.entries(textlessPaths).map(([method, templates]) => [method, templates.map(compilePathTemplate)]),
);

/**
 * Whether requests to a path are known to make no text.
 *
 * @param method in upper case
 * @param path under the API's root, as it is written
 */
export function makesNoText(method: string, path: string): boolean {
  return matchers.get(method)?.some((matches) => matches(path)) ?? false;
}
