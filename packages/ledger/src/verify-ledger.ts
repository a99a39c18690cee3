import { diagnoseChain, type SeenLine } from './diagnose-chain.js';
import type { LedgerProblem, LinePlace } from './ledger-entry.js';
import { ChainCheck, type ChainLink, parseEntry, sha256 } from './ledger-entry.js';
import type { LedgerLine } from './read-ledger.js';
import { readLedgerBatches } from './read-ledger.js';

/** What {@link verifyLedger} may be told. */
export interface VerifyOptions {
  /**
   * A `head` that was noted before and kept elsewhere. The chain alone can't show that its last lines are missing, or
   * that all of it was written anew; that no line has this hash does.
   */
  readonly head?: string | undefined;
}

/** What was found. */
export interface LedgerVerification {
  /** Lines that are entries. */
  readonly entries: number;
  /** In the order of the lines. */
  readonly problems: readonly LedgerProblem[];
  /** SHA-256 of the last entry's line, without its newline: note it elsewhere. 64 zeros where there is none. */
  readonly head: string;
}

/**
 * Looks for lines that were edited, removed, moved or repeated since they were written. A sound ledger is read once, in
 * little memory; one with problems twice, with some 200 bytes for each entry.
 *
 * @throws LedgerError `LEDGER_UNREADABLE`
 */
export async function verifyLedger(file: string, options: VerifyOptions = {}): Promise<LedgerVerification> {
  const look = await lookAt(file, options);
  const problems = [...look.torn];
  if (look.isBroken) problems.push(...diagnoseChain(await collect(file)));
  if (!look.hasHead) problems.push(headMissing(look.last, options.head ?? ''));
  return { entries: look.entries, problems: inOrder(problems, look.files), head: look.head };
}

interface Look {
  readonly entries: number;
  readonly head: string;
  readonly isBroken: boolean;
  readonly hasHead: boolean;
  readonly torn: readonly LedgerProblem[];
  readonly files: readonly string[];
  readonly last: LinePlace;
}

async function lookAt(file: string, { head: wanted }: VerifyOptions): Promise<Look> {
  const chain = new ChainCheck();
  const files = new Set<string>();
  const torn: LedgerProblem[] = [];
  let entries = 0;
  let isBroken = false;
  let hasHead = wanted === undefined || wanted === chain.head;
  let last: LinePlace = { file, line: 1, offset: 0 };
  for await (const batch of readLedgerBatches(file)) {
    for (const line of batch) {
      files.add(line.file);
      last = placeOf(line);
      if (!line.isWhole) {
        torn.push(tornProblem(line));
        continue;
      }
      const link = linkOf(line);
      if (link === null || !chain.follows(link)) isBroken = true;
      if (link === null) continue;
      entries += 1;
      if (link.hash === wanted) hasHead = true;
    }
  }
  return { entries, head: chain.head, isBroken, hasHead, torn, files: [...files], last };
}

async function collect(file: string): Promise<readonly SeenLine[]> {
  const seen: SeenLine[] = [];
  for await (const batch of readLedgerBatches(file)) {
    for (const line of batch) if (line.isWhole) seen.push({ ...placeOf(line), link: linkOf(line) });
  }
  return seen;
}

function linkOf({ bytes }: LedgerLine): ChainLink | null {
  const entry = parseEntry(bytes);
  return entry === null ? null : { seq: entry.seq, prev: entry.prev, hash: sha256(bytes) };
}

function placeOf({ file, line, offset }: LinePlace): LinePlace {
  return { file, line, offset };
}

function tornProblem(line: LedgerLine): LedgerProblem {
  const message =
    'The line has no end: a crash tore it, and the next writer sets it aside; or it is being written right now.';
  return { ...placeOf(line), code: 'TORN', message };
}

function headMissing(last: LinePlace, head: string): LedgerProblem {
  const message = `No line has the hash ${head}: since it was noted, entries at the end were removed, or one was edited.`;
  return { ...last, code: 'REMOVED', message };
}

function inOrder(problems: readonly LedgerProblem[], files: readonly string[]): readonly LedgerProblem[] {
  const rank = new Map(files.map((file, index) => [file, index]));
  const place = ({ file }: LedgerProblem): number => rank.get(file) ?? files.length;
  return problems.toSorted((one, other) => place(one) - place(other) || one.line - other.line);
}
