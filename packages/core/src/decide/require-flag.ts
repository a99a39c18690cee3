import { isObject, type JsonObject } from '../json.js';
import { isAbsent } from '../references/collection.js';
import { type Naming, type Namings, spell } from '../references/naming.js';
import type { JsonPatchOperation } from './json-patch.js';

const flagNames: Readonly<Record<Naming, string>> = {
  wire: 'enforce_distillable_text',
  sdk: spell('enforce_distillable_text', 'sdk'),
};

/**
 * The changes that make a body carry `provider.enforce_distillable_text: true`; null where `provider` is something
 * that can't carry it.
 *
 * @see https://openrouter.ai/docs/features/provider-routing (read 2026-08-22)
 */
export function requireFlag(
  body: JsonObject,
  prefix: string,
  namings: Namings,
  presetProvider: JsonObject | null,
): readonly JsonPatchOperation[] | null {
  const { provider } = body;
  const path = `${prefix}/provider`;
  const names = namings.map((naming) => flagNames[naming]);
  if (isAbsent(provider)) {
    // The server merges shallowly: our provider would discard the preset's own, so that is carried along.
    const value = presetProvider === null ? {} : spelled(presetProvider, namings);
    for (const name of names) value[name] = true;
    return [{ op: 'provider' in body ? 'replace' : 'add', path, value }];
  }
  if (!isObject(provider)) return null;
  return names
    .filter((name) => !Object.hasOwn(provider, name) || provider[name] !== true)
    .map((name) => ({
      op: Object.hasOwn(provider, name) ? 'replace' : 'add',
      path: `${path}/${name}`,
      value: true,
    }));
}

/** A preset's preferences are in snake_case; a reader of camelCase would drop them. */
function spelled(provider: JsonObject, namings: Namings): Record<string, unknown> {
  const entries = Object.entries(provider);
  return Object.fromEntries(
    namings.flatMap((naming) => entries.map(([name, value]) => [spell(name, naming), value])),
  );
}
