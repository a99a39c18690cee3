import { createHash } from 'node:crypto';
import type { ModelColumns } from './model-columns.js';

/**
 * SHA-256 over the permission-bearing content: a JSON array of five columns (slug, canonical slug, kind, permission,
 * alias target), each ordered by slug, without white space. Anybody can recompute it from an exported snapshot:
 *
 * ```sh
 * jq -cj '.models | [map(.slug), map(.canonicalSlug), map(.kind), map(.permission), map(.aliasTarget)]' \
 *   snapshot.json | sha256sum
 * ```
 */
export function digestOf({ slug, canonicalSlug, kind, permission, aliasTarget }: ModelColumns): string {
  const canonicalSlugs = canonicalSlug.map((other, row) => other ?? slug[row]);
  const content = JSON.stringify([slug, canonicalSlugs, kind, permission, aliasTarget]);
  return `sha256:${createHash('sha256').update(content).digest('hex')}`;
}
