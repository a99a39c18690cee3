import { readBaseUrl } from '@distillable/catalog';
import type { Dispatcher } from 'undici';
import { CommandError, usageError } from '../../errors.js';
import type { Session } from '../../session.js';
import { findProxy } from '../../sources/environment-proxy.js';
import type { OpenedCatalog } from '../../sources/open-catalog.js';

/** Where requests go, and with which key if they bring none. */
interface ChosenUpstream {
  readonly url: URL;
  readonly apiKey: string | undefined;
}

/**
 * `--upstream`, else the sandbox's address, else the base URL of the settings. The key of the environment goes to
 * OpenRouter, or where flags and environment send it; never where a configuration file does.
 *
 * @throws CommandError `USAGE` on a URL or a key that can't be used
 */
export function chooseUpstream(
  session: Session,
  given: string | undefined,
  opened: OpenedCatalog,
): ChosenUpstream {
  const upstream = findUpstream(session, given, opened);
  if (upstream.apiKey?.includes('\\') === true)
    throw usageError('OPENROUTER_API_KEY has a backslash, as no key has. Check how it was copied.');
  return upstream;
}

function findUpstream(
  { settings, io }: Session,
  given: string | undefined,
  { sandboxUrl }: OpenedCatalog,
): ChosenUpstream {
  if (given !== undefined) {
    return { url: parseUpstream(given), apiKey: io.env['OPENROUTER_API_KEY']?.trim() || undefined };
  }
  // A sandbox takes any key, so it does not get the real one.
  if (sandboxUrl !== null) return { url: readBaseUrl(sandboxUrl), apiKey: 'sandbox' };
  return { url: readBaseUrl(settings.baseUrl), apiKey: settings.apiKey };
}

function parseUpstream(text: string): URL {
  try {
    return readBaseUrl(text);
  } catch (cause) {
    // The value may hold a password, so it is not repeated.
    const message = '--upstream must be an http or https URL without user name, password, query or fragment.';
    throw new CommandError('USAGE', message, { cause });
  }
}

/** Sends through the proxy of the environment; undefined where there is none. */
export async function dispatcherFor(upstream: URL, { io }: Session): Promise<Dispatcher | undefined> {
  const proxy = findProxy(io.env, upstream);
  if (proxy === null) return undefined;
  const { createProxyDispatcher } = await import('../../sources/proxy-dispatcher.js');
  return createProxyDispatcher(proxy);
}
