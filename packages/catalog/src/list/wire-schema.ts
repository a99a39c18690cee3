import { z } from 'zod';
import { CatalogError } from '../errors.js';
import { firstIssue } from '../json.js';
import type { CatalogModel } from '../model.js';
import { isAliasSlug, isKnownRouter } from '../slug.js';

/** A row before its permission is known. */
export type UnlabelledModel = Omit<CatalogModel, 'permission'>;

/** One page of the model list. */
export interface ListPage {
  readonly rows: readonly UnlabelledModel[];
  readonly totalCount: number | null;
  readonly next: string | null;
}

/** A host that serves a model. */
export interface ServingHost {
  /** As responses name it: `DeepInfra`. */
  readonly name: string;
  /** Slug of the host or of one of its endpoints, as requests name it: `deepinfra/fp8`. The name where there is none. */
  readonly slug: string;
}

const hosts = z.object({
  data: z.object({
    endpoints: z.array(z.object({ provider_name: z.string().min(1), tag: z.string().nullish() })),
  }),
});

const page = z.object({
  data: z.array(z.unknown()),
  total_count: z.number().int().nonnegative().nullish(),
  links: z.object({ next: z.string().nullish() }).nullish(),
});

// An unexpected value counts as unknown: it must not cost the list.
const text = z.string().nullish().catch(null);
const number = z.number().nullish().catch(null);
const words = z.array(z.string()).nullish().catch(null);

const row = z.object({
  id: z.string().min(1),
  canonical_slug: text,
  alias_target: z.object({ slug: z.string() }).nullish().catch(null),
  name: text,
  created: number,
  context_length: number,
  hugging_face_id: text,
  expiration_date: text,
  supported_parameters: words,
  architecture: z
    .object({ tokenizer: text, input_modalities: words, output_modalities: words })
    .nullish()
    .catch(null),
  pricing: z.looseObject({ prompt: text, completion: text }).nullish().catch(null),
});

/** The fields that say which model a row is. If they can't be read, the row must not be judged by its own permission. */
const identity = z.object({
  canonical_slug: z.string().nullish(),
  alias_target: z.object({ slug: z.string().min(1) }).nullish(),
  architecture: z.object({ tokenizer: z.string().nullish() }).nullish(),
  pricing: z.object({ prompt: z.union([z.string(), z.number()]).nullish() }).nullish(),
});

/**
 * Reads one page of `GET /models`.
 *
 * @throws CatalogError `CATALOG_NOT_JSON`, or `CATALOG_SHAPE` with the JSON Pointer in `details.path`
 */
export function parseListPage(url: URL, body: Uint8Array): ListPage {
  const parsed = page.safeParse(parseJson(url, body));
  if (!parsed.success) throw shapeError(url, '', parsed.error);
  const { data, total_count, links } = parsed.data;
  return {
    rows: data.map((item, index) => parseRow(url, item, index)),
    totalCount: total_count ?? null,
    next: links?.next ?? null,
  };
}

/**
 * Reads the response of `GET /models/{author}/{slug}/endpoints`.
 *
 * @throws CatalogError as {@link parseListPage}
 */
export function parseHosts(url: URL, body: Uint8Array): readonly ServingHost[] {
  const parsed = hosts.safeParse(parseJson(url, body));
  if (!parsed.success) throw shapeError(url, '', parsed.error, 'list of hosts');
  const { endpoints } = parsed.data.data;
  return endpoints.map(({ provider_name: name, tag }) => ({ name, slug: tag || name }));
}

function parseJson(url: URL, body: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body));
  } catch (cause) {
    const looksLikeHtml = /^\s*</.test(new TextDecoder().decode(body));
    throw new CatalogError(
      'CATALOG_NOT_JSON',
      `${url} did not send JSON${looksLikeHtml ? ' but a web page' : ''}. ` +
        'Check the base URL, and whether there is a proxy or a login page in between.',
      { cause, details: { url: url.href } },
    );
  }
}

function parseRow(url: URL, item: unknown, index: number): UnlabelledModel {
  const parsed = row.safeParse(item);
  if (!parsed.success) throw shapeError(url, `/data/${index}`, parsed.error);
  const { id, alias_target, architecture, pricing, ...rest } = parsed.data;
  const target = identity.safeParse(item).success ? (alias_target?.slug ?? null) : '';
  return {
    slug: id,
    canonicalSlug: rest.canonical_slug || id,
    name: rest.name ?? id,
    kind: kindOf(id, target, architecture?.tokenizer ?? null, Object(item).pricing?.prompt),
    aliasTarget: target,
    created: rest.created ?? null,
    contextLength: rest.context_length ?? null,
    promptPrice: knownPrice(pricing?.prompt),
    completionPrice: knownPrice(pricing?.completion),
    ...readOtherPrices(pricing ?? {}),
    inputModalities: architecture?.input_modalities ?? [],
    outputModalities: architecture?.output_modalities ?? [],
    supportedParameters: rest.supported_parameters ?? [],
    expirationDate: rest.expiration_date || null,
    huggingFaceId: rest.hugging_face_id || null,
  };
}

/** Aliases have the tokenizer `Router` too: only a row that is not an alias can be a router. */
function kindOf(
  id: string,
  target: string | null,
  tokenizer: string | null,
  promptPrice: unknown,
): CatalogModel['kind'] {
  if (isAliasSlug(id) || target !== null) return 'alias';
  return tokenizer === 'Router' || Number(promptPrice) < 0 || isKnownRouter(id) ? 'router' : 'model';
}

/**
 * Prices beside those of prompt and completion, and the higher ones that `overrides` has for some times of the day or
 * long prompts. `discount` is a share, not a price.
 *
 * @see https://openrouter.ai/docs/overview/models (pricing object, read 2026-08-22)
 */
function readOtherPrices(pricing: Readonly<Record<string, unknown>>): Pick<CatalogModel, 'otherPrices'> {
  const { prompt, completion, overrides, discount, ...others } = pricing;
  const highest = new Map<string, string | null>();
  const raise = (name: string, value: unknown, floor: unknown = '0'): void => {
    if (value === undefined || value === null) return;
    const price = readPrice(value);
    const current = highest.has(name) ? highest.get(name) : floor;
    if (price === null || (current !== null && Number(price) > Number(current))) highest.set(name, price);
  };
  for (const [name, value] of Object.entries(others)) raise(name, value);
  for (const override of Array.isArray(overrides) ? overrides : []) {
    const { prompt: higherPrompt, completion: higherCompletion, ...rest } = Object(override);
    raise('prompt', higherPrompt, prompt ?? '0');
    raise('completion', higherCompletion, completion ?? '0');
    for (const name of Object.keys(others)) raise(name, rest[name]);
  }
  return highest.size === 0 ? {} : { otherPrices: Object.fromEntries(highest) };
}

/** Null if it is not a price. */
function readPrice(value: unknown): string | null {
  const text = typeof value === 'number' ? String(value) : value;
  return typeof text === 'string' && text !== '' && Number(text) >= 0 ? text : null;
}

/** `"-1"` on a router means that the price depends on the chosen model. */
function knownPrice(price: string | null | undefined): string | null {
  return price === undefined || price === null || price === '' || price.startsWith('-') ? null : price;
}

function shapeError(url: URL, prefix: string, error: z.ZodError, wanted = 'model list'): CatalogError {
  const { problem, path } = firstIssue(error, prefix);
  const message = `${url} did not send a ${wanted}: ${problem}. The list was not used.`;
  return new CatalogError('CATALOG_SHAPE', message, { cause: error, details: { url: url.href, path } });
}
