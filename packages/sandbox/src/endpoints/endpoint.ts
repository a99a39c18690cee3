import type { PlannedAnswer } from '../answer/planned-answer.js';
import type { SandboxCatalog } from '../catalog/sandbox-catalog.js';
import type { SandboxRequest } from '../request/sandbox-request.js';

/** What endpoints answer from. */
export interface ServedState {
  readonly catalog: SandboxCatalog;
  /** Whether `distillable=` answers hold aliases and routers too. */
  readonly aliasesInFiltered: boolean;
}

/** One path of the API. Each lives in a file of its own and is listed in `endpoint-table.ts`. */
export interface Endpoint {
  readonly path: string;
  readonly method: 'GET' | 'POST';
  /** @throws AnswerError when the request cannot be served */
  answer(request: SandboxRequest, state: ServedState): PlannedAnswer;
}
