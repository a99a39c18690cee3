import type { DecisionCatalog } from '../decision/decision.js';
import type { Endpoint } from '../references/split-batch.js';

/** Why a request, or its answer, was refused, as our errors tell it. */
export interface Refusal {
  readonly code: string;
  readonly message: string;
  /** Violations of a request, or what is wrong with an answer. */
  readonly violations: readonly { readonly path: string; readonly code: string; readonly message: string }[];
  readonly catalog: DecisionCatalog | null;
}

/**
 * The answer that stands for a refusal where an SDK expects one: 403, in the error shape of the endpoint, so that SDKs
 * raise their ordinary error with our message.
 *
 * @see https://openrouter.ai/docs/api-reference (ForbiddenResponse; read 2026-08-22)
 * @see https://platform.claude.com/docs/en/api/errors (permission_error), whose SDK (1.12) reads `details.error_code`
 */
export function refusalResponse(refusal: Refusal, endpoint: Endpoint | null): Response {
  const body = endpoint === 'messages' ? anthropicError(refusal) : openRouterError(refusal);
  return Response.json(body, {
    status: 403,
    headers: {
      // The SDKs of openai (6) and Anthropic (1.12) heed this before their own rules.
      'x-should-retry': 'false',
      'x-distillable-refusal': refusal.code,
    },
  });
}

function openRouterError({ code, message, violations, catalog }: Refusal): object {
  return { error: { code: 403, message, metadata: { code, violations, catalog } } };
}

function anthropicError({ code, message, violations, catalog }: Refusal): object {
  const details = { error_code: code, violations, catalog };
  return { type: 'error', error: { type: 'permission_error', message, details } };
}
