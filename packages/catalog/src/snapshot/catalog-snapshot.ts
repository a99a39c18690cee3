import { z } from 'zod';
import { CatalogError, jsonPointer } from '../errors.js';
import { createSnapshot } from './create-snapshot.js';
import { digestOf } from './digest.js';
import { columnsFromModels } from './model-columns.js';
import type { CatalogSnapshot as Snapshot } from './snapshot.js';

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

/** The catalog at one time: immutable, synchronous, without I/O. */
export type CatalogSnapshot = Snapshot;

/** Reads snapshots back. */
export const CatalogSnapshot: {
  /**
   * Checks and loads the JSON form (`toJSON()`, or the parsed file of `distillable snapshot export`).
   *
   * @throws CatalogError `SNAPSHOT_SCHEMA_VERSION`, `SNAPSHOT_INVALID` (with the JSON Pointer in `details.path`),
   * `SNAPSHOT_DIGEST_MISMATCH`
   */
  fromJSON(value: unknown): Snapshot;
} = { fromJSON };

function fromJSON(value: unknown): Snapshot {
  refuseOtherVersion(value);
  const parsed = snapshotJson.safeParse(value);
  if (!parsed.success) throw invalid(parsed.error);
  const { models, digest, retrievedAt, source } = parsed.data;
  refuseDuplicates(models.map((model) => model.slug));
  const columns = columnsFromModels(models);
  const actual = digestOf(columns);
  if (actual !== digest) {
    throw new CatalogError(
      'SNAPSHOT_DIGEST_MISMATCH',
      `The snapshot says digest ${digest}, but its content has ${actual}: it was edited or damaged. Export it again.`,
      { details: { expected: digest, actual } },
    );
  }
  return createSnapshot({ columns, retrievedAt: Date.parse(retrievedAt), source }, actual);
}

function refuseOtherVersion(value: unknown): void {
  const version = z.object({ schemaVersion: z.unknown() }).safeParse(value).data?.schemaVersion;
  if (version === undefined || version === 1) return;
  throw new CatalogError(
    'SNAPSHOT_SCHEMA_VERSION',
    `The snapshot at /schemaVersion has version ${JSON.stringify(version)}; this version reads 1. Export it again.`,
    { details: { path: '/schemaVersion', version } },
  );
}

function refuseDuplicates(slugs: readonly string[]): void {
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

function invalid(error: z.ZodError): CatalogError {
  const issue = error.issues[0];
  const path = jsonPointer(issue?.path ?? []);
  return new CatalogError(
    'SNAPSHOT_INVALID',
    `Not a snapshot of distillable: ${issue?.message ?? 'unreadable'} at ${path === '' ? 'the top' : path}. ` +
      'Export one with `distillable snapshot export`.',
    { cause: error, details: { path } },
  );
}
