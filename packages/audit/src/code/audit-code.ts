import { stat } from 'node:fs/promises';
import { isAbsolute, relative, resolve, sep } from 'node:path';
import { type CatalogSnapshot, checkOptions, type OptionRule } from '@distillable/catalog';
import { type Policy, policyRules } from '@distillable/core';
import { reading, unreadable } from '../audit-error.js';
import { readVersion } from '../version.js';
import { openSources, type ReadSource, type Unread } from './read-sources.js';
import { authorsOf, type CodeOccurrence, type CodeRule, createNameJudge, scanSource } from './scan.js';

/** Options of {@link auditCode}. */
export interface CodeAuditOptions {
  /** The model list that judges. */
  readonly snapshot: CatalogSnapshot;
  /** Models that it rejects are reported as `denied`; its `mode` does not count. @default the default policy */
  readonly policy?: Policy;
  /** Directories and the names of files are relative to this one. @default process.cwd() */
  readonly cwd?: string;
  /** The environment of `git`, which lists the files. @default process.env */
  readonly env?: NodeJS.ProcessEnv;
  /** Milliseconds since the epoch. @default Date.now */
  readonly now?: () => number;
}

/** An occurrence with its file. */
export interface CodeFinding extends CodeOccurrence {
  /** With `/` between its parts; relative to the working directory, or absolute if it is elsewhere. */
  readonly file: string;
}

/** A directory that was searched. */
export interface SearchedDirectory {
  /** As it was given. */
  readonly directory: string;
  /** `git` leaves out what `.gitignore` names; a walk does not. */
  readonly listedBy: 'git' | 'walk';
}

/** The model list that judged. */
export interface CodeCatalog {
  /** Lists with the same digest judge alike. */
  readonly digest: string;
  /** ISO 8601, UTC. */
  readonly retrievedAt: string;
  /** Base URL of the API that it was retrieved from. */
  readonly source: string;
  /** Set if its permissions are a sample: the text to show wherever a verdict is shown. */
  readonly sample: string | null;
}

/** The totals of all files. */
export interface CodeTotals {
  /** Files that were read. */
  readonly files: number;
  /** Occurrences of models that may be used. */
  readonly allowed: number;
  /** Occurrences that break each rule, without those that are suppressed. */
  readonly findings: Readonly<Record<CodeRule, number>>;
  /** Occurrences that break a rule and that a comment suppresses. */
  readonly suppressed: number;
  /** Names in comments and within other text: not judged. */
  readonly mentions: number;
}

/** A file of a known kind that was not read. */
export interface UnreadFile {
  /** As in a {@link CodeFinding}. */
  readonly file: string;
  /** Why. Deleted files are left out. */
  readonly reason: Exclude<Unread, 'gone'>;
}

/** The result of {@link auditCode}; `distillable audit --code --json` prints it, with the age of the list. */
export interface CodeAuditReport {
  /** Of this format. */
  readonly schemaVersion: 1;
  /** ISO 8601, UTC. */
  readonly generatedAt: string;
  /** Of `@distillable/audit`. */
  readonly version: string;
  /** The model list that judged. */
  readonly catalog: CodeCatalog;
  /** Those that were searched. */
  readonly directories: readonly SearchedDirectory[];
  /** Of all files. */
  readonly totals: CodeTotals;
  /** By file and place, including suppressed ones. */
  readonly occurrences: readonly CodeFinding[];
  /** Files that were not read. */
  readonly unread: readonly UnreadFile[];
}

const codeRules: Readonly<Record<keyof CodeAuditOptions, OptionRule>> = {
  snapshot: { methods: ['resolve'], such: 'await catalog.snapshot()' },
  policy: { options: policyRules },
  cwd: 'string',
  env: 'object',
  now: 'function',
};

/**
 * Judges every model that the sources and configuration files in some directories name, as the model of a request; each
 * file once. In a git repository, files that `.gitignore` names are left out.
 *
 * @example
 * const { totals, occurrences } = await auditCode(['.'], { snapshot: await catalog.snapshot() });
 *
 * @throws AuditError `INPUT_UNREADABLE` for a directory that is missing or is a file
 * @throws TypeError if an option is unknown or invalid
 */
export async function auditCode(
  directories: readonly string[],
  options: CodeAuditOptions,
): Promise<CodeAuditReport> {
  checkOptions('auditCode', options, codeRules, ['snapshot']);
  const { snapshot, policy = {}, cwd = process.cwd(), env = process.env, now = Date.now } = options;
  for (const directory of directories) await expectDirectory(directory, cwd);
  const catalog = { judge: createNameJudge(snapshot, policy), authors: authorsOf(snapshot) };
  const seen = new Set<string>();
  const occurrences: CodeFinding[] = [];
  const unread: CodeAuditReport['unread'][number][] = [];
  let [files, mentions] = [0, 0];
  const take = ({ path, source }: ReadSource): void => {
    const file = nameOf(resolve(path), cwd);
    if (source === 'gone' || seen.has(file)) return;
    seen.add(file);
    if (typeof source === 'string') {
      unread.push({ file, reason: source });
      return;
    }
    files += 1;
    const scanned = scanSource(source.text, source.kind, catalog);
    mentions += scanned.mentions;
    for (const occurrence of scanned.occurrences) occurrences.push({ file, ...occurrence });
  };
  const looked: CodeAuditReport['directories'][number][] = [];
  for (const directory of directories) {
    const { listedBy, files: found } = await openSources(resolve(cwd, directory), env);
    looked.push({ directory, listedBy });
    for await (const read of found) take(read);
  }
  const totals = { files, mentions, ...count(occurrences) };
  return {
    schemaVersion: 1,
    generatedAt: new Date(now()).toISOString(),
    version: readVersion(),
    catalog: {
      digest: snapshot.digest,
      retrievedAt: snapshot.retrievedAt.toISOString(),
      source: snapshot.source.url,
      sample: snapshot.source.sample,
    },
    directories: looked,
    totals,
    occurrences,
    unread,
  };
}

async function expectDirectory(directory: string, cwd: string): Promise<void> {
  const facts = await reading(directory, stat(resolve(cwd, directory)));
  if (!facts.isDirectory()) throw unreadable(directory, 'it is a file, and code is read from directories');
}

function nameOf(path: string, cwd: string): string {
  const name = relative(cwd, path);
  const isBelow = name !== '' && name.split(sep)[0] !== '..' && !isAbsolute(name);
  return (isBelow ? name : path).split(sep).join('/');
}

function count(
  occurrences: readonly CodeFinding[],
): Pick<CodeAuditReport['totals'], 'allowed' | 'findings' | 'suppressed'> {
  const findings: Record<CodeRule, number> = {
    'not-distillable': 0,
    denied: 0,
    dynamic: 0,
    unknown: 0,
    'not-enforced': 0,
    unlisted: 0,
  };
  let [allowed, suppressed] = [0, 0];
  for (const { rule, suppressed: reason } of occurrences) {
    if (rule === null) allowed += 1;
    else if (reason !== null) suppressed += 1;
    else findings[rule] += 1;
  }
  return { allowed, findings, suppressed };
}
