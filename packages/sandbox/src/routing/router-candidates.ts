import { isAlias, isRouter, type ModelRow } from '../catalog/model-row.js';
import { isDistillable } from '../catalog/sandbox-catalog.js';
import type { ServedState } from '../endpoints/endpoint.js';
import type { Prompt } from '../generation/prompt.js';
import { isJsonObject, type JsonObject } from '../json-object.js';
import { findRow } from './find-row.js';
import { matchesPattern, readPatterns } from './model-patterns.js';

/** Each of the two routers reads its settings under this plugin id, and ignores the other's. */
const plugins: Readonly<Record<string, string>> = {
  'openrouter/auto': 'auto-router',
  'openrouter/auto-beta': 'auto-beta-router',
};

/**
 * The rows among which a router picks, the first choice first. Models that are not distillable come before all
 * others, so that nobody is safe by luck.
 *
 * @throws AnswerError 400 for settings that cannot be read
 */
export function routerCandidates(slug: string, prompt: Prompt, state: ServedState): readonly ModelRow[] {
  const settings = pluginSettings(prompt.body, plugins[slug]);
  const pinned = settings['pin_model'] === true ? pinnedRow(prompt, state) : undefined;
  const allowed = readPatterns(settings['allowed_models'], 'allowed_models');
  const excluded = readPatterns(settings['excluded_models'], 'excluded_models') ?? [];
  const { models } = state.catalog;
  const rows = models.filter((row) => {
    if (!isPickable(row) || (slug === 'openrouter/free' && !row.id.endsWith(':free'))) return false;
    const names = namesOf(row, models);
    const matches = (pattern: string): boolean => matchesPattern(pattern, names);
    return (allowed === undefined || allowed.some(matches)) && !excluded.some(matches);
  });
  const closed = rows.filter((row) => !isDistillable(row, state.catalog));
  const open = rows.filter((row) => isDistillable(row, state.catalog));
  return [...(pinned === undefined ? [] : [pinned]), ...closed, ...open];
}

function pluginSettings({ plugins: list }: JsonObject, id: string | undefined): JsonObject {
  if (id === undefined || !Array.isArray(list)) return {};
  return list.filter(isJsonObject).find((plugin) => plugin['id'] === id) ?? {};
}

/** The model of the last assistant message that names one. */
function pinnedRow({ body: { messages } }: Prompt, { catalog }: ServedState): ModelRow | undefined {
  if (!Array.isArray(messages)) return undefined;
  const last = messages.filter(isJsonObject).findLast(({ role, model }) => role === 'assistant' && model);
  return last === undefined ? undefined : findRow(String(last['model']), catalog.models);
}

function isPickable(row: ModelRow): boolean {
  const outputs = row.architecture?.output_modalities ?? ['text'];
  return !isAlias(row) && !isRouter(row) && !row.id.endsWith(':batch') && outputs.includes('text');
}

function namesOf(row: ModelRow, models: readonly ModelRow[]): readonly string[] {
  const aliases = models.filter(({ alias_target: target }) => target?.slug === row.id);
  return [row.id, row.canonical_slug ?? row.id, ...aliases.map(({ id }) => id)];
}
