import type { AnswerHead } from '../verify/answer-head.js';
import type { CacheUse } from './receipt.js';

/**
 * What the response cache did.
 *
 * @see https://openrouter.ai/docs/features/response-caching (read 2026-08-22)
 */
export function cacheUse({ header }: AnswerHead): CacheUse | null {
  const status = header('x-openrouter-cache-status')?.toLowerCase();
  if (status !== 'hit' && status !== 'miss') return null;
  return { status, sourceId: header('x-openrouter-cache-source-id') };
}
