import { isObject, type JsonObject, pointer } from '../json.js';
import { collectPlugins } from './collect-plugins.js';
import { collectTool, collectTools } from './collect-tools.js';
import { addPreset, addSlug, addSlugs, type Collection, isAbsent } from './collection.js';
import { documentedFields } from './documented-fields.js';
import type { Namings } from './naming.js';
import { isModelLike, scanModelLike, scanUnknown } from './scan-unknown.js';

/**
 * Every place in a body where a model is named or would be picked, for chat completions, completions, responses and
 * messages alike: what one endpoint does not know is judged all the same.
 *
 * @param inherited whether a batch names a model for bodies that name none
 * @param namings the spellings that the body's reader reads
 */
export function collectReferences(
  body: JsonObject,
  inherited = false,
  prefix = '',
  namings: Namings = ['wire'],
): Collection {
  const found: Collection = { references: [], bounds: [], namings };
  collectModels(found, body, inherited, prefix);
  if (!isAbsent(body['fallbacks'])) collectFallbacks(found, `${prefix}/fallbacks`, body['fallbacks']);
  if (!isAbsent(body['preset'])) addPreset(found, `${prefix}/preset`, body['preset']);
  if (!isAbsent(body['plugins'])) {
    const { pinsModel } = collectPlugins(found, `${prefix}/plugins`, body['plugins']);
    if (pinsModel) collectPinned(found, body, prefix);
  }
  if (!isAbsent(body['tools'])) collectTools(found, `${prefix}/tools`, body['tools']);
  if (Array.isArray(body['input'])) collectInputTools(found, `${prefix}/input`, body['input']);
  collectStoredPrompt(found, `${prefix}/prompt`, body['prompt']);
  if (isObject(body['provider'])) scanUnknown(found, `${prefix}/provider`, body['provider'], collectTool, 0);
  collectUnknownFields(found, body, prefix);
  return found;
}

function collectUnknownFields(found: Collection, body: JsonObject, prefix: string): void {
  for (const key in body) {
    if (documentedFields.has(key)) continue;
    if (isModelLike(key)) scanModelLike(found, pointer(prefix, key), body[key]);
    else scanUnknown(found, pointer(prefix, key), body[key], collectTool, 0);
  }
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
  // Without any, the server takes a default of the account.
  if (isAbsent(model) && !inherited) {
    found.references.push({ path: `${prefix}/model`, role: 'primary', kind: 'open', reason: 'no-model' });
  }
}

const fallbackFields: ReadonlySet<string> = new Set(['model']);

/** Anthropic's shape: objects with a model each; `"default"` lets the server choose. */
function collectFallbacks(found: Collection, path: string, fallbacks: unknown): void {
  if (!Array.isArray(fallbacks)) {
    found.references.push({ path, role: 'fallback', kind: 'open', reason: 'default-fallbacks' });
    return;
  }
  for (const [index, fallback] of fallbacks.entries()) {
    const at = `${path}/${index}`;
    if (isObject(fallback)) {
      addSlug(found, `${at}/model`, 'fallback', fallback['model']);
      scanUnknown(found, at, fallback, collectTool, 0, fallbackFields);
    } else {
      addSlug(found, at, 'fallback', fallback);
    }
  }
}

/** With `pin_model`, the model of an earlier answer is used again; without, it only tells where text came from. */
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
    if (isObject(item) && !isAbsent(item['tools']))
      collectTools(found, `${path}/${index}/tools`, item['tools']);
  }
}

/** A prompt that is stored on the server can hold a model and tools; the text of `/completions` is a string. */
function collectStoredPrompt(found: Collection, path: string, prompt: unknown): void {
  if (isObject(prompt))
    found.references.push({ path, role: 'preset', kind: 'open', reason: 'stored-prompt' });
}
