import { readBaseUrl } from '@distillable/catalog';
import type { Dispatcher } from 'undici';
import type { Guard } from '../guard.js';
import { createTargetReader } from '../send/read-target.js';
import type { SendOptions } from '../send/send-options.js';
import { readDispatchTarget, readHeaders } from './dispatch-target.js';
import { exchange } from './guarded-exchange.js';

/**
 * The guard as an interceptor of undici: `new Agent().compose(distillableInterceptor(guard))`. Whatever is sent through
 * that dispatcher is judged, rewritten and verified as `guard.fetch` does it; as the global dispatcher
 * (`setGlobalDispatcher`) that means all of undici and Node's own `fetch`. Other origins than OpenRouter's and the base
 * URL's are refused then, unless `passThrough` lists them.
 *
 * A refused request errors with `PolicyViolationError`, or is answered with 403 where `onViolation` is `'response'`.
 * Streams pass live and error with `UnverifiedResponseError`; other answers are held until they are verified. An
 * answer that is encoded, although `identity` alone is asked for, can't be verified. Redirects are not followed.
 *
 * @param options over the guard's own; `fetch` has no meaning here
 * @throws TypeError where the base URL is none, or `passThrough` holds what can't be read
 */
export function distillableInterceptor(
  guard: Guard,
  options: SendOptions = {},
): Dispatcher.DispatcherComposeInterceptor {
  const rules = { ...guard.sendOptions, ...options };
  const baseUrl = readBaseUrl(rules.baseUrl);
  const readTarget = createTargetReader({ baseUrl, passThrough: rules.passThrough ?? [] });
  return (dispatch) => (given, handler) => {
    const headers = readHeaders(given.headers);
    const { target, path } = readDispatchTarget(given, headers, readTarget);
    const request = { ...given, path };
    if (target.kind === 'pass') return dispatch(request, handler);
    void exchange({ guard, options, rules, dispatch, request, headers, target, handler });
    // Whether there is room for more is not known before it is judged.
    return true;
  };
}
