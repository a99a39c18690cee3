import type { JsonPatchOperation } from '../changes/apply-changes.js';
import type { JudgedReference } from './decision.js';
import type { JudgedPart, Pruned } from './prune.js';

/** Drops fallbacks that are not allowed, and a primary for which an allowed fallback can step in. */
export function pruneModels(part: JudgedPart): Pruned {
  const primary = part.judged.find(({ role, path }) => role === 'primary' && isOwn(part, path));
  const fallbacks = part.judged.filter(({ role, path }) => role === 'fallback' && isOwn(part, path));
  const successor =
    primary?.outcome === 'refused' ? fallbacks.find(({ outcome }) => outcome === 'allowed') : undefined;
  const dropped = new Set(fallbacks.filter(({ outcome }) => outcome === 'refused'));
  if (primary !== undefined && successor !== undefined) dropped.add(primary);
  if (dropped.size === 0) return { judged: part.judged, changes: [] };

  const modelPath = `${part.prefix}/model`;
  // One of `models` leads by itself once those before it are gone; one of `fallbacks` has to become the model.
  const stepsIn =
    successor !== undefined && (primary?.path === modelPath || !successor.path.startsWith(`${modelPath}s/`));
  const op = 'model' in part.body ? 'replace' : 'add';
  const removed = [...dropped, ...(stepsIn ? [successor] : [])].map(({ path }) => path);
  return {
    judged: part.judged.map((reference) => (dropped.has(reference) ? asDropped(reference) : reference)),
    changes: [
      ...(stepsIn ? [{ op, path: modelPath, value: successor.requested } as const] : []),
      ...removals(part, 'models', removed),
      ...removals(part, 'fallbacks', removed),
    ],
  };
}

function asDropped(reference: JudgedReference): JudgedReference {
  return { ...reference, outcome: 'dropped' };
}

/** Whether the reference stands in the body itself: what a preset brings can't be taken out here. */
function isOwn({ prefix }: JudgedPart, path: string): boolean {
  return path.startsWith(`${prefix}/model`) || path.startsWith(`${prefix}/fallbacks`);
}

/** Takes entries out of a list, last one first, so that the pointers of the others stay right; or the whole list. */
function removals(
  { body, prefix }: JudgedPart,
  field: string,
  removed: readonly string[],
): readonly JsonPatchOperation[] {
  const path = `${prefix}/${field}`;
  const list = body[field];
  const indexes = removed
    .filter((each) => each.startsWith(`${path}/`))
    .map((each) => Number(each.slice(path.length + 1).split('/', 1)[0]));
  const isWhole =
    removed.includes(path) || (Array.isArray(list) && indexes.length > 0 && indexes.length === list.length);
  if (isWhole) return [{ op: 'remove', path }];
  return indexes.sort((a, b) => b - a).map((index) => ({ op: 'remove', path: `${path}/${index}` }));
}
