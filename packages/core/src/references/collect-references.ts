import { isObject, type JsonObject } from '@distillable/catalog';
import { collectPlugins } from './collect-plugins.js';
import { collectTools, scanUnknown } from './collect-tools.js';
import { documentedFields, isSdkField, noteCamelCase } from './naming.js';
import {
  addCamelCased,
  addMention,
  addPreset,
  addReference,
  addSlug,
  addSlugs,
  type Collection,
  createCollection,
  isAbsent,
  placeIn,
} from './reference.js';
import {
  createScan,
  isModelLike,
  type LeftOut,
  leaveOut,
  type ScanUnknown,
  scanModelLike,
} from './scan-unknown.js';

/**
 * Every place in a body where a model is named or would be picked. It is the same search for chat completions,
 * completions, responses and messages: a field that one API shape does not have is judged all the same.
 *
 * @param body as on the wire
 * @param prefix JSON Pointer to the body
 * @param inherited whether a batch names a model for bodies that name none
 */
export function collectReferences(body: JsonObject, prefix = '', inherited = false): Collection {
  const found = createCollection();
  const { fallbacks, preset, plugins, tools, input, prompt, provider } = body;
  collectModels(found, body, inherited, prefix);
  if (!isAbsent(fallbacks)) collectFallbacks(found, `${prefix}/fallbacks`, fallbacks);
  if (!isAbsent(preset)) addPreset(found, `${prefix}/preset`, preset);
  if (!isAbsent(plugins)) {
    const { pinsModel } = collectPlugins(found, `${prefix}/plugins`, plugins);
    if (pinsModel) collectPinned(found, body, prefix);
  }
  if (!isAbsent(tools)) collectTools(found, `${prefix}/tools`, tools);
  if (Array.isArray(input)) collectInputTools(found, `${prefix}/input`, input);
  // A stored prompt can bring a model and tools of its own. The prompt of `/completions` is text.
  if (typeof prompt === 'object' && [prompt].flat().some(isObject)) {
    addReference(found, {
      path: `${prefix}/prompt`,
      role: 'preset',
      kind: 'open',
      reason: 'stored-prompt',
    });
  }
  if (isObject(provider)) {
    noteCamelCase(found, `${prefix}/provider`, provider);
    scanUnknown(found, `${prefix}/provider`, provider, 0);
  }
  collectOtherFields(found, body, prefix);
  return found;
}

/** The entries of `tool_choice` only name tools: they bring no model, and have no default. */
const scanChoice: ScanUnknown = createScan((found, path, chosen, depth) =>
  scanChoice(found, path, chosen, depth),
);

/** Fields that are not known here, and documented ones in which no model is documented. */
function collectOtherFields(found: Collection, body: JsonObject, prefix: string): void {
  for (const key in body) {
    if (leftAlone.has(key)) continue;
    const isDocumented = documentedFields.has(key);
    // Most are numbers and flags. There is nothing to find in them, so they get no pointer.
    if (isDocumented && !mayNameModel(body[key])) continue;
    const path = placeIn(prefix, key);
    if (isDocumented) {
      const scan = key === 'tool_choice' ? scanChoice : scanUnknown;
      scan(found, path, body[key], 0, textsWithin.get(key));
    } else {
      addMention(found, path, key);
      if (isSdkField(key)) addCamelCased(found, path);
      else if (presetField.test(key)) collectPresets(found, path, body[key]);
      else if (isModelLike(key)) scanModelLike(found, path, body[key]);
      else scanUnknown(found, path, body[key], 0);
    }
  }
}

/** The preset's field in other words: `presets`, `preset_id`, `presetSlug` … */
const presetField = /^presets?(?:[_-]?(?:ids?|slugs?|names?))?$/i;

function collectPresets(found: Collection, path: string, presets: unknown): void {
  if (Array.isArray(presets)) {
    for (const [index, preset] of presets.entries()) addPreset(found, placeIn(path, index), preset);
  } else if (!isAbsent(presets)) addPreset(found, path, presets);
}

function mayNameModel(value: unknown): boolean {
  return typeof value === 'string' || typeof value === 'object';
}

function collectModels(found: Collection, body: JsonObject, inherited: boolean, prefix: string): void {
  const { model, models } = body;
  if (!isAbsent(model)) addSlug(found, `${prefix}/model`, 'primary', model);
  if (Array.isArray(models)) {
    for (let index = 0; index < models.length; index += 1) {
      const isPrimary = index === 0 && isAbsent(model) && !inherited;
      addSlug(found, `${prefix}/models/${index}`, isPrimary ? 'primary' : 'fallback', models[index]);
    }
    if (models.length > 0) return;
  } else if (!isAbsent(models)) {
    addSlugs(found, `${prefix}/models`, 'fallback', models);
  }
  // Without any model, the server takes a default of the account.
  if (isAbsent(model) && !inherited) {
    addReference(found, { path: `${prefix}/model`, role: 'primary', kind: 'open', reason: 'no-model' });
  }
}

const fallbackFields = leaveOut('model');

/** Anthropic's shape: objects with a model each; `"default"` lets the server choose. */
function collectFallbacks(found: Collection, path: string, fallbacks: unknown): void {
  if (!Array.isArray(fallbacks)) {
    addReference(found, { path, role: 'fallback', kind: 'open', reason: 'default-fallbacks' });
    return;
  }
  for (const [index, fallback] of fallbacks.entries()) {
    const at = `${path}/${index}`;
    if (isObject(fallback)) {
      addSlug(found, `${at}/model`, 'fallback', fallback['model']);
      scanUnknown(found, at, fallback, 0, fallbackFields);
    } else {
      addSlug(found, at, 'fallback', fallback);
    }
  }
}

/** With `pin_model`, the model of an earlier response is used again. Without it, the id only says where text came from. */
function collectPinned(found: Collection, body: JsonObject, prefix: string): void {
  for (const list of ['messages', 'input']) {
    const items = body[list];
    if (!Array.isArray(items)) continue;
    for (const [index, item] of items.entries()) {
      if (isObject(item) && !isAbsent(item['model'])) {
        addSlug(found, `${prefix}/${list}/${index}/model`, 'pinned', item['model']);
      }
    }
  }
}

/** Items of a responses body may bring further tools. */
function collectInputTools(found: Collection, path: string, items: readonly unknown[]): void {
  for (let index = 0; index < items.length; index += 1) {
    const item = items[index];
    if (isObject(item) && !isAbsent(item['tools'])) {
      collectTools(found, `${path}/${index}/tools`, item['tools']);
    }
  }
}

/**
 * Documented fields in which nothing is looked for: what is collected by itself, the prompt, and what callers write for
 * themselves: labels and ids, which no server reads as a model's name.
 */
const leftAlone: ReadonlySet<string> = new Set(
  // biome-ignore format: a table
  [
    'model', 'models', 'fallbacks', 'preset', 'plugins', 'provider', 'tools',
    'messages', 'questions', 'state', 'system', 'instructions', 'input', 'prompt', 'suffix', 'stop', 'stop_sequences',
    'metadata', 'trace', 'user', 'session_id', 'safety_identifier', 'prompt_cache_key', 'previous_response_id',
  ],
);

const namedFunction = new Map([['function', leaveOut('name')], ...leaveOut('name')]);
const namedFunctions: LeftOut = new Map([['*', namedFunction]]);
const schema = leaveOut('name', 'description', 'schema');

/** Text within other documented fields: names of the caller's functions, JSON schemas, grammars, predicted text. */
const textsWithin: ReadonlyMap<string, LeftOut> = new Map<string, LeftOut>([
  ['prediction', leaveOut('content')],
  ['functions', new Map([['*', leaveOut('name', 'description', 'parameters')]])],
  ['function_call', leaveOut('name')],
  [
    'tool_choice',
    new Map<string, LeftOut | null>([
      ...namedFunction,
      ['tools', namedFunctions],
      ['allowed_tools', new Map([['tools', namedFunctions]])],
    ]),
  ],
  [
    'response_format',
    new Map<string, LeftOut | null>([
      ...leaveOut('schema', 'grammar'),
      ['json_schema', schema],
      // The official SDK's spelling, which stays as it is where a body is judged in that.
      ['jsonSchema', schema],
    ]),
  ],
  ['text', new Map([['format', schema]])],
  ['output_config', new Map([['format', schema]])],
  ['context_management', new Map([['edits', new Map([['*', leaveOut('instructions')]])]])],
]);
