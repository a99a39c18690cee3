import { readBaseUrl } from '@distillable/catalog/light';
import { CommandError } from '../command-error.js';
import type { Session } from '../session.js';
import { ownKeyWord } from './proxy-headers.js';

/** Where requests go, and with which key where they bring none. */
export interface ChosenUpstream {
  readonly url: URL;
  readonly apiKey: string | undefined;
}

/**
 * `--upstream`, else the sandbox's address, else the base URL of the settings. The key of the environment goes to
 * OpenRouter, or where flags and environment send it; never where a configuration file does.
 *
 * @throws CommandError `USAGE` where `--upstream` is no base URL
 */
export function chooseUpstream(
  { settings, io }: Session,
  given: string | undefined,
  sandboxUrl: string | null,
): ChosenUpstream {
  if (given !== undefined) {
    return { url: parseUpstream(given), apiKey: io.env['OPENROUTER_API_KEY']?.trim() || undefined };
  }
  // A sandbox takes any key; the real one has no business there.
  if (sandboxUrl !== null) return { url: readBaseUrl(sandboxUrl), apiKey: ownKeyWord };
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
