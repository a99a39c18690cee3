import type { Generation } from './generation.js';

/** What the ids within an answer end with, to be as unique as the generation's. */
export function idSuffix({ id }: Generation): string {
  return id.replace(/^gen-/, '').replaceAll('-', '');
}
