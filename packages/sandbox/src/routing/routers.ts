import {
  findRow,
  isAlias,
  isDistillable,
  isRouter,
  type ModelRow,
  outputsOf,
  type SandboxCatalog,
} from '../catalog/sandbox-catalog.js';
import { ApiError } from '../wire/errors.js';
import { type JsonObject, objectsIn } from '../wire/json.js';

/** The words that `openrouter_metadata.strategy` knows. */
export type RoutingStrategy =
  | 'direct'
  | 'auto'
  | 'free'
  | 'latest'
  | 'alias'
  | 'fallback'
  | 'pareto'
  | 'bodybuilder'
  | 'fusion';

const strategies: ReadonlyMap<string, RoutingStrategy> = new Map([
  ['openrouter/auto', 'auto'],
  ['openrouter/auto-beta', 'auto'],
  ['openrouter/free', 'free'],
  ['openrouter/pareto-code', 'pareto'],
  ['openrouter/bodybuilder', 'bodybuilder'],
  ['openrouter/fusion', 'fusion'],
  ['openrouter/fusion-flash', 'fusion'],
]);

/** How a router routes; null when the slug is not a router's. The known routers need no row in the list. */
export function routerStrategy(slug: string, row: ModelRow | undefined): RoutingStrategy | null {
  return strategies.get(slug) ?? (row !== undefined && isRouter(row) ? 'auto' : null);
}

/** Each of these two routers reads its settings under this plugin id, and ignores the other's. */
const pluginIds: ReadonlyMap<string, string> = new Map([
  ['openrouter/auto', 'auto-router'],
  ['openrouter/auto-beta', 'auto-beta-router'],
]);

/**
 * The rows among which a router picks, the first choice first. Models that are not distillable come before all
 * others, so that no one is safe by luck.
 *
 * @throws ApiError 400 for settings that can't be read
 */
export function routerCandidates(
  slug: string,
  body: JsonObject,
  catalog: SandboxCatalog,
): readonly ModelRow[] {
  const { models } = catalog;
  const settings = settingsOf(slug, body);
  const pinned = settings['pin_model'] === true ? pinnedRow(body, models) : undefined;
  const allowed = readPatterns(settings['allowed_models'], 'allowed_models');
  const excluded = readPatterns(settings['excluded_models'], 'excluded_models') ?? [];
  const rows = models.filter((row) => {
    if (!isPickable(row) || (slug === 'openrouter/free' && !row.id.endsWith(':free'))) return false;
    const names = namesOf(row, models);
    const matches = (pattern: string): boolean => matchesPattern(pattern, names);
    return (allowed === undefined || allowed.some(matches)) && !excluded.some(matches);
  });
  const closed = rows.filter((row) => !isDistillable(row, catalog));
  const open = rows.filter((row) => isDistillable(row, catalog));
  return [...(pinned === undefined ? [] : [pinned]), ...closed, ...open];
}

function settingsOf(slug: string, { plugins }: JsonObject): JsonObject {
  const plugin = pluginIds.get(slug);
  if (plugin === undefined) return {};
  return objectsIn(plugins).find(({ id }) => id === plugin) ?? {};
}

/** The model of the last assistant message that names one. */
function pinnedRow({ messages }: JsonObject, models: readonly ModelRow[]): ModelRow | undefined {
  const last = objectsIn(messages).findLast(({ role, model }) => role === 'assistant' && model);
  return last === undefined ? undefined : findRow(String(last['model']), models);
}

function isPickable(row: ModelRow): boolean {
  return !isAlias(row) && !isRouter(row) && !row.id.endsWith(':batch') && outputsOf(row).includes('text');
}

function namesOf(row: ModelRow, models: readonly ModelRow[]): readonly string[] {
  const aliases = models.filter(({ alias_target: target }) => target?.slug === row.id);
  return [row.id, row.canonical_slug ?? row.id, ...aliases.map(({ id }) => id)];
}

const maxPatterns = 1024;
const maxPatternLength = 1024;
const maxCharacters = 65_536;

/**
 * Reads `allowed_models` or `excluded_models`; undefined for an absent or empty list.
 *
 * @throws ApiError 400 when it is not a list of strings, or longer than OpenRouter allows
 */
export function readPatterns(value: unknown, name: string): readonly string[] | undefined {
  if (value === undefined || value === null) return undefined;
  if (!Array.isArray(value) || !value.every((pattern) => typeof pattern === 'string')) {
    throw new ApiError(400, `\`${name}\` must be a list of strings.`);
  }
  const tooLong = value.some(({ length }) => length > maxPatternLength);
  if (value.length > maxPatterns || tooLong || value.join('').length > maxCharacters) {
    throw new ApiError(
      400,
      `\`${name}\` may hold ${maxPatterns} patterns of ${maxPatternLength} characters, ${maxCharacters} in total.`,
    );
  }
  return value.length === 0 ? undefined : value;
}

/** Whether a pattern such as `anthropic/*` matches one of the names. */
export function matchesPattern(pattern: string, names: readonly string[]): boolean {
  if (!pattern.includes('*')) return names.includes(pattern);
  const source = pattern.split('*').map((part) => part.replace(/[\\^$.|?+()[\]{}]/g, '\\$&'));
  const expression = new RegExp(`^${source.join('.*')}$`);
  return names.some((name) => expression.test(name));
}
