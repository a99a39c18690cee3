import { isObject, type JsonObject, pointer } from '../json.js';
import { collectFusion, collectTool } from './collect-tools.js';
import { addSlug, type Collection, isAbsent } from './collection.js';
import { type Namings, spell } from './naming.js';
import { scanUnknown } from './scan-unknown.js';

/** The router that each plugin's candidates are for. Settings under the other one's id are silently ignored. */
export const boundableRouters: ReadonlyMap<string, string> = new Map([
  ['openrouter/auto', 'auto-router'],
  ['openrouter/auto-beta', 'auto-beta-router'],
]);
const autoRouterPlugins: ReadonlySet<string> = new Set(boundableRouters.values());

/**
 * Every other plugin that is named a router makes the server pick, and gives no way to bound its choice safely:
 * `pareto-router`, `switchyard-router`, `jev-router`, and whatever comes next.
 */
const pickingPlugin = /router$/i;

/** Every plugin of a body; tells whether one of them pins the model of an earlier answer. */
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
  if (typeof id === 'string' && pickingPlugin.test(id) && enabled) {
    found.references.push({ path, role: 'router', kind: 'open', reason: 'plugin-picks' });
  }
  scanUnknown(found, path, plugin, collectTool, 0, exclusions);
  return false;
}

/** Exclusions take away: whatever they name can't be picked. */
const exclusions: ReadonlySet<string> = new Set(['excluded_models', 'excludedModels']);
const autoRouterFields: ReadonlySet<string> = new Set([
  'id',
  'enabled',
  'allowed_models',
  'allowedModels',
  'excluded_models',
  'excludedModels',
  'pin_model',
  'pinModel',
]);

function collectAutoRouter(found: Collection, path: string, plugin: JsonObject, pluginId: string): boolean {
  const enabled = isAbsent(plugin['enabled']) || plugin['enabled'] === true;
  const excluded = exclusionsOf(plugin, found.namings);
  let isBounded = false;
  for (const key of ['allowed_models', 'allowedModels']) {
    const patterns = plugin[key];
    if (isAbsent(patterns)) continue;
    isBounded = true;
    const listPath = pointer(path, key);
    addPatterns(found, listPath, patterns, excluded);
    const count = Array.isArray(patterns) ? patterns.length : 0;
    found.bounds.push({ pluginId, path, listPath, patterns: count, enabled });
  }
  if (!isBounded) found.bounds.push({ pluginId, path, listPath: null, patterns: 0, enabled });
  scanUnknown(found, path, plugin, collectTool, 0, autoRouterFields);
  const pins = [plugin['pin_model'], plugin['pinModel']].some((value) => !isAbsent(value) && value !== false);
  return pins && plugin['enabled'] !== false;
}

/** What is excluded in every spelling that is read. */
function exclusionsOf(plugin: JsonObject, namings: Namings): readonly string[] {
  const [first = [], ...others] = namings.map((naming) => {
    const patterns = plugin[spell('excluded_models', naming)];
    return Array.isArray(patterns) ? patterns.filter((pattern) => typeof pattern === 'string') : [];
  });
  return first.filter((pattern) => others.every((list) => list.includes(pattern)));
}

function addPatterns(found: Collection, path: string, patterns: unknown, excluded: readonly string[]): void {
  if (!Array.isArray(patterns)) {
    addSlug(found, path, 'candidate', { not: 'a list' });
    return;
  }
  for (const [index, text] of patterns.entries()) {
    const at = `${path}/${index}`;
    if (typeof text === 'string' && text.includes('*')) {
      found.references.push({ path: at, role: 'candidate', kind: 'pattern', text, excluded });
    } else {
      addSlug(found, at, 'candidate', text);
    }
  }
}
