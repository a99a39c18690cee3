import { access } from 'node:fs/promises';
import { checkOptions } from '@distillable/catalog';
import { ChainCheck, type LedgerProblem } from './chain.js';
import { chainStart, type LinePlace, linkOf, parseEntry } from './entry.js';
import { unreadable } from './errors.js';
import { followLink } from './ledger-files.js';
import { placeOf, readLedgerBatches } from './read-ledger.js';
import { ArchiveCheck, archiveDirectory, listSnapshotFiles } from './snapshot-archive.js';

/** Options of {@link verifyLedger}. */
export interface VerifyOptions {
  /**
   * A `head` that was noted before and kept elsewhere. The chain alone can't show that its last lines are missing, or
   * that all of it was rewritten; this can, because then no line has this hash.
   */
  readonly head?: string | undefined;
  /**
   * The directory of the catalogs that entries name. Its files are compared with what the entries say about them.
   *
   * @default the one beside the ledger, `<file>.snapshots`
   */
  readonly archive?: string | undefined;
}

/** The result of {@link verifyLedger}. */
export interface LedgerVerification {
  /** Lines that are entries. */
  readonly entries: number;
  /** In the order of the lines. Empty for a sound ledger. */
  readonly problems: readonly LedgerProblem[];
  /** SHA-256 of the last entry's line, without its newline: note it elsewhere. 64 zeros where there is none. */
  readonly head: string;
}

/**
 * Finds lines that were edited, removed, moved or repeated since they were written, and catalogs beside the ledger that
 * are not those that it names. The ledger is read once, in little memory.
 *
 * @example
 * const { problems, head } = await verifyLedger('ledger.jsonl', { head: notedLastWeek });
 * for (const { file, line, code, message } of problems) console.error(`${file}:${line}: ${code} ${message}`);
 *
 * @throws LedgerError `LEDGER_UNREADABLE`
 * @throws TypeError if an option is unknown or invalid
 */
export async function verifyLedger(file: string, options: VerifyOptions = {}): Promise<LedgerVerification> {
  checkOptions('verifyLedger', options, { head: 'string', archive: 'string' });
  const { head: wanted, archive } = options;
  const chain = new ChainCheck();
  const catalogs = new ArchiveCheck();
  // Before the entries: the writer keeps a catalog first, and names it then.
  const snapshots = await listArchive(file, archive);
  const files: string[] = [];
  const others: LedgerProblem[] = [];
  let entries = 0;
  let hasHead = wanted === undefined || wanted === chainStart.hash;
  let last: LinePlace = { file, line: 1, offset: 0 };
  for await (const batch of readLedgerBatches(file)) {
    for (const line of batch) {
      last = placeOf(line);
      if (files.at(-1) !== last.file) files.push(last.file);
      if (!line.isWhole) {
        others.push(tornProblem(last));
        continue;
      }
      const entry = parseEntry(line.bytes);
      const link = entry === null ? null : linkOf(entry, line.bytes);
      chain.add(last, link);
      if (entry === null || link === null) continue;
      catalogs.add(last, entry);
      entries += 1;
      hasHead ||= link.hash === wanted;
    }
  }
  if (!hasHead) others.push(headMissing(last, wanted ?? ''));
  const problems = inOrder([...chain.problems, ...others], files);
  return { entries, problems: [...problems, ...(await catalogs.problems(snapshots))], head: chain.head };
}

/** A directory that is named must be there. */
async function listArchive(file: string, archive: string | undefined): Promise<readonly string[]> {
  try {
    if (archive !== undefined) await access(archive);
    return await listSnapshotFiles(archive ?? archiveDirectory(await followLink(file)));
  } catch (error) {
    throw unreadable(archive ?? file, error);
  }
}

function tornProblem(place: LinePlace): LedgerProblem {
  const message =
    'The line has no end: a crash tore it, and the next writer sets it aside; or it is being written right now.';
  return { ...place, code: 'TORN', message };
}

function headMissing(last: LinePlace, head: string): LedgerProblem {
  const message = `No line has the hash ${head}: since it was noted, entries at the end were removed, or one was edited.`;
  return { ...last, code: 'REMOVED', message };
}

function inOrder(problems: readonly LedgerProblem[], files: readonly string[]): readonly LedgerProblem[] {
  return problems.toSorted(
    (one, other) => files.indexOf(one.file) - files.indexOf(other.file) || one.line - other.line,
  );
}
