import type { FoundName } from '../found-name.js';

/** Each name as `place role name`; `?`: not certain, `-`: does not count, `!`: malformed. */
export function describeNames(names: readonly FoundName[]): readonly string[] {
  return names.map(({ place, role, name, kind, certain, counts }) => {
    const marks = `${kind === 'malformed' ? ' !' : ''}${certain ? '' : ' ?'}${counts ? '' : ' -'}`;
    return `${place} ${role} ${name}${marks}`;
  });
}
