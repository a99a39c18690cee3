import type { Dispatcher } from 'undici';
import { unlessAborted } from '../send/unless-aborted.js';
import type { ClientCall } from './client-call.js';
import type { ApiKey, CallOptions } from './client-options.js';

/** The key, where it is given when it is asked for. @throws the signal's reason */
export async function askForKey(apiKey: Exclude<ApiKey, string>, { signal }: CallOptions): Promise<string> {
  return unlessAborted((async () => apiKey())(), signal ?? null);
}

/** @param bodyTimeout milliseconds between two chunks of the answer; 0 for no limit */
export function requestOptions(
  { context: { origin, paths, writeHeaders }, endpoint, options }: ClientCall,
  body: string,
  key: string,
  bodyTimeout: number,
): Dispatcher.DispatchOptions & { readonly origin: string } {
  const headers = writeHeaders(key, options.headers);
  // The clock of the attempt covers what comes before the answer, the wait for a free connection included.
  return { origin, path: paths[endpoint], method: 'POST', headers, body, headersTimeout: 0, bodyTimeout };
}
