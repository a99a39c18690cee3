import type { PresetSource } from '@distillable/core';
import { CommandError } from '../command-error.js';
import type { Session } from '../session.js';
import { hasProxy } from '../sources/has-proxy.js';

/**
 * Where `presets: 'resolve'` reads presets from; each is read once, however many bodies name it.
 *
 * @throws CommandError `USAGE` without a network or a key
 */
export async function createPresetSource({ settings, io }: Session): Promise<PresetSource> {
  const { origin, apiKey, baseUrl, timeout } = settings;
  if (origin.kind !== 'live') {
    const message = `The policy resolves presets, which are read over the network: not with --${origin.kind === 'file' ? 'catalog' : origin.kind}.`;
    throw new CommandError('USAGE', `${message} Leave it out, or set "presets": "reject".`);
  }
  if (apiKey === undefined) {
    const message = 'The policy resolves presets, which belong to an account: set OPENROUTER_API_KEY';
    throw new CommandError(
      'USAGE',
      `${message} (and OPENROUTER_BASE_URL, where another server than OpenRouter's is to get it).`,
    );
  }
  const fetch = hasProxy(io.env)
    ? (await import('../sources/create-proxy-dispatcher.js')).createProxyFetch(io.env)
    : globalThis.fetch;
  return { apiKey, baseUrl, fetch: once(fetch), ...(timeout === undefined ? {} : { timeout }) };
}

/** Gives the first answer again to whoever asks for the same, failures too. */
function once(fetch: typeof globalThis.fetch): typeof globalThis.fetch {
  const answers = new Map<string, Promise<{ readonly text: string; readonly status: number }>>();
  const read = async (...request: Parameters<typeof fetch>) => {
    const response = await fetch(...request);
    return { text: await response.text(), status: response.status };
  };
  return async (input, init) => {
    const url = String(input);
    const answer = answers.get(url) ?? read(input, init);
    answers.set(url, answer);
    const { text, status } = await answer;
    return new Response(text, { status });
  };
}
