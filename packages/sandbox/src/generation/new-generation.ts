import type { Generation } from './generation.js';

/** The id of a generation that begins at this time, in milliseconds since 1970. */
export function newGeneration(now: number, randomId: () => string): Pick<Generation, 'id' | 'created'> {
  const created = Math.floor(now / 1000);
  return { id: `gen-${created}-${randomId()}`, created };
}
