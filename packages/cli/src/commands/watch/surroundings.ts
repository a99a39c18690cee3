import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { auditCode } from '@distillable/audit';
import { type CatalogSnapshot, isObject, type JsonObject, parseJsonText } from '@distillable/catalog';
import { reasonOf, unreadable } from '../../errors.js';
import type { Io } from '../../io.js';
import type { AuditedName, CodePlace, Surroundings } from './touched.js';

/** Directories to look through; undefined where none was named. */
export interface WatchedDirectories {
  readonly code?: readonly string[];
  readonly audits?: readonly string[];
}

/** What was found in the directories, and what could not be read, one sentence each. */
export interface FoundSurroundings extends Surroundings {
  readonly problems: readonly string[];
}

/** @throws CommandError `INPUT_UNREADABLE` for the first that is missing or is a file */
export async function expectDirectories({ code = [], audits = [] }: WatchedDirectories): Promise<void> {
  for (const path of [...code, ...audits]) {
    const facts = await stat(path).catch((cause: unknown) => {
      throw unreadable(path, cause);
    });
    if (!facts.isDirectory()) throw unreadable(path, new Error('it is not a directory'));
  }
}

/**
 * Reads code and audits. Never throws: a change must be reported even if a directory has gone.
 *
 * @param lists the older and the newer: code is searched for the names of both
 */
export async function readSurroundings(
  { code, audits }: WatchedDirectories,
  lists: readonly CatalogSnapshot[],
  world: Pick<Io, 'cwd' | 'env' | 'now'>,
): Promise<FoundSurroundings> {
  const problems: string[] = [];
  const attempt = async <Found>(read: () => Promise<Found>): Promise<Found | null> => {
    try {
      return await read();
    } catch (error) {
      problems.push(`${reasonOf(error)}.`);
      return null;
    }
  };
  return {
    code: code === undefined ? null : await attempt(() => readCode(code, lists, world)),
    audits: audits === undefined ? null : await attempt(() => readAudits(audits, problems)),
    problems,
  };
}

async function readCode(
  directories: readonly string[],
  lists: readonly CatalogSnapshot[],
  { cwd, env, now }: Pick<Io, 'cwd' | 'env' | 'now'>,
): Promise<readonly CodePlace[]> {
  const found = new Map<string, CodePlace>();
  for (const snapshot of lists) {
    const { occurrences } = await auditCode(directories, { snapshot, cwd, env, now });
    for (const { file, line, column, model } of occurrences) {
      if (model !== null) found.set(`${file}:${line}:${column}`, { file, line, model });
    }
  }
  return [...found.values()];
}

/** Every report that `distillable audit --json` wrote; other JSON files, such as those of an evidence folder, are not. */
async function readAudits(
  directories: readonly string[],
  problems: string[],
): Promise<readonly AuditedName[]> {
  const found: AuditedName[] = [];
  for (const directory of directories) {
    const names = await readdir(directory, { recursive: true }).catch((cause: unknown) => {
      throw unreadable(directory, cause);
    });
    for (const name of names.filter((each) => each.endsWith('.json')).toSorted()) {
      const path = join(directory, name);
      try {
        const parsed = parseJsonText(await readFile(path, 'utf8'));
        if ('problem' in parsed) problems.push(`${path}: ${parsed.problem}.`);
        else found.push(...namesIn(path, parsed.value));
      } catch (cause) {
        problems.push(unreadable(path, cause).message);
      }
    }
  }
  return found;
}

function namesIn(report: string, value: unknown): readonly AuditedName[] {
  if (!isObject(value) || value['schemaVersion'] !== 2) return [];
  const { models, generatedAt } = value;
  if (!Array.isArray(models) || typeof generatedAt !== 'string') return [];
  const named = new Map<string, AuditedName>();
  for (const each of models) {
    if (!isObject(each)) continue;
    const { model, rows, identified } = each;
    if (typeof model !== 'string' || typeof rows !== 'number') continue;
    // Rows that were judged by another list, or for another reason, are in an entry of their own.
    const before = named.get(model)?.rows ?? 0;
    named.set(model, { report, generatedAt, model, rows: before + rows, slugs: slugsIn(identified) });
  }
  return [...named.values()];
}

function slugsIn(identified: unknown): readonly string[] {
  const { slugs }: JsonObject = isObject(identified) ? identified : {};
  return Array.isArray(slugs) ? slugs.filter((slug) => typeof slug === 'string') : [];
}
