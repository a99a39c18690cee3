import { SandboxError } from '../sandbox-error.js';
import type { DistillableLabels } from './distillable-labels.js';
import { checkFile, parseJson } from './parse-json-file.js';

/**
 * Reads the labels from a file's text: one slug a line (`#` begins a comment), a JSON array of slugs, a JSON object
 * from slug to boolean (null counts as false), or an object whose `distillable` property is one of the two.
 *
 * @throws SandboxError `SANDBOX_FILE_INVALID`, naming the file and the first wrong places
 */
export async function parseDistillableLabels(text: string, file: string): Promise<DistillableLabels> {
  if (!/^\s*[[{]/.test(text)) return parseLines(text, file);
  const { labelsSchema, slugsSchema } = await import('./model-list-schema.js');
  const content = unwrap(parseJson(text, file));
  if (Array.isArray(content)) {
    return new Map(checkFile(slugsSchema, content, file).map((slug) => [slug, true]));
  }
  const labels = checkFile(labelsSchema, content, file);
  return new Map(Object.entries(labels).map(([slug, label]) => [slug, label === true]));
}

function unwrap(content: unknown): unknown {
  return typeof content === 'object' && content !== null && 'distillable' in content
    ? content.distillable
    : content;
}

function parseLines(text: string, file: string): DistillableLabels {
  const labels = new Map<string, boolean>();
  for (const [index, line] of text.split(/\r?\n/).entries()) {
    const slug = line.replace(/(^|\s)#.*$/, '').trim();
    if (slug === '') continue;
    if (!/^[^\s/]+\/\S+$/.test(slug)) {
      throw new SandboxError(
        'SANDBOX_FILE_INVALID',
        `${file}, line ${index + 1}: ${JSON.stringify(slug)} is not a model slug. Write one author/name a line.`,
        { details: { file, line: index + 1 } },
      );
    }
    labels.set(slug, true);
  }
  return labels;
}
