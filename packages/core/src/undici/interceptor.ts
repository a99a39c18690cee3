import { checkOptions } from '@distillable/catalog';
import type { Dispatcher } from 'undici';
import { type Guard, guardRule } from '../guard.js';
import { errorShape, openRequest } from '../send/open-request.js';
import { pickHeadersToJudge, rewriteHeaders } from '../send/request-headers.js';
import { createTargetReader } from '../send/request-target.js';
import { dispatchBody, readDispatchTarget, readHeaders } from './dispatch-request.js';
import { GuardedHandler } from './guarded-handler.js';

/**
 * The guard as an interceptor of undici: `new Agent().compose(distillableInterceptor(guard))`. Whatever is sent through
 * that dispatcher is judged, rewritten and verified as `guard.fetch` does it; as the global dispatcher
 * (`setGlobalDispatcher`) that means all of undici and Node's own `fetch`. Other origins than OpenRouter's and the base
 * URL's are rejected then, unless `passThrough` lists them.
 *
 * A rejected request errors with `PolicyViolationError`; with `send: { rejected: 'respond' }` it has a 403 response.
 * Streams pass live and error with `UnverifiedResponseError`; other responses are held until they are verified. A
 * response that is encoded, although `identity` alone is asked for, can't be verified. Redirects are not followed.
 *
 * @throws TypeError for anything but a guard, and where an entry of its `passThrough` can't be read
 */
export function distillableInterceptor(guard: Guard): Dispatcher.DispatcherComposeInterceptor {
  checkOptions('distillableInterceptor', { guard }, { guard: guardRule }, ['guard']);
  const { send, onRejection } = guard.options;
  const readTarget = createTargetReader({ ...send, baseUrl: new URL(send.baseUrl) });
  return (dispatch) => (given, handler) => {
    // Read once: a getter may return something else the next time.
    const asked = { ...given };
    const headers = readHeaders(asked.headers);
    const { target, method, origin, path } = readDispatchTarget(asked, headers, readTarget);
    // For undici's redirect interceptor: it would take the body, and some keys, to wherever a redirect leads.
    const request = { ...asked, method, origin, path, headers: headers.flat(), maxRedirections: 0 };
    if (target.kind === 'pass') return dispatch(request, handler);
    const guarded = new GuardedHandler(handler, { shape: errorShape(target), rejected: send.rejected });
    const judge = async (): Promise<void> => {
      if (!guarded.start()) return;
      const toJudge = {
        target,
        headers: pickHeadersToJudge(headers),
        body: () => dispatchBody(request.body),
      };
      const call = await openRequest(toJudge, { ...guard, onRejection });
      // What comes back must be readable as it is.
      const kept = headers.filter(([name]) => name !== 'accept-encoding');
      const passed = call.body === null ? kept : rewriteHeaders(kept, send);
      const sent = [...passed, ['accept-encoding', 'identity']].flat();
      const body = call.body ?? request.body ?? null;
      if (guarded.open(call)) dispatch({ ...request, headers: sent, body }, guarded);
    };
    judge().catch((error: unknown) => guarded.fail(error));
    // Whether there is room for more is not known before the request is judged.
    return true;
  };
}
