import { stat } from 'node:fs/promises';
import { isAbsolute } from 'node:path';
import { unreadable } from '../audit-error.js';

/**
 * The files that these paths and globs name, each once: a path that exists is taken as it is, anything else is a glob.
 *
 * @throws AuditError `INPUT_UNREADABLE` for a directory, a missing file and a glob without a match
 */
export async function findFiles(patterns: readonly string[]): Promise<readonly string[]> {
  const found: string[] = [];
  for (const pattern of patterns) found.push(...(await matching(pattern)));
  return [...new Set(found)];
}

async function matching(pattern: string): Promise<readonly string[]> {
  const facts = await stat(pattern).catch((cause: unknown) => unreadable(pattern, cause));
  if (!(facts instanceof Error)) {
    if (!facts.isDirectory()) return [pattern];
    throw unreadable(
      pattern,
      `it is a directory. Name its files: '${pattern.replace(/\/+$/, '')}/**/*.jsonl'`,
    );
  }
  const { glob, isDynamicPattern } = await import('tinyglobby');
  if (!isDynamicPattern(pattern)) throw facts;
  const paths = await glob(pattern, { absolute: isAbsolute(pattern), expandDirectories: false });
  if (paths.length === 0) throw unreadable(pattern, 'no file matches it');
  return paths.sort();
}
