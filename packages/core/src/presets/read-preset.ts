import { DistillableError } from '@distillable/catalog/light';
import { isObject, type JsonObject } from '../references/reference.js';

/** Where presets are read from. */
export interface PresetSource {
  /** An OpenRouter API key: presets belong to an account. */
  readonly apiKey: string;
  /** @default 'https://openrouter.ai/api/v1' */
  readonly baseUrl?: string;
  /** @default globalThis.fetch */
  readonly fetch?: typeof globalThis.fetch;
  /** Milliseconds for one request. @default 10_000 */
  readonly timeout?: number;
}

/**
 * Reads the configuration of a preset's designated version.
 *
 * @see https://openrouter.ai/docs/api-reference (GET /presets/{slug}; read 2026-08-22)
 * @throws DistillableError `PRESET_UNREADABLE`
 */
export async function readPreset(slug: string, source: PresetSource): Promise<JsonObject> {
  const {
    apiKey,
    baseUrl = 'https://openrouter.ai/api/v1',
    fetch = globalThis.fetch,
    timeout = 10_000,
  } = source;
  // The runtime's own complaint about such a key would show it.
  if (!/^[\x21-\x7e]+$/.test(apiKey)) throw unreadable(slug, 'the API key has characters that no key has');
  let body: unknown;
  try {
    const url = `${baseUrl.replace(/\/+$/, '')}/presets/${encodeURIComponent(slug)}`;
    const response = await fetch(url, {
      headers: { authorization: `Bearer ${apiKey}`, accept: 'application/json' },
      redirect: 'error',
      signal: AbortSignal.timeout(timeout),
    });
    if (!response.ok) throw new Error(`status ${response.status}`);
    body = await response.json();
  } catch (cause) {
    throw unreadable(slug, cause instanceof Error ? cause.message : String(cause), cause);
  }
  const config = configOf(body);
  if (config === null) throw unreadable(slug, 'the answer holds no configuration');
  return config;
}

function configOf(body: unknown): JsonObject | null {
  const data = isObject(body) ? body['data'] : undefined;
  const version = isObject(data) ? data['designated_version'] : undefined;
  const config = isObject(version) ? version['config'] : undefined;
  return isObject(config) ? config : null;
}

function unreadable(slug: string, reason: string, cause?: unknown): DistillableError {
  return new DistillableError(
    'PRESET_UNREADABLE',
    `The preset "${slug}" could not be read (${reason}). Check its name and the API key, or leave it out.`,
    { cause, details: { preset: slug } },
  );
}
