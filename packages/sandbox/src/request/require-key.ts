import { AnswerError } from '../answer/answer-error.js';
import type { SandboxRequest } from './sandbox-request.js';

/**
 * Lets any key pass, as `authorization: Bearer …` or as `x-api-key`.
 *
 * @throws AnswerError 401 when there is none
 */
export function requireKey({ headers }: SandboxRequest): void {
  if (/^bearer +\S/i.test(headers.authorization ?? '')) return;
  if ((headers['x-api-key']?.toString() ?? '') !== '') return;
  throw new AnswerError(401, 'No auth credentials found');
}
