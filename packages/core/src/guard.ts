import type { ApiShape } from './api/index.js';
import type { Decision } from './decide/decision.js';
import { type CheckOptions, createJudge, type JudgeOptions } from './decide/judge-request.js';
import { type GuardedCall, openCall } from './send/guarded-call.js';
import { createGuardedFetch } from './send/guarded-fetch.js';
import { PolicyViolationError } from './send/refusal.js';
import type { Fetch, SendOptions } from './send/send-options.js';

/** Options of {@link createGuard}. */
export interface GuardOptions extends JudgeOptions, SendOptions {}

/** Judges requests, sends what may be sent, and verifies what comes back. */
export interface Guard {
  /** Judges a request. A rejection is a decision, not an error; without a usable catalog too. */
  check<Body>(request: Body, options?: CheckOptions): Promise<Decision<Body>>;
  /**
   * The body to send: with the enforcement flag, and pruned where the policy says so. Never the object that was given.
   *
   * @throws PolicyViolationError `POLICY_VIOLATION` with the decision
   */
  enforce<Body extends object>(request: Body, options?: CheckOptions): Promise<Body>;
  /**
   * Called like the built-in `fetch`, and given to an SDK in its place. Every request for text is judged, written anew
   * with the enforcement flag, and its answer verified; what makes no text passes; everything else is refused.
   *
   * @throws PolicyViolationError `POLICY_VIOLATION` before anything is sent
   * @throws UnverifiedResponseError `RESPONSE_UNVERIFIED` for an answer that may not be used; a stream errors with it
   */
  readonly fetch: Fetch;
  /** A `fetch` with other options than the guard's own, such as `onViolation: 'response'` for an SDK that tries again. */
  createFetch(options?: SendOptions): Fetch;
  /**
   * For a transport of your own: judges a body, gives the text to send, and looks at the bytes that come back.
   *
   * @throws PolicyViolationError `POLICY_VIOLATION` where it is refused
   */
  open(body: unknown, endpoint: ApiShape, options?: SendOptions): Promise<GuardedCall>;
  /** How this guard sends, as it was given. */
  readonly sendOptions: SendOptions;
}

/**
 * Creates a guard.
 *
 * @throws TypeError where the policy resolves presets and no source for them is given, where one of its lists has an
 * entry that would match nothing, or where the base URL is none
 */
export function createGuard(options: GuardOptions): Guard {
  const judge = createJudge(options);
  const { catalog: _, policy = {}, presets: __, now = Date.now, ...sendOptions } = options;
  const context = { judge, policy, now };
  const createFetch = (own: SendOptions = {}): Fetch =>
    createGuardedFetch(context, { ...sendOptions, ...own });
  return {
    check: async (request, checking) => (await judge(request, checking)).decision,
    async enforce<Body extends object>(request: Body, checking?: CheckOptions): Promise<Body> {
      const { decision } = await judge(request, checking);
      if (decision.request === null) throw new PolicyViolationError(decision);
      return decision.request;
    },
    fetch: createFetch(),
    createFetch,
    open: (body, endpoint, own = {}) => openCall(body, endpoint, context, { ...sendOptions, ...own }),
    sendOptions,
  };
}
