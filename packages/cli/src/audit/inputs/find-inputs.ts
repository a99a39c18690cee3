import { stat } from 'node:fs/promises';
import { isAbsolute } from 'node:path';
import { CommandError } from '../../command-error.js';
import { reasonOf } from '../../reason-of.js';
import type { AuditFormat, AuditInput } from '../engine.js';

/**
 * The files that the arguments name: a name that exists as it is, else a glob; `-` is stdin. Each file once.
 *
 * @param format of all of them; undefined: told by each itself
 * @throws CommandError `INPUT_UNREADABLE` for a directory, a missing file and a glob without a match
 */
export async function findInputs(
  patterns: readonly string[],
  format: AuditFormat | undefined,
): Promise<readonly AuditInput[]> {
  const found: string[] = [];
  for (const pattern of patterns) found.push(...(await matching(pattern)));
  return [...new Set(found)].map((path) => ({ path, format: format ?? null }));
}

async function matching(pattern: string): Promise<readonly string[]> {
  if (pattern === '-') return [pattern];
  const facts = await stat(pattern).catch((cause: unknown) => reasonOf(cause));
  if (typeof facts === 'object') {
    if (!facts.isDirectory()) return [pattern];
    throw unreadable(
      pattern,
      `it is a directory. Name its files: '${pattern.replace(/\/+$/, '')}/**/*.jsonl'`,
    );
  }
  const { glob, isDynamicPattern } = await import('tinyglobby');
  if (!isDynamicPattern(pattern)) throw unreadable(pattern, facts);
  const paths = await glob(pattern, { absolute: isAbsolute(pattern), expandDirectories: false });
  if (paths.length === 0) throw unreadable(pattern, 'no file matches it');
  return paths.sort();
}

function unreadable(path: string, reason: string): CommandError {
  return new CommandError('INPUT_UNREADABLE', `Cannot read ${path}: ${reason}.`, { details: { path } });
}
