import { isObject, type JsonObject } from '@distillable/catalog';
import { isAbsent } from '../references/reference.js';
import type { JsonPatchOperation } from './json-patch.js';
import type { HostLists } from './narrow-hosts.js';

const flag = 'enforce_distillable_text';

/**
 * The changes that make a body carry `provider.enforce_distillable_text: true` and lists of hosts; null where `provider`
 * is something that can't carry them.
 *
 * @param presetProvider the preferences of the body's preset. The server merges shallowly: a `provider` in the body
 * would discard them, so they are carried along
 * @see https://openrouter.ai/docs/features/provider-routing (read 2026-08-22)
 */
export function requireFlag(
  body: JsonObject,
  prefix: string,
  presetProvider: JsonObject | null,
  lists: HostLists,
): readonly JsonPatchOperation[] | null {
  // A flag that is only inherited is not sent.
  const provider = Object.hasOwn(body, 'provider') ? body['provider'] : undefined;
  const path = `${prefix}/provider`;
  const { only, ignore } = lists;
  if (isAbsent(provider)) {
    const value: Record<string, unknown> =
      presetProvider === null ? { [flag]: true } : { ...presetProvider, [flag]: true };
    if (only !== undefined) value['only'] = [...only];
    if (ignore !== undefined) value['ignore'] = [...ignore];
    return [{ op: Object.hasOwn(body, 'provider') ? 'replace' : 'add', path, value }];
  }
  if (!isObject(provider)) return null;
  const changes: JsonPatchOperation[] = [];
  const set = (name: string, value: unknown): void => {
    changes.push({ op: Object.hasOwn(provider, name) ? 'replace' : 'add', path: `${path}/${name}`, value });
  };
  if (!Object.hasOwn(provider, flag) || provider[flag] !== true) set(flag, true);
  if (only !== undefined) set('only', [...only]);
  if (ignore !== undefined) set('ignore', [...ignore]);
  return changes;
}
