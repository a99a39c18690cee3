import { type HubOptions, isHubAddress } from '@distillable/audit';
import { usageError } from '../../errors.js';
import type { Io } from '../../io.js';
import { findProxy } from '../../sources/environment-proxy.js';

/**
 * How the Hugging Face Hub is reached: `HF_ENDPOINT`, `HF_TOKEN`, and the proxy of the environment.
 *
 * @throws CommandError `USAGE`
 */
export async function readHub({ env }: Io, inputs: readonly string[]): Promise<HubOptions> {
  if (!inputs.some(isHubAddress)) return {};
  const endpoint = env['HF_ENDPOINT']?.trim() || 'https://huggingface.co';
  if (!URL.canParse(endpoint) || !/^https?:/.test(endpoint))
    throw usageError('HF_ENDPOINT is not a web address. Set it to one, or unset it.');
  const token = env['HF_TOKEN']?.trim() || undefined;
  const proxy = findProxy(env, new URL(endpoint));
  if (proxy === null) return { endpoint, token };
  const { createProxyFetch } = await import('../../sources/proxy-dispatcher.js');
  return { endpoint, token, fetch: createProxyFetch(proxy) };
}
