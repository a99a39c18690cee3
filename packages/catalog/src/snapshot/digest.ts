import { createHash } from 'node:crypto';
import type { ModelColumns } from './model-columns.js';

/**
 * SHA-256 over the permission-bearing content: a JSON array of `[slug, canonicalSlug, kind, permission, aliasTarget]`,
 * ordered by slug, without white space. Anybody can recompute it from an exported snapshot:
 *
 * ```sh
 * jq -cj '[.models[] | [.slug, .canonicalSlug, .kind, .permission, .aliasTarget]]' snapshot.json | sha256sum
 * ```
 */
export function digestOf(columns: ModelColumns): string {
  const rows = columns.slug.map((slug, index) => [
    slug,
    columns.canonicalSlug[index] ?? slug,
    columns.kind[index],
    columns.permission[index],
    columns.aliasTarget[index],
  ]);
  return `sha256:${createHash('sha256').update(JSON.stringify(rows)).digest('hex')}`;
}
