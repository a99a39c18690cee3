import { PolicyViolationError } from '../errors/policy-violation-error.js';
import { UnverifiedResponseError } from '../errors/unverified-response-error.js';
import type { Endpoint } from '../references/split-batch.js';
import { refusalResponse } from './refusal-response.js';

/** The guard's error as an answer; null for every other error. */
export function errorResponse(error: unknown, endpoint: Endpoint | null): Response | null {
  if (error instanceof PolicyViolationError) {
    const { violations, catalog } = error.decision;
    return refusalResponse({ code: error.code, message: error.message, violations, catalog }, endpoint);
  }
  if (error instanceof UnverifiedResponseError) {
    const { reasons, catalog } = error.receipt;
    const { code, message } = error;
    return refusalResponse({ code, message, violations: reasons, catalog }, endpoint);
  }
  return null;
}
