import { readFile } from 'node:fs/promises';
import { type ZodType, z } from 'zod';
import { SandboxError } from '../wire/errors.js';
import { builtInCatalog } from './built-in-catalog.js';
import type { ModelRow, SandboxCatalog } from './sandbox-catalog.js';

/** Paths of the files to serve. */
export interface CatalogFiles {
  /** A saved response of `GET /models`: `{ data: [...] }`, with or without further fields around it. */
  readonly catalog: string;
  /**
   * A file naming the distillable slugs: text with one slug per line (`#` begins a comment), a JSON array of slugs, a
   * JSON object from slug to boolean, or an object whose `distillable` property is one of the two. A `:batch` row that
   * it does not name takes the label of its base.
   *
   * @default the built-in sample's labels for the slugs that it knows; all others are not distillable
   */
  readonly distillable?: string;
}

/**
 * Makes a catalog from files, for `startSandbox({ catalog })`.
 *
 * @throws SandboxError `SANDBOX_FILE_UNREADABLE` or `SANDBOX_FILE_INVALID`, naming the file and what is wrong
 */
export async function readCatalogFiles(files: CatalogFiles): Promise<SandboxCatalog> {
  const [models, { labels, source }] = await Promise.all([
    readModels(files.catalog),
    files.distillable === undefined ? builtInLabels() : readLabels(files.distillable),
  ]);
  return {
    models,
    distillable: distillableRows(models, labels),
    sample: `catalog from a local file; ${source}`,
  };
}

const modelRow = z.looseObject({
  id: z.string().min(1),
  canonical_slug: z.string().nullish(),
  name: z.string().nullish(),
  architecture: z
    .looseObject({ output_modalities: z.array(z.string()).optional(), tokenizer: z.string().nullish() })
    .nullish(),
  supported_parameters: z.array(z.string()).nullish(),
  alias_target: z.looseObject({ slug: z.string().min(1), name: z.string().optional() }).nullish(),
});

/** A saved response of `GET /models`; only what the sandbox reads is checked. */
export const modelListSchema: z.ZodType<{ readonly data: readonly ModelRow[] }> = z.looseObject({
  data: z.array(modelRow).min(1),
});

async function readModels(file: string): Promise<readonly ModelRow[]> {
  const { data } = checkFile(modelListSchema, parseJson(await readText(file), file), file);
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

interface LabelSource {
  readonly labels: DistillableLabels;
  readonly source: string;
}

async function readLabels(file: string): Promise<LabelSource> {
  return {
    labels: parseDistillableLabels(await readText(file), file),
    source: "permissions from a local file: a sample, not today's truth",
  };
}

function builtInLabels(): LabelSource {
  const { models, distillable, sample } = builtInCatalog();
  return {
    labels: new Map(models.map(({ id }) => [id, distillable.has(id)])),
    source: `for the slugs that the built-in sample knows, ${sample}`,
  };
}

/** What a file says about each slug that it names. */
type DistillableLabels = ReadonlyMap<string, boolean>;

const slugs = z.array(z.string().min(1));

// OpenRouter's null stands for "not allowed", as false does.
const labels = z.record(z.string(), z.boolean().nullable());

/** Reads labels in any of the forms of {@link CatalogFiles.distillable}. */
function parseDistillableLabels(text: string, file: string): DistillableLabels {
  if (!/^\s*[[{]/.test(text)) return parseLines(text, file);
  const content = unwrap(parseJson(text, file));
  if (Array.isArray(content)) return new Map(checkFile(slugs, content, file).map((slug) => [slug, true]));
  return new Map(
    Object.entries(checkFile(labels, content, file)).map(([slug, label]) => [slug, label === true]),
  );
}

function unwrap(content: unknown): unknown {
  return typeof content === 'object' && content !== null && 'distillable' in content
    ? content.distillable
    : content;
}

function parseLines(text: string, file: string): DistillableLabels {
  const named = new Map<string, boolean>();
  for (const [index, line] of text.split(/\r?\n/).entries()) {
    const slug = line.replace(/(^|\s)#.*$/, '').trim();
    if (slug === '') continue;
    if (!/^[^\s/]+\/\S+$/.test(slug)) {
      throw new SandboxError(
        'SANDBOX_FILE_INVALID',
        `${file}, line ${index + 1}: ${JSON.stringify(slug)} is not a model slug. Write one author/name per line.`,
        { details: { file, line: index + 1 } },
      );
    }
    named.set(slug, true);
  }
  return named;
}

/**
 * The ids of the rows that the labels call distillable.
 *
 * A `:batch` row that the labels do not name takes the label of its base, because such files are often written with
 * `:batch` stripped. No other variant does: it is a row of its own, and not distillable unless it is named.
 */
function distillableRows(models: readonly ModelRow[], known: DistillableLabels): ReadonlySet<string> {
  const labelOf = (id: string): boolean => known.get(id) ?? known.get(id.replace(/:batch$/, '')) ?? false;
  return new Set(models.map((row) => row.id).filter(labelOf));
}

const shownIssues = 5;

/** A file's text, without a byte order mark. */
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

function parseJson(text: string, file: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    // The parser quotes the text, line breaks and all.
    const reason = cause instanceof Error ? cause.message.replace(/\s+/g, ' ') : 'unknown reason';
    throw new SandboxError('SANDBOX_FILE_INVALID', `${file} cannot be parsed as JSON: ${reason}.`, {
      details: { file },
      cause,
    });
  }
}

function checkFile<Output>(schema: ZodType<Output>, content: unknown, file: string): Output {
  const result = schema.safeParse(content);
  if (result.success) return result.data;
  const issues = result.error.issues.slice(0, shownIssues).map((issue) => {
    const place = issue.path
      .map((part) => (typeof part === 'number' ? `[${part}]` : `.${String(part)}`))
      .join('');
    return `${place.replace(/^\./, '') || 'the whole file'}: ${issue.message}`;
  });
  const more = result.error.issues.length - issues.length;
  throw new SandboxError(
    'SANDBOX_FILE_INVALID',
    `${file} does not have the expected shape: ${issues.join('; ')}${more > 0 ? `; and ${more} more` : ''}.`,
    { details: { file, issues } },
  );
}
