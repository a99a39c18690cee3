import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { auditCode } from '@distillable/audit';
import {
  type CatalogSnapshot,
  isObject,
  type JsonObject,
  parseJsonText,
  reasonOf,
  type TermsTable,
  termsOf,
} from '@distillable/catalog';
import { unreadable } from '../../errors.js';
import type { Io } from '../../io.js';
import type { Change } from './changes.js';

/** A place in code that names a model. */
export interface CodePlace {
  readonly file: string;
  /** From 1. */
  readonly line: number;
  /** As it is spelled there. */
  readonly model: string;
}

/** A model that an earlier audit found in data. */
export interface AuditPlace {
  /** The file of the report. */
  readonly report: string;
  /** ISO 8601, UTC. */
  readonly generatedAt: string;
  /** As rows spell it. */
  readonly model: string;
  /** How many rows name it. */
  readonly rows: number;
}

/** An entry of an audit, and the meaning of its name. */
export interface AuditedName extends AuditPlace {
  readonly slugs: readonly string[];
}

/** The code and data that a change may touch; null for parts that were not asked for, or could not be read. */
export interface Surroundings {
  readonly code: readonly CodePlace[] | null;
  readonly audits: readonly AuditedName[] | null;
  /** Why something could not be read, one sentence each. */
  readonly problems: readonly string[];
}

/** How much of something a change touches. */
export interface Touched<Place> {
  readonly total: number;
  /** The first 100. */
  readonly first: readonly Place[];
}

/** A change with the code and the audits that it touches. */
export interface TouchingChange extends Change {
  readonly code: Touched<CodePlace> | null;
  readonly audits: Touched<AuditPlace> | null;
}

const maxPlaces = 100;

/**
 * Finds what each change touches: a name does so if it leads to the row in either list, by an alias, a variant or a
 * canonical slug; or to a row that the terms are about.
 *
 * @param lists the older and the newer
 */
export function findTouched(
  changes: readonly Change[],
  lists: readonly CatalogSnapshot[],
  terms: TermsTable,
  { code, audits }: Pick<Surroundings, 'code' | 'audits'>,
): readonly TouchingChange[] {
  const codeByRow = code && byRow(code, lists, ({ model }) => [model]);
  const auditsByRow = audits && byRow(audits, lists, ({ model, slugs }) => [model, ...slugs]);
  return changes.map((change) => {
    const rows = rowsOfChange(change, lists, terms);
    return {
      ...change,
      code: codeByRow && touched(rows, codeByRow),
      audits: auditsByRow && cut(touched(rows, auditsByRow)),
    };
  });
}

function rowsOfChange(
  { kind, name }: Change,
  lists: readonly CatalogSnapshot[],
  terms: TermsTable,
): readonly string[] {
  if (kind !== 'terms-old' && kind !== 'terms-read') return [name];
  const models = lists.at(-1)?.models() ?? [];
  return models
    .filter((model) => termsOf(model, terms).layers.some(({ id }) => id === name))
    .map(({ slug }) => slug);
}

type ByRow<Place> = ReadonlyMap<string, readonly Place[]>;

function byRow<Place>(
  places: readonly Place[],
  lists: readonly CatalogSnapshot[],
  namesOf: (place: Place) => readonly string[],
): ByRow<Place> {
  const found = new Map<string, Place[]>();
  for (const place of places) {
    for (const row of new Set(namesOf(place).flatMap((name) => rowsOfName(name, lists)))) {
      const others = found.get(row);
      if (others === undefined) found.set(row, [place]);
      else others.push(place);
    }
  }
  return found;
}

/** The rows on the way from a name to its verdict. */
function rowsOfName(name: string, lists: readonly CatalogSnapshot[]): readonly string[] {
  return lists.flatMap((list) => {
    const { steps, model } = list.resolve(name);
    const passed = steps.flatMap((step) => ('slug' in step ? [step.slug] : []));
    return model === null ? passed : [...passed, model.slug];
  });
}

function touched<Place>(rows: readonly string[], places: ByRow<Place>): Touched<Place> {
  const found = [...new Set(rows.flatMap((row) => places.get(row) ?? []))];
  return { total: found.length, first: found.slice(0, maxPlaces) };
}

function cut({ total, first }: Touched<AuditedName>): Touched<AuditPlace> {
  return { total, first: first.map(({ slugs: _, ...place }) => place) };
}

/** Directories to look through; undefined where none was named. */
interface WatchedDirectories {
  readonly code?: readonly string[];
  readonly audits?: readonly string[];
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
): Promise<Surroundings> {
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
