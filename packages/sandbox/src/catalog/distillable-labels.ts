import { z } from 'zod';
import { checkFile, parseJson } from './catalog-file.js';
import type { ModelRow } from './sandbox-catalog.js';
import { SandboxError } from './sandbox-error.js';

/** What a file says of each slug that it names. */
export type DistillableLabels = ReadonlyMap<string, boolean>;

const slugs = z.array(z.string().min(1));

// OpenRouter's null stands for "not allowed", as false does.
const labels = z.record(z.string(), z.boolean().nullable());

/**
 * Reads labels from a file's text: one slug per line (`#` begins a comment), a JSON array of slugs, a JSON object
 * from slug to boolean (null counts as false), or an object whose `distillable` property is one of the two.
 *
 * @throws SandboxError `SANDBOX_FILE_INVALID`, naming the file and the first wrong places
 */
export function parseDistillableLabels(text: string, file: string): DistillableLabels {
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
export function distillableRows(models: readonly ModelRow[], known: DistillableLabels): ReadonlySet<string> {
  const labelOf = (id: string): boolean => known.get(id) ?? known.get(id.replace(/:batch$/, '')) ?? false;
  return new Set(models.map((row) => row.id).filter(labelOf));
}
