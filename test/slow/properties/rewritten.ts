/** The same value with the keys of every object in an order that the seed gives. */
export function shuffled(value: unknown, seed: number): unknown {
  if (Array.isArray(value)) return value.map((child) => shuffled(child, seed));
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).map(([key, child]) => [key, shuffled(child, seed)] as const);
  return Object.fromEntries(entries.sort(([a], [b]) => rank(a, seed) - rank(b, seed)));
}

function rank(key: string, seed: number): number {
  let hash = seed;
  for (let index = 0; index < key.length; index += 1)
    hash = Math.imul(hash ^ key.charCodeAt(index), 0x9e3779b1);
  return hash;
}

const additions: readonly (readonly [string, unknown])[] = [
  ['note', 'like openai/a'],
  ['modelled', 'like openai/a'],
  ['moderators', ['like openai/a']],
  ['x', { nested: { reason: 'like openai/a' } }],
  ['remodeling/~', [{}, null, 7]],
];

/** The same value with fields that no one knows, and that name no model, in every object that has fields. */
export function withUnknownFields(value: unknown, seed: number): unknown {
  if (Array.isArray(value)) return value.map((child, index) => withUnknownFields(child, seed + index));
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).map(
    ([key, child]) => [key, withUnknownFields(child, seed + 1)] as const,
  );
  if (entries.length === 0) return value;
  const addition = additions[Math.abs(seed) % additions.length] ?? ['x', null];
  return Object.fromEntries([...entries, addition]);
}
