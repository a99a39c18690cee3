import { readFileSync } from 'node:fs';
import { isObject } from '@distillable/core';

/** The version of this package. */
export function readVersion(): string {
  const manifest: unknown = JSON.parse(
    readFileSync(new URL('../../core/package.json', import.meta.url), 'utf8'),
  );
  return isObject(manifest) && typeof manifest['version'] === 'string' ? manifest['version'] : 'unknown';
}
