import { realpath } from 'node:fs/promises';
import { resolve, sep } from 'node:path';
import {
  type AcceptedIdentification,
  type AuditFormat,
  type AuditReport,
  acceptedIdentifications,
  countLedgerFindings,
  type Role,
  roles,
} from '@distillable/audit';
import { usageError } from '../../errors.js';
import { givenFlags } from '../../flags.js';

/** The words for `--fail-on`. */
export type FailureKind = 'not-distillable' | 'unknown' | 'unnamed' | 'corrupt' | 'ledger';

/** All of them: by default, every row without proof makes the command fail. */
export const failureKinds: readonly FailureKind[] = [
  'not-distillable',
  'unknown',
  'unnamed',
  'corrupt',
  'ledger',
];

/** The flags of `audit`. */
export interface AuditFlags {
  readonly modelField?: readonly string[];
  readonly ignoreField?: readonly string[];
  readonly ignoreRoles?: readonly string[];
  readonly assumeModel?: string;
  /** A file. */
  readonly names?: string;
  readonly accept?: readonly string[];
  /** Prints the known places of models, and nothing else. */
  readonly helpFields?: boolean;
  readonly timeField?: string;
  readonly idField?: string;
  readonly textField?: string;
  /** Of all files; `github` is the form of the output. */
  readonly format?: AuditFormat | 'github';
  /** A directory. */
  readonly archive?: string;
  /** A file. */
  readonly ledger?: readonly string[];
  readonly markdown?: boolean;
  readonly sarif?: boolean;
  /** A file for SARIF, beside what is printed. */
  readonly sarifFile?: string;
  /** A file for the HTML report. */
  readonly report?: string;
  readonly out?: string;
  readonly rejects?: string;
  readonly annotate?: boolean;
  /** A folder. */
  readonly evidence?: string;
  /** The file of a private key. */
  readonly sign?: string;
  /** Judges source code in the directories that are named, instead of rows. */
  readonly code?: boolean;
  readonly failOn?: readonly string[];
  /** The engine whose SQL is printed instead of a report. */
  readonly printSql?: string;
}

/**
 * The kinds that `--fail-on` names; `none` alone means no kind.
 *
 * @throws CommandError `USAGE`
 */
export function readFailOn<Kind extends string>(
  words: readonly string[] | undefined,
  kinds: readonly Kind[],
  defaults: readonly Kind[] = kinds,
): readonly Kind[] {
  if (words === undefined) return defaults;
  if (words.length === 1 && words[0] === 'none') return [];
  return words.map((word) => readWord('--fail-on', word, kinds, 'none, or some of'));
}

/**
 * The roles that `--ignore-roles` names.
 *
 * @throws CommandError `USAGE`
 */
export function readRoles(words: readonly string[] = []): readonly Role[] {
  return words.map((word) => readWord('--ignore-roles', word, roles));
}

/**
 * The proofs that `--accept` names.
 *
 * @throws CommandError `USAGE`
 */
export function readAccepted(words: readonly string[] = []): readonly AcceptedIdentification[] {
  return words.map((word) => readWord('--accept', word, acceptedIdentifications));
}

/** @throws CommandError `USAGE` if it is none of the words */
export function readWord<Word extends string>(
  flag: string,
  word: string,
  words: readonly Word[],
  howMany = 'some of',
): Word {
  const found = words.find((each) => each === word);
  if (found !== undefined) return found;
  throw usageError(`${flag} has no ${JSON.stringify(word)}. Give ${howMany} ${words.join(', ')}.`);
}

/** Whether the report has anything of these kinds. */
export function hasFailed({ totals, ledger }: AuditReport, kinds: readonly FailureKind[]): boolean {
  const counts: Readonly<Record<FailureKind, number>> = {
    'not-distillable': totals.verdicts['not-distillable'],
    unknown: totals.verdicts.unknown,
    unnamed: totals.verdicts.unnamed,
    corrupt: totals.corrupt,
    ledger: countLedgerFindings(ledger),
  };
  return kinds.some((kind) => counts[kind] > 0);
}

/**
 * Rejects flags that make no sense together.
 *
 * @throws CommandError `USAGE`
 */
export function rejectContradictions(flags: AuditFlags, json: boolean, hasCatalog: boolean): void {
  const { archive, out, rejects, annotate, evidence, sign } = flags;
  rejectSeveralForms(flags, json);
  if (annotate === true && out === undefined)
    throw usageError('--annotate is for the rows of --out: name a file for them.');
  if (sign !== undefined && evidence === undefined)
    throw usageError('--sign signs the folder of --evidence: name one.');
  if (archive !== undefined && hasCatalog)
    throw usageError('--archive brings its catalogs: leave --catalog and --sandbox out.');
  for (const [name, path] of Object.entries({ '--out': out, '--rejects': rejects })) {
    if (path === '-') throw usageError(`${name} needs a file: the report goes to stdout.`);
  }
}

/** The format of the files that `--format` names. */
export function formatOfFiles({ format }: AuditFlags): AuditFormat | undefined {
  return format === 'github' ? undefined : format;
}

/**
 * Rejects more than one form of the output.
 *
 * @throws CommandError `USAGE`
 */
export function rejectSeveralForms({ markdown, sarif, format }: AuditFlags, json: boolean): void {
  const [one, other] = givenFlags({
    '--json': json,
    '--markdown': markdown,
    '--sarif': sarif,
    '--format github': format === 'github',
  });
  if (one !== undefined && other !== undefined)
    throw usageError(`${one} cannot be used with ${other}. Leave one out.`);
}

/**
 * Rejects outputs that are an input, or each other.
 *
 * @throws CommandError `USAGE`
 */
export async function rejectOverwriting(
  inputs: readonly string[],
  { out, rejects, report, sarifFile, ledger = [], evidence }: AuditFlags,
): Promise<void> {
  const taken = new Set<string>();
  for (const path of [...inputs, ...ledger]) if (path !== '-') taken.add(await realOf(path));
  const outputs = { '--out': out, '--rejects': rejects, '--report': report, '--sarif-file': sarifFile };
  for (const [flag, path] of Object.entries(outputs)) {
    if (path === undefined) continue;
    const real = await realOf(path);
    if (taken.has(real)) {
      throw usageError(`${flag} ${path} would write over another file of this audit. Name a new one.`);
    }
    if (evidence !== undefined && real.startsWith(`${await realOf(evidence)}${sep}`))
      throw usageError(`${flag} ${path} is in the folder of --evidence, which holds nothing else.`);
    taken.add(real);
  }
}

/** A file that does not exist yet is where its name says. */
async function realOf(path: string): Promise<string> {
  return realpath(path).catch(() => resolve(path));
}
