import type { RouterBound } from '../references/collection.js';
import { type Namings, spell } from '../references/naming.js';

/**
 * Whether a body bounds what a router may pick: every entry of its plugin is switched on and has candidates, in the
 * spelling that the reader reads. Several entries may be merged in any way, so all of them must.
 */
export function boundsCandidates(
  bounds: readonly RouterBound[],
  pluginId: string,
  namings: Namings,
): boolean {
  const own = bounds.filter((bound) => bound.pluginId === pluginId);
  const lists = namings.map((naming) => spell('allowed_models', naming));
  const hasList = (path: string, name: string): boolean =>
    own.some((bound) => bound.listPath === `${path}/${name}` && bound.patterns > 0);
  return (
    own.length > 0 && own.every(({ enabled, path }) => enabled && lists.every((name) => hasList(path, name)))
  );
}
