import type { CatalogSnapshot, TermsTable } from '@distillable/catalog';
import { type CheckOptions, createGuard, type Decision, type Policy } from '@distillable/core';
import { usageError } from '../../errors.js';
import type { Session } from '../../session.js';
import { findProxy } from '../../sources/environment-proxy.js';
import { createProxyFetch } from '../../sources/proxy-dispatcher.js';

/** Judges bodies together with the presets that they name. */
export interface PresetReader {
  readonly createCheck: (judging: {
    readonly snapshot: CatalogSnapshot;
    readonly now: number;
    readonly policy: Policy;
    readonly terms: TermsTable | undefined;
  }) => (body: unknown, options: CheckOptions) => Promise<Decision>;
}

/**
 * Reads each preset once, however many bodies name it.
 *
 * @throws CommandError `USAGE` without a network or a key
 */
export function createPresetReader({ settings, io }: Session): PresetReader {
  const { origin, apiKey, baseUrl, timeout } = settings;
  if (origin.kind !== 'live') {
    const flag = origin.kind === 'file' ? 'catalog' : origin.kind;
    throw usageError(
      `The policy resolves presets, which are read over the network: not with --${flag}. Leave it out, or set "presets": "reject".`,
    );
  }
  if (apiKey === undefined) {
    throw usageError(
      "The policy resolves presets, which belong to an account: set OPENROUTER_API_KEY (and OPENROUTER_BASE_URL, if the key belongs to a server other than OpenRouter's).",
    );
  }
  const proxy = findProxy(io.env, new URL(baseUrl));
  const fetch = once(proxy === null ? globalThis.fetch : createProxyFetch(proxy));
  const presets = { apiKey, baseUrl, fetch, ...(timeout === undefined ? {} : { timeout }) };
  return {
    createCheck({ snapshot, now, policy, terms }) {
      const catalog = { snapshot: async () => snapshot };
      const guard = createGuard({ catalog, policy, terms, presets, send: { baseUrl }, now: () => now });
      return (body, options) => guard.check(body, options);
    },
  };
}

/** Gives the first response again when the same URL is asked for, failures too. */
function once(fetch: typeof globalThis.fetch): typeof globalThis.fetch {
  const responses = new Map<string, Promise<Response>>();
  return async (input, init) => {
    const url = String(input);
    const running = responses.get(url) ?? fetch(input, init);
    responses.set(url, running);
    return (await running).clone();
  };
}
