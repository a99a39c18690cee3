import { promises as files } from 'node:fs';
import { type CatalogSnapshot, DistillableError, parseJsonText, reasonOf } from '@distillable/catalog';
import { CommandError, unreadable } from '../errors.js';

/**
 * Reads a file that `snapshot export` wrote.
 *
 * @throws CommandError `INPUT_UNREADABLE`, naming the file and what is wrong with it
 */
export async function readSnapshotFile(path: string): Promise<CatalogSnapshot> {
  return parseFile(path, async () => {
    const { parseSnapshot } = await import('@distillable/catalog');
    return parseSnapshot;
  });
}

/**
 * Reads a JSON file by a parser of the catalog, which is loaded only here: zod, which checks the file, takes longer to
 * load than the rest of a command. To take it out of `import()` at once keeps the rest of the catalog out of the bundle.
 *
 * @throws CommandError `INPUT_UNREADABLE`, naming the file and what is wrong with it
 */
export async function parseFile<Content>(
  path: string,
  loadParser: () => Promise<(json: unknown) => Content>,
): Promise<Content> {
  const value = await readJsonFile(path);
  const parse = await loadParser();
  try {
    return parse(value);
  } catch (cause) {
    if (!DistillableError.is(cause)) throw cause;
    throw new CommandError('INPUT_UNREADABLE', `${path}: ${reasonOf(cause)}.`, {
      cause,
      details: { ...cause.details, path, reason: cause.code },
    });
  }
}

/** @throws CommandError `INPUT_UNREADABLE`, naming the file */
async function readJsonFile(path: string): Promise<unknown> {
  const text = await files.readFile(path, 'utf8').catch((cause: unknown) => {
    throw unreadable(path, cause);
  });
  const parsed = parseJsonText(text);
  if ('value' in parsed) return parsed.value;
  throw new CommandError('INPUT_UNREADABLE', `${path}: ${parsed.problem}.`, { details: { path } });
}
