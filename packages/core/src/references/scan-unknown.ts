import { isObject, type JsonObject, pointer } from '@distillable/catalog';
import { addSlug, type Collection, isAbsent } from './reference.js';

/** Deeper structures are not searched, and so rejected. */
export const maxDepth = 64;

const none: ReadonlySet<string> = new Set();

/** Types of tools that run models on the server, and have a default where they name none. */
export const serverTool: RegExp = /^(?:openrouter:|image_generation$|advisor_\d)/i;

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
 * Searches what is not known here (a new tool, plugin or parameter) for fields that look like a model's. Fail closed:
 * what such a field holds is judged, whatever it is for.
 *
 * @param known fields of the value itself that are left out, as they are collected one by one
 */
export type ScanUnknown = (
  found: Collection,
  path: string,
  value: unknown,
  depth: number,
  known?: ReadonlySet<string>,
) => void;

/** Creates the search; `collectTool` collects the tools that turn up in it. */
export function createScan(collectTool: CollectTool): ScanUnknown {
  function scanUnknown(
    found: Collection,
    path: string,
    value: unknown,
    depth: number,
    known: ReadonlySet<string> = none,
  ): void {
    if (typeof value !== 'object' || value === null) return;
    if (depth > maxDepth) {
      found.references.push({ path, role: 'unrecognised', kind: 'open', reason: 'too-deep' });
      return;
    }
    if (Array.isArray(value)) {
      for (const [index, item] of value.entries()) scanItem(found, pointer(path, index), item, depth);
      return;
    }
    for (const [key, item] of Object.entries(value)) {
      if (known.has(key)) continue;
      const itemPath = pointer(path, key);
      if (isModelLike(key)) scanModelLike(found, itemPath, item);
      else scanItem(found, itemPath, item, depth);
    }
  }

  function scanItem(found: Collection, path: string, item: unknown, depth: number): void {
    if (isObject(item) && typeof item['type'] === 'string' && serverTool.test(item['type'])) {
      collectTool(found, path, item, depth + 1);
    } else {
      scanUnknown(found, path, item, depth + 1);
    }
  }

  return scanUnknown;
}

/** A slug, a list of slugs, or something that can't be read as either. */
export function scanModelLike(found: Collection, path: string, value: unknown): void {
  if (isAbsent(value)) return;
  if (Array.isArray(value)) {
    for (const [index, item] of value.entries()) addSlug(found, `${path}/${index}`, 'unrecognised', item);
  } else {
    addSlug(found, path, 'unrecognised', value);
  }
}
