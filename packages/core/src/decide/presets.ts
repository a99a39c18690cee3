import {
  DistillableError,
  isObject,
  type JsonObject,
  type OptionRule,
  readBaseUrl,
  readEnvironment,
  resolveByForm,
} from '@distillable/catalog';
import { chunksOf, joinAtMost } from '../bytes.js';
import { isAbsent } from '../references/reference.js';

/** The configurations of presets, by slug. */
export type PresetContents = ReadonlyMap<string, JsonObject>;

/** A body as the server would see it. */
export interface MergedBody {
  readonly body: JsonObject;
  /** The preset's provider preferences, where the request has none of its own. */
  readonly provider: JsonObject | null;
  /** Points to where the request names the preset, for places that only the preset brought. */
  locate(path: string): string;
}

/** The presets that a body names: top level, and in its models. */
export function findPresets(body: JsonObject): readonly string[] {
  const models = Array.isArray(body['models']) ? body['models'] : [];
  const inSlugs = [body['model'], ...models].flatMap((slug) =>
    typeof slug === 'string' ? (resolveByForm(slug).preset ?? []) : [],
  );
  return [...new Set([...(typeof body['preset'] === 'string' ? [body['preset']] : []), ...inSlugs])];
}

/**
 * Merges as OpenRouter does: the request's fields win, the preset's others stay, the tools of both are united. Null
 * where the body names no preset, several, or one that was not read: then it stays unknown.
 *
 * @param prefix JSON Pointer to the body
 * @see https://openrouter.ai/docs/features/presets (read 2026-08-22)
 */
export function mergePresets(body: JsonObject, presets: PresetContents, prefix = ''): MergedBody | null {
  const [slug, ...others] = findPresets(body);
  const preset = slug === undefined ? undefined : presets.get(slug);
  if (slug === undefined || preset === undefined || others.length > 0) return null;
  const at = typeof body['preset'] === 'string' ? '/preset' : '/model';
  const own = withoutPreset(body);
  const ownTools = listOf(own['tools']);
  const presetTools = listOf(preset['tools']);
  const given = Object.fromEntries(Object.entries(own).filter(([, value]) => !isAbsent(value)));
  const tools = [...ownTools, ...presetTools];
  const merged = { ...preset, ...given, ...(tools.length > 0 ? { tools } : {}) };
  const isFromPreset = (path: string): boolean => {
    const [, field = '', index = ''] = path.split('/');
    return field === 'tools' ? Number(index) >= ownTools.length : !(field in given);
  };
  return {
    body: merged,
    provider: isAbsent(own['provider']) && isObject(preset['provider']) ? preset['provider'] : null,
    locate: (path) => (isFromPreset(path.slice(prefix.length)) ? `${prefix}${at}` : path),
  };
}

/** Anything but a list is kept as an item, so that it is judged too. */
function listOf(tools: unknown): readonly unknown[] {
  if (isAbsent(tools)) return [];
  return Array.isArray(tools) ? tools : [tools];
}

/** The body with its preset taken off: `author/name@preset/slug` names `author/name`, and `@preset/slug` nothing. */
function withoutPreset(body: JsonObject): JsonObject {
  const { preset: _, ...rest } = body;
  const strip = (slug: unknown): unknown =>
    typeof slug === 'string' ? slug.replace(/@preset\/.*$/i, '') || null : slug;
  return {
    ...rest,
    ...('model' in rest ? { model: strip(rest['model']) } : {}),
    ...(Array.isArray(rest['models']) ? { models: rest['models'].map(strip) } : {}),
  };
}

/** Where presets are read from. */
export interface PresetSource {
  /** An OpenRouter API key: presets belong to an account. @default the environment's `OPENROUTER_API_KEY` */
  readonly apiKey?: string | undefined;
  /** @default the guard's `send.baseUrl` */
  readonly baseUrl?: string | undefined;
  /** @default globalThis.fetch */
  readonly fetch?: typeof globalThis.fetch;
  /** Milliseconds for one request. @default 10_000 */
  readonly timeout?: number;
}

/** The rules for the options of a source. */
export const presetRules: Readonly<Record<keyof PresetSource, OptionRule>> = {
  apiKey: 'string',
  baseUrl: 'string',
  fetch: 'function',
  timeout: { min: 1, max: 2 ** 31 - 1 },
};

/**
 * Reads the configuration of a preset's designated version.
 *
 * @see https://openrouter.ai/docs/api-reference (GET /presets/{slug}; read 2026-08-22)
 * @throws DistillableError `PRESET_UNREADABLE`
 */
export async function readPreset(slug: string, source: PresetSource): Promise<JsonObject> {
  const {
    apiKey = readEnvironment('OPENROUTER_API_KEY') ?? '',
    fetch = globalThis.fetch,
    timeout = 10_000,
  } = source;
  // The runtime's own complaint about such a key would show it.
  if (!/^[\x21-\x7e]+$/.test(apiKey)) throw unreadable(slug, 'the API key has characters that no key has');
  let body: unknown;
  try {
    const url = `${readBaseUrl(source.baseUrl).href.replace(/\/$/, '')}/presets/${encodeURIComponent(slug)}`;
    const response = await fetch(url, {
      headers: { authorization: `Bearer ${apiKey}`, accept: 'application/json' },
      redirect: 'error',
      signal: AbortSignal.timeout(timeout),
    });
    if (!response.ok) throw new Error(`status ${response.status}`);
    body = await readJson(response);
  } catch (cause) {
    throw unreadable(slug, cause instanceof Error ? cause.message : String(cause), cause);
  }
  const config = configOf(body);
  if (config === null) throw unreadable(slug, 'the response holds no configuration');
  return config;
}

const maxPresetBytes = 4_194_304;

async function readJson({ body }: Response): Promise<unknown> {
  const bytes = body === null ? new Uint8Array() : await joinAtMost(chunksOf(body), maxPresetBytes);
  if (bytes === null)
    throw new Error(`the response has more than ${maxPresetBytes} bytes when it is unzipped`);
  return JSON.parse(new TextDecoder().decode(bytes));
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
