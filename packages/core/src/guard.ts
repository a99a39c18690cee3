import { checkOptions, type OptionRule, readBaseUrl, readEnvironment } from '@distillable/catalog';
import type { ApiShape } from './api/index.js';
import type { Decision } from './decide/decision.js';
import { type CheckOptions, createJudge, type JudgeOptions, judgeRules } from './decide/judge-request.js';
import type { PresetSource } from './decide/presets.js';
import { compilePolicy } from './policy/compile-policy.js';
import type { Policy } from './policy/policy.js';
import type { StoredText } from './send/documented-paths.js';
import { type GuardedCall, openCall, openStoredCall, type WatchedCall } from './send/guarded-call.js';
import { createGuardedFetch } from './send/guarded-fetch.js';
import { PolicyViolationError } from './send/rejection.js';
import {
  type Fetch,
  type ReceiptOptions,
  type SendOptions,
  type SendSettings,
  sendRules,
  type VerifyOptions,
} from './send/send-options.js';

/** Options of {@link createGuard}. */
export interface GuardOptions extends JudgeOptions {
  /** How requests are sent. */
  readonly send?: SendOptions;
  /** What happens to responses. */
  readonly verify?: VerifyOptions;
  /** Which receipts are written. */
  readonly receipts?: ReceiptOptions;
  /** Called with the error of every request that `fetch` or the interceptor rejects. */
  readonly onRejection?: (error: PolicyViolationError) => void;
}

/** The options of a guard with their defaults filled in. */
export interface GuardSettings extends Required<JudgeOptions>, SendSettings {}

/** Judges requests, sends what may be sent, and verifies what comes back. */
export interface Guard {
  /**
   * Judges a request. A rejection is a decision, not an error, and so is the lack of a usable catalog. The body is
   * turned into JSON once, when this is called. That JSON is judged, and is the decision's `request`.
   */
  check<Body>(request: Body, options?: CheckOptions): Promise<Decision<Body>>;
  /**
   * The body to send: with the enforcement flag, and pruned where the policy says so. Plain JSON that shares nothing
   * with the object that was given.
   *
   * @throws PolicyViolationError `POLICY_VIOLATION` with the decision
   */
  enforce<Body extends object>(request: Body, options?: CheckOptions): Promise<Body>;
  /**
   * Called like the built-in `fetch`, and given to an SDK in its place. Every request for text is judged and rewritten
   * with the enforcement flag, and its response is verified. Stored text that is read is verified too. Paths that make no
   * text pass; everything else is rejected.
   *
   * @throws PolicyViolationError `POLICY_VIOLATION` before anything is sent
   * @throws UnverifiedResponseError `RESPONSE_UNVERIFIED` for a response that must not be used; a stream errors with it
   */
  readonly fetch: Fetch;
  /**
   * For your own transport: judges the JSON of a body, gives the text to send, and watches the bytes of the response.
   *
   * @throws PolicyViolationError `POLICY_VIOLATION` where it is rejected
   */
  open(body: unknown, shape: ApiShape): Promise<GuardedCall>;
  /**
   * For your own transport: watches the bytes of a response that hands out stored text, such as the results of a batch.
   *
   * @throws PolicyViolationError `POLICY_VIOLATION` where there is no catalog to verify it by
   */
  openStored(stored: StoredText): Promise<WatchedCall>;
  /**
   * A guard with some options changed. In `send`, `verify` and `receipts`, fields that are not given stay. Every other
   * option is replaced as a whole.
   */
  with(options: Partial<GuardOptions>): Guard;
  /** The options, with their defaults filled in. */
  readonly options: GuardSettings;
}

const guardRules: Readonly<Record<keyof GuardOptions, OptionRule>> = { ...judgeRules, ...sendRules };

/** The check for a parameter that takes a guard. */
export const guardRule: OptionRule = {
  methods: ['fetch', 'open', 'with'],
  such: 'createGuard({ catalog })',
};

/**
 * Creates a guard.
 *
 * @throws TypeError where an option or a setting of the policy is unknown or invalid: its message names it. Also where
 * the policy resolves presets and no source for them is given, and where an entry of its lists can match nothing
 */
export function createGuard(given: GuardOptions): Guard {
  checkOptions('createGuard', given, guardRules, ['catalog']);
  const options = fillIn(given);
  const policy = compilePolicy(options.policy);
  const judge = createJudge({ ...options, presets: presetsAt(options) }, policy);
  const context = { ...options, judge, policy };
  const open: Guard['open'] = (body, shape) => openCall(body, shape, context);
  const openStored: Guard['openStored'] = (stored) => openStoredCall(stored, context);
  return {
    check: async (request, checking) => (await judge(request, checking)).decision,
    async enforce<Body extends object>(request: Body, checking?: CheckOptions): Promise<Body> {
      const { decision } = await judge(request, checking);
      if (decision.request === null) throw new PolicyViolationError(decision);
      return decision.request;
    },
    fetch: createGuardedFetch({ open, openStored, onRejection: options.onRejection }, options.send),
    open,
    openStored,
    with(changes) {
      checkOptions('guard.with', changes, guardRules);
      const { send, verify, receipts, ...others } = changes;
      return createGuard({
        ...options,
        ...others,
        send: { ...options.send, ...send },
        verify: { ...options.verify, ...verify },
        receipts: { ...options.receipts, ...receipts },
      });
    },
    options,
  };
}

function presetsFromEnvironment(policy: Policy | undefined): PresetSource | undefined {
  const hasKey = policy?.presets === 'resolve' && readEnvironment('OPENROUTER_API_KEY') !== undefined;
  return hasKey ? {} : undefined;
}

/** Presets are read where requests are sent, unless their source says otherwise. */
function presetsAt({ presets, send: { baseUrl } }: GuardSettings): PresetSource | undefined {
  return presets && { ...presets, baseUrl: presets.baseUrl ?? baseUrl };
}

function fillIn({ send = {}, verify = {}, receipts = {}, ...given }: GuardOptions): GuardSettings {
  return {
    catalog: given.catalog,
    policy: given.policy ?? {},
    presets: given.presets ?? presetsFromEnvironment(given.policy),
    terms: given.terms,
    now: given.now ?? Date.now,
    onUnmatchedEntry: given.onUnmatchedEntry,
    send: {
      baseUrl: readBaseUrl(send.baseUrl ?? given.catalog.baseUrl).href.replace(/\/$/, ''),
      // Looked up when a request is made: tests and tracers replace it.
      fetch: send.fetch ?? ((input, init) => globalThis.fetch(input, init)),
      passThrough: send.passThrough ?? [],
      metadata: send.metadata ?? true,
      rejected: send.rejected ?? 'throw',
    },
    verify: { unverified: verify.unverified ?? 'throw', maxBytes: verify.maxBytes ?? 67_108_864 },
    receipts: {
      onReceipt: receipts.onReceipt ?? (() => {}),
      content: receipts.content ?? false,
      textHashes: receipts.textHashes ?? false,
    },
    onRejection: given.onRejection ?? (() => {}),
  };
}
