import { type ApiShape, apiShapes } from '../api/index.js';
import { compilePathTemplate } from './paths.js';

/** Text that was made earlier, perhaps by a request that no one judged, and how its response is read. */
export interface StoredText {
  /** The API shape that the response is verified as. */
  readonly shape: ApiShape;
  /** Whether it is a file with one result of a batch in each line. */
  readonly isLines: boolean;
}

/** A path that hands out stored text. */
export type StoredPath = StoredText | { readonly unverifiable: string };

/** Finds the stored text that a path hands out; null if it is not known to hand out any. */
export type StoredPathReader = (method: string, path: string) => StoredPath | null;

/**
 * Compiles the paths that hand out stored text under a root. Those whose responses name their model are verified; the
 * others can't be.
 *
 * @param root as it is written, without `/` at the end
 * @see https://openrouter.ai/docs/api-reference (the OpenAPI description; read 2026-08-22): generations and files; for
 * containers `@openrouter/sdk` 1.3.19, for batches https://openrouter.ai/docs/batch-quickstart (read 2026-11-24), for
 * stored responses and chats openai 6.49, for batches of messages @anthropic-ai/sdk 1.12
 */
export function compileStoredPaths(root: string): StoredPathReader {
  const paths = [...verifiedPaths(root), ...unverifiablePaths(root)].map(([method, template, stored]) => ({
    method,
    matches: compilePathTemplate(template),
    stored,
  }));
  return (method, path) => paths.find((each) => each.method === method && each.matches(path))?.stored ?? null;
}

type Row = readonly [method: string, template: string, stored: StoredPath];

function verifiedPaths(root: string): readonly Row[] {
  const asShape = (shape: ApiShape): StoredText => ({ shape, isLines: false });
  const lines: StoredText = { shape: 'batch', isLines: true };
  const batches = [...apiShapes.batch.paths(root), `${root}/batches`].flatMap((path): Row[] => [
    ['GET', path, asShape('batch')],
    ['GET', `${path}/{id}`, asShape('batch')],
    ['POST', `${path}/{id}/cancel`, asShape('batch')],
    ['GET', `${path}/{id}/results`, lines],
  ]);
  return [
    ...batches,
    ['GET', `${root}/files/{file_id}/content`, lines],
    ['GET', `${root}/messages/batches/{id}/results`, lines],
    ['GET', `${root}/responses/{id}`, asShape('responses')],
    ['POST', `${root}/responses/{id}/cancel`, asShape('responses')],
    ['GET', `${root}/chat/completions/{id}`, asShape('chat')],
  ];
}

function unverifiablePaths(root: string): readonly Row[] {
  const unverifiable = { unverifiable: 'hands out stored text without the model that it comes from' };
  const intern = {
    unverifiable:
      'makes text by the model that is configured on the intern: the "model" of the request is documented as never used, so it can\'t be judged by that. Send the conversation to /chat/completions instead',
  };
  const agent = { unverifiable: 'sets up or runs an agent, whose models are not judged' };
  return [
    ['POST', `${root}/interns/{internId}/chat/completions`, intern],
    ['POST', `${root}/interns`, agent],
    ['PATCH', `${root}/interns/{internId}`, agent],
    ['POST', `${root}/interns/{internId}/provision`, agent],
    ['POST', `${root}/interns/{internId}/suspend`, agent],
    [
      'POST',
      `${root}/audio/transcriptions`,
      { unverifiable: 'makes text out of speech, which is not judged' },
    ],
    [
      'POST',
      `${root}/images`,
      { unverifiable: 'may stream the text of an SVG and of reasoning, which is not judged' },
    ],
    ['GET', `${root}/generation/content`, unverifiable],
    ['GET', `${root}/containers/{container_id}/files/{file_id}/content`, unverifiable],
    ['GET', `${root}/responses/{id}/input_items`, unverifiable],
    ['GET', `${root}/chat/completions`, unverifiable],
    ['GET', `${root}/chat/completions/{id}/messages`, unverifiable],
  ];
}

/**
 * Paths whose responses hold no text of a model, by method, under the API's root. `/presets/{slug}/…` stores a preset
 * and does nothing else; what `/workspaces` stores as `default_text_model` is only used for requests without a model,
 * and those are rejected. A path that is in no list is rejected.
 *
 * Documented, but left out because they do make text: `/audio/transcriptions` (text out of speech), `/images` (streams
 * the text of an SVG and the reasoning before it: `image_generation.text_chunk`), and `POST` and `PATCH` of `/interns…`
 * (agents that chat). Why each of these is rejected, and what hands out stored text, is above.
 *
 * @see https://openrouter.ai/docs/api-reference (the OpenAPI description; read 2026-08-22), and for containers, interns,
 * vault, `/oauth/…` and `/scim/sync-jobs` the functions of `@openrouter/sdk` 1.3.19. Of other SDKs: `/auth/key` and
 * `/parameters/…` (older generations of OpenRouter's), `/messages/count_tokens` (@anthropic-ai/sdk 1.12),
 * `/responses/input_tokens`, `/moderations` and `/models/…` with an encoded slash (openai 6.49)
 */
const textlessPaths: Readonly<Record<string, readonly string[]>> = {
  GET: [
    '/activity',
    '/analytics/meta',
    '/auth/key',
    '/benchmarks',
    '/byok',
    '/byok/{id}',
    '/classifications/task',
    '/containers/{container_id}/files',
    '/containers/{container_id}/files/{file_id}',
    '/credits',
    '/datasets/app-rankings',
    '/datasets/rankings-daily',
    '/datasets/session-cost',
    '/embeddings/models',
    '/endpoints/zdr',
    '/files',
    '/files/{file_id}',
    '/generation',
    '/guardrails',
    '/guardrails/assignments/keys',
    '/guardrails/assignments/members',
    '/guardrails/{id}',
    '/guardrails/{id}/assignments/keys',
    '/guardrails/{id}/assignments/members',
    '/images/models',
    '/images/models/{author}/{slug}/endpoints',
    '/interns',
    '/interns/{internId}',
    '/key',
    '/keys',
    '/keys/{hash}',
    '/model/{author}/{slug}',
    '/models',
    '/models/count',
    '/models/user',
    '/models/{author}%2F{slug}',
    '/models/{author}/{slug}',
    '/models/{author}/{slug}/endpoints',
    '/oauth/jwks',
    '/observability/destinations',
    '/observability/destinations/{id}',
    '/organization/members',
    '/parameters/{author}/{slug}',
    '/presets',
    '/presets/{slug}',
    '/presets/{slug}/versions',
    '/presets/{slug}/versions/{version}',
    '/providers',
    '/scim/group-mappings',
    '/scim/group-mappings/{id}',
    '/scim/groups',
    '/scim/sync-jobs/{id}',
    '/vault/interns/{internId}/secrets',
    '/vault/secrets',
    '/videos/models',
    '/videos/{jobId}',
    '/videos/{jobId}/content',
    '/workspaces',
    '/workspaces/{id}',
    '/workspaces/{id}/budgets',
    '/workspaces/{id}/budgets/{interval}',
    '/workspaces/{id}/members',
  ],
  // Without a body it passes at any path.
  DELETE: [
    '/byok/{id}',
    '/files/{file_id}',
    '/guardrails/{id}',
    '/interns/{internId}',
    '/keys/{hash}',
    '/observability/destinations/{id}',
    '/scim/group-mappings/{id}',
    '/vault/interns/{internId}/secrets/{name}',
    '/vault/secrets/{name}',
    '/workspaces/{id}',
    '/workspaces/{id}/budgets/{interval}',
  ],
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
    '/messages/count_tokens',
    '/moderations',
    '/oauth/token',
    '/observability/destinations',
    '/presets/{slug}/chat/completions',
    '/presets/{slug}/messages',
    '/presets/{slug}/responses',
    '/rerank',
    '/responses/input_tokens',
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
 * Whether responses of a path are known to hold no text of a model.
 *
 * @param method in upper case
 * @param path under the API's root, as it is written
 */
export function makesNoText(method: string, path: string): boolean {
  return matchers.get(method)?.some((matches) => matches(path)) ?? false;
}
