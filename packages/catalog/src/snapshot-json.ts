import { z } from 'zod';
import { CatalogError } from './errors.js';
import { snapshotFromJson } from './indexed-snapshot.js';
import { firstIssue } from './json.js';
import type { CatalogSnapshot } from './snapshot.js';

const text = z.string();
const nullableText = z.string().nullable();

const modelJson = z.object({
  slug: text.min(1),
  canonicalSlug: text.min(1),
  name: text,
  kind: z.enum(['model', 'alias', 'router']),
  permission: z.enum(['distillable', 'not-distillable', 'conflicting', 'unlisted']),
  aliasTarget: nullableText,
  created: z.number().nullable(),
  contextLength: z.number().nullable(),
  promptPrice: nullableText,
  completionPrice: nullableText,
  otherPrices: z.record(text, nullableText).exactOptional(),
  inputModalities: z.array(text),
  outputModalities: z.array(text),
  supportedParameters: z.array(text),
  expirationDate: nullableText,
  huggingFaceId: nullableText,
});

const snapshotJson = z.object({
  schemaVersion: z.literal(1),
  digest: text,
  retrievedAt: z.iso.datetime(),
  source: z.object({ url: text, sample: nullableText }),
  models: z.array(modelJson).min(1),
});

/**
 * Checks and loads the JSON form of a snapshot: the result of `toJSON()`, or the parsed file that
 * `distillable snapshot export` wrote.
 *
 * @throws CatalogError `SNAPSHOT_SCHEMA_VERSION`, `SNAPSHOT_INVALID` (with the JSON Pointer in `details.path`),
 * `SNAPSHOT_DIGEST_MISMATCH`
 */
export function parseSnapshot(json: unknown): CatalogSnapshot {
  const version = z.object({ schemaVersion: z.unknown() }).safeParse(json).data?.schemaVersion;
  if (version !== undefined && version !== 1) {
    throw new CatalogError(
      'SNAPSHOT_SCHEMA_VERSION',
      `The snapshot at /schemaVersion has version ${JSON.stringify(version)}; this version reads 1. Export it again.`,
      { details: { path: '/schemaVersion', version } },
    );
  }
  const parsed = snapshotJson.safeParse(json);
  if (!parsed.success) throw invalid(parsed.error);
  rejectDuplicates(parsed.data.models.map((model) => model.slug));
  return snapshotFromJson(parsed.data);
}

function invalid(error: z.ZodError): CatalogError {
  const { problem, path } = firstIssue(error);
  return new CatalogError(
    'SNAPSHOT_INVALID',
    `Not a snapshot of distillable: ${problem}. Export one with \`distillable snapshot export\`.`,
    { cause: error, details: { path } },
  );
}

function rejectDuplicates(slugs: readonly string[]): void {
  const seen = new Set<string>();
  for (const [row, slug] of slugs.entries()) {
    if (seen.has(slug)) {
      const path = `/models/${row}/slug`;
      throw new CatalogError('SNAPSHOT_INVALID', `The snapshot repeats "${slug}" at ${path}.`, {
        details: { path },
      });
    }
    seen.add(slug);
  }
}
