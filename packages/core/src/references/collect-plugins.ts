import { isObject, type JsonObject, type Resolution } from '@distillable/catalog';
import { collectFusion, scanUnknown } from './collect-tools.js';
import { noteCamelCase } from './naming.js';
import {
  addReference,
  addSlug,
  type Collection,
  isAbsent,
  isShortText,
  type RouterBound,
} from './reference.js';
import { leaveOut } from './scan-unknown.js';

/** The router that each plugin's candidates are for. OpenRouter ignores settings under the id of the other router. */
const boundableRouters: ReadonlyMap<string, string> = new Map([
  ['openrouter/auto', 'auto-router'],
  ['openrouter/auto-beta', 'auto-beta-router'],
]);

/** The id of the plugin that can bound what a slug leads to; undefined where none can, as for an unknown variant. */
export function boundingPlugin({ base, variant, steps }: Resolution): string | undefined {
  const isPlain = variant === null || steps.some(({ kind }) => kind === 'dynamic-variant');
  return isPlain ? boundableRouters.get(base) : undefined;
}

const autoRouterPlugins: ReadonlySet<string> = new Set(boundableRouters.values());

/**
 * Every other plugin with "router" in its name makes the server pick, and its choice can't be bounded safely:
 * `pareto-router`, `switchyard-router`, `jev-router`, and later ones.
 */
const pickingPlugin = /router$/i;

/** Every plugin of a body; returns whether one of them pins the model of an earlier response. */
export function collectPlugins(
  found: Collection,
  path: string,
  plugins: unknown,
): { readonly pinsModel: boolean } {
  if (!Array.isArray(plugins)) {
    addSlug(found, path, 'unrecognised', { not: 'a list' });
    return { pinsModel: false };
  }
  let pinsModel = false;
  for (const [index, plugin] of plugins.entries()) {
    const at = `${path}/${index}`;
    if (isObject(plugin)) pinsModel = collectPlugin(found, at, plugin) || pinsModel;
    else if (!isAbsent(plugin)) addSlug(found, at, 'unrecognised', { not: 'an object' });
  }
  return { pinsModel };
}

function collectPlugin(found: Collection, path: string, plugin: JsonObject): boolean {
  const { id } = plugin;
  if (typeof id === 'string' && autoRouterPlugins.has(id)) return collectAutoRouter(found, path, plugin, id);
  const enabled = plugin['enabled'] !== false;
  if (id === 'fusion') {
    if (enabled) collectFusion(found, path, plugin, 0);
    return false;
  }
  const before = found.places;
  if (typeof id === 'string' && pickingPlugin.test(id) && enabled) {
    addReference(found, { path, role: 'router', kind: 'open', reason: 'plugin-picks' });
  }
  noteCamelCase(found, path, plugin);
  scanUnknown(found, path, plugin, 0, exclusions);
  // An unknown plugin may have a default, as the panel does.
  if (enabled && found.places === before && !pluginsWithoutModel.has(id)) {
    addReference(found, { path, role: 'unrecognised', kind: 'open', reason: 'unknown-tool' });
  }
  return false;
}

/** Plugins that run no model that a request could name. @see @openrouter/sdk 1.3.19, the types of plugins */
const pluginsWithoutModel: ReadonlySet<unknown> = new Set(
  // biome-ignore format: a table
  ['context-compression', 'file-parser', 'moderation', 'response-healing', 'web', 'web-fetch'],
);

/** Exclusions name models that can't be picked. */
const exclusions = leaveOut('excluded_models');
const autoRouterFields = leaveOut('id', 'enabled', 'allowed_models', 'excluded_models', 'pin_model');

function collectAutoRouter(found: Collection, path: string, plugin: JsonObject, pluginId: string): boolean {
  const { allowed_models: allowed, excluded_models: excluded, pin_model: pin } = plugin;
  const enabled = isAbsent(plugin['enabled']) || plugin['enabled'] === true;
  if (isAbsent(allowed)) {
    found.bounds.push({ pluginId, path, listPath: null, patterns: 0, enabled });
  } else {
    const listPath = `${path}/allowed_models`;
    addPatterns(found, listPath, allowed, textsOf(excluded));
    const patterns = Array.isArray(allowed) ? allowed.length : 0;
    found.bounds.push({ pluginId, path, listPath, patterns, enabled });
  }
  noteCamelCase(found, path, plugin);
  scanUnknown(found, path, plugin, 0, autoRouterFields);
  return !isAbsent(pin) && pin !== false && plugin['enabled'] !== false;
}

function textsOf(list: unknown): readonly string[] {
  return Array.isArray(list) ? list.filter((item) => typeof item === 'string') : [];
}

function addPatterns(found: Collection, path: string, patterns: unknown, excluded: readonly string[]): void {
  if (!Array.isArray(patterns)) {
    addSlug(found, path, 'candidate', { not: 'a list' });
    return;
  }
  for (const [index, text] of patterns.entries()) {
    const at = `${path}/${index}`;
    if (isShortText(text) && text.includes('*')) {
      addReference(found, { path: at, role: 'candidate', kind: 'pattern', text, excluded });
    } else {
      addSlug(found, at, 'candidate', text);
    }
  }
}

/**
 * Whether a body bounds what a router may pick: every entry of its plugin is switched on and has candidates. Several
 * entries may be merged in any way, so all of them must.
 */
export function boundsCandidates(bounds: readonly RouterBound[], pluginId: string): boolean {
  const own = bounds.filter((bound) => bound.pluginId === pluginId);
  return own.length > 0 && own.every(({ enabled, patterns }) => enabled && patterns > 0);
}
