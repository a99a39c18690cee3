import { readFileSync } from 'node:fs';
import { isObject } from '@distillable/catalog';

/** The version of this package; in the bundle of the command line, of that one: both are released together. */
export function readVersion(): string {
  const manifest: unknown = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'));
  return isObject(manifest) && typeof manifest['version'] === 'string' ? manifest['version'] : 'unknown';
}
