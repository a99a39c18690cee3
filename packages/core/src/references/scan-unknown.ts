import { isObject, type JsonObject } from '@distillable/catalog';
import { addMention, addReference, addSlug, type Collection, isAbsent, placeIn } from './reference.js';

/** Deeper structures are not searched, and so are rejected. */
export const maxDepth = 64;

/**
 * Fields that a search leaves out. Null leaves out the whole field; a map leaves out these fields inside it. `*` means
 * every item of a list.
 */
export type LeftOut = ReadonlyMap<string, LeftOut | null>;

export function leaveOut(...names: readonly string[]): LeftOut {
  return new Map(names.map((name) => [name, null]));
}

const none: LeftOut = new Map();

/**
 * Types of tools that may run models on the server, and use a default if they name none: the known ones, and types with
 * similar names, such as later versions. `image_generation_call` is a result.
 */
export const serverTool: RegExp =
  /^(?:openrouter:|image_generation(?!_call)|(?:advisor|subagent|fusion)(?:$|_))/i;

/** Whether a field's name has the word in it: `model`, `models`, `judge_model`, `judgeModel`, `model_id`, `model-override` … */
export function isModelLike(key: string): boolean {
  const words = key
    .replaceAll(/([a-z0-9])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z0-9]+/);
  return words.includes('model') || words.includes('models');
}

/** Collects one tool; `depth` counts the objects around it. */
export type CollectTool = (found: Collection, path: string, tool: JsonObject, depth: number) => void;

/**
 * Searches a tool, plugin or parameter that this package does not know. It finds fields that look like the name of a
 * model, and texts and field names that may be a slug. Fail closed: their content is judged, whatever it is for.
 *
 * @param leftOut parts that are collected one by one, or are the caller's own text
 */
export type ScanUnknown = (
  found: Collection,
  path: string,
  value: unknown,
  depth: number,
  leftOut?: LeftOut,
) => void;

/** Creates the search; `collectTool` collects the tools that turn up in it. */
export function createScan(collectTool: CollectTool): ScanUnknown {
  function scanUnknown(
    found: Collection,
    path: string,
    value: unknown,
    depth: number,
    leftOut: LeftOut = none,
  ): void {
    if (typeof value === 'string') addMention(found, path, value);
    if (typeof value !== 'object' || value === null) return;
    if (depth > maxDepth) {
      addReference(found, { path, role: 'unrecognised', kind: 'open', reason: 'too-deep' });
      return;
    }
    if (Array.isArray(value)) {
      const inItems = leftOut.get('*') ?? undefined;
      for (const [index, item] of value.entries()) {
        scanItem(found, placeIn(path, index), item, depth, inItems);
      }
      return;
    }
    for (const [key, item] of Object.entries(value)) {
      const within = leftOut.get(key);
      if (within === null) continue;
      const itemPath = placeIn(path, key);
      addMention(found, itemPath, key);
      if (isModelLike(key)) scanModelLike(found, itemPath, item);
      else scanItem(found, itemPath, item, depth, within);
    }
  }

  function scanItem(
    found: Collection,
    path: string,
    item: unknown,
    depth: number,
    leftOut: LeftOut | undefined,
  ): void {
    if (isObject(item) && typeof item['type'] === 'string' && serverTool.test(item['type'])) {
      collectTool(found, path, item, depth + 1);
    } else {
      scanUnknown(found, path, item, depth + 1, leftOut);
    }
  }

  return scanUnknown;
}

/** A slug, a list of slugs, or something that can't be read as either. */
export function scanModelLike(found: Collection, path: string, value: unknown): void {
  if (isAbsent(value)) return;
  if (Array.isArray(value)) {
    for (const [index, item] of value.entries()) addSlug(found, placeIn(path, index), 'unrecognised', item);
  } else {
    addSlug(found, path, 'unrecognised', value);
  }
}
