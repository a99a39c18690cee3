import { readFile } from 'node:fs/promises';
import { SandboxError } from '../sandbox-error.js';
import { builtInCatalog } from './built-in-catalog.js';
import { type DistillableLabels, distillableRows } from './distillable-labels.js';
import type { ModelRow } from './model-row.js';
import { parseDistillableLabels } from './parse-distillable-labels.js';
import { checkFile, parseJson } from './parse-json-file.js';
import type { SandboxCatalog } from './sandbox-catalog.js';

/** Paths of the files to serve. */
export interface CatalogFiles {
  /** A saved answer of `GET /models`: `{ data: [...] }`, with or without further fields around it. */
  readonly catalog: string;
  /**
   * A file naming the distillable slugs: text with one slug a line (`#` begins a comment), a JSON array of slugs, a
   * JSON object from slug to boolean, or an object whose `distillable` property is one of the two. A `:batch` row that
   * it does not name at all takes the label of its base. Without a file, the built-in sample's labels hold for the
   * slugs that it knows, and all others are not distillable.
   */
  readonly distillable?: string;
}

/**
 * Makes a catalog from a user's files.
 *
 * @throws SandboxError `SANDBOX_FILE_UNREADABLE` or `SANDBOX_FILE_INVALID`, naming the file and what is wrong
 */
export async function readCatalogFiles(files: CatalogFiles): Promise<SandboxCatalog> {
  const [models, labels] = await Promise.all([
    readModels(files.catalog),
    files.distillable === undefined ? builtInLabels() : readLabels(files.distillable),
  ]);
  const permissions =
    files.distillable === undefined
      ? `for the slugs that the built-in sample knows, ${builtInCatalog().sample}`
      : "permissions from a local file: a sample, not today's truth";
  return {
    models,
    distillable: distillableRows(models, labels),
    sample: `catalog from a local file; ${permissions}`,
  };
}

async function readModels(file: string): Promise<readonly ModelRow[]> {
  const [text, { modelListSchema }] = await Promise.all([readText(file), import('./model-list-schema.js')]);
  const { data } = checkFile(modelListSchema, parseJson(text, file), file);
  const seen = new Set<string>();
  for (const { id } of data) {
    if (seen.has(id)) {
      throw new SandboxError(
        'SANDBOX_FILE_INVALID',
        `${file} lists ${id} twice. Remove one of the two rows: ids must be unique.`,
        { details: { file, id } },
      );
    }
    seen.add(id);
  }
  return data;
}

async function readLabels(file: string): Promise<DistillableLabels> {
  return parseDistillableLabels(await readText(file), file);
}

function builtInLabels(): DistillableLabels {
  const { models, distillable } = builtInCatalog();
  return new Map(models.map(({ id }) => [id, distillable.has(id)]));
}

async function readText(file: string): Promise<string> {
  try {
    const text = await readFile(file, 'utf8');
    return text.replace(/^\uFEFF/, '');
  } catch (cause) {
    const reason = cause instanceof Error && 'code' in cause ? String(cause.code) : 'unknown reason';
    throw new SandboxError(
      'SANDBOX_FILE_UNREADABLE',
      `Cannot read ${file} (${reason}). Check the path and its permissions.`,
      { details: { file }, cause },
    );
  }
}
