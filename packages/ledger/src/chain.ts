import { type ChainLink, chainStart, type LinePlace } from './entry.js';

/** The faults of a line. To remove or to redefine a code is a breaking change. */
export type LedgerProblemCode =
  /** It is not the line that the next one was chained to. */
  | 'EDITED'
  /** Entries before it are missing. */
  | 'REMOVED'
  /** Entries that belong before it come later. */
  | 'REORDERED'
  /** An earlier line has the same number. */
  | 'DUPLICATED'
  /** It has no end: a crash tore it, or it is being written right now. */
  | 'TORN'
  /** It is not an entry. */
  | 'UNREADABLE'
  /** A file of the archive is not the catalog that entries name. */
  | 'SNAPSHOT_EDITED'
  /** The catalog of this entry was kept, and is gone from the archive. */
  | 'SNAPSHOT_MISSING'
  /** No entry names this file of the archive. */
  | 'SNAPSHOT_UNNAMED';

/** A fault of the ledger, and the line that shows it; or the file of the archive, at line 1. */
export interface LedgerProblem extends LinePlace {
  /** The fault. */
  readonly code: LedgerProblemCode;
  /** For people. */
  readonly message: string;
}

/** An entry that was seen; without a place before the first one. */
interface Seen {
  readonly seq: number;
  readonly hash: string;
  readonly place: LinePlace | null;
}

/** Numbers that were jumped over. */
interface Gap {
  readonly first: number;
  readonly last: number;
  /** The line before which they are missing. */
  readonly place: LinePlace;
  /** How many of them can't be one of the unreadable lines. */
  readonly missing: number;
  /** Those that came later. */
  readonly found: Map<number, LinePlace>;
}

/**
 * Follows a chain line by line and names each line at which it breaks. It keeps nothing of the lines that are in order.
 */
export class ChainCheck {
  /** The entry of the line before, even if its place is elsewhere. */
  #previous: Seen = { ...chainStart, place: null };
  /** The entry with the highest number. */
  #highest: Seen = this.#previous;
  /** Lines since then that are not entries. */
  #unreadable = 0;
  /** In ascending order. */
  readonly #gaps: Gap[] = [];
  readonly #problems = new Map<string, LedgerProblem>();

  /** The hash of the last entry; 64 zeros where there was none. */
  get head(): string {
    return this.#previous.hash;
  }

  /** Everything that was found, in no certain order. */
  get problems(): readonly LedgerProblem[] {
    return [...this.#problems.values(), ...this.#gaps.flatMap(describeGap)];
  }

  /** @param link null where the line is not an entry */
  add(place: LinePlace, link: ChainLink | null): void {
    if (link === null) {
      this.#unreadable += 1;
      this.#report(place, 'UNREADABLE', 'The line is not an entry of a ledger.');
      return;
    }
    const neighbours = [this.#previous, this.#highest];
    const before = neighbours.find(({ hash }) => hash === link.prev);
    // An entry that is chained to one of them has the next number, whatever it says.
    const seq = before === undefined ? link.seq : before.seq + 1;
    if (seq !== link.seq) {
      this.#report(place, 'EDITED', `The number of entry ${seq} was changed to ${link.seq}.`);
    }
    const broken = before === undefined ? neighbours.find((other) => other.seq + 1 === seq) : undefined;
    if (broken !== undefined) this.#reportEdited(broken, place, seq);
    this.#previous = { seq, hash: link.hash, place };
    if (seq <= this.#highest.seq) this.#addLate(place, seq);
    else this.#addNext(place);
  }

  /** Takes the entry before as the highest one, and notes the numbers in between. */
  #addNext(place: LinePlace): void {
    const first = this.#highest.seq + 1;
    const last = this.#previous.seq - 1;
    const missing = last - first + 1 - this.#unreadable;
    if (last >= first && missing > 0) this.#gaps.push({ first, last, place, missing, found: new Map() });
    this.#highest = this.#previous;
    this.#unreadable = 0;
  }

  /** An entry that comes too late fills a gap, or is there twice. */
  #addLate(place: LinePlace, seq: number): void {
    const gap = findGap(this.#gaps, seq);
    if (gap !== undefined && !gap.found.has(seq)) gap.found.set(seq, place);
    else this.#report(place, 'DUPLICATED', `An earlier line has the number ${seq}, too.`);
  }

  #reportEdited({ seq, place }: Seen, next: LinePlace, nextSeq: number): void {
    if (place === null) this.#report(next, 'EDITED', 'The first entry is chained to another one.');
    else {
      const message = `Entry ${seq} is not what entry ${nextSeq} was chained to: it was edited, or the \`prev\` of that one.`;
      this.#report(place, 'EDITED', message);
    }
  }

  #report({ file, line, offset }: LinePlace, code: LedgerProblemCode, message: string): void {
    const key = `${code} ${line} ${file}`;
    if (!this.#problems.has(key)) this.#problems.set(key, { file, line, offset, code, message });
  }
}

function describeGap({ first, last, place, missing, found }: Gap): readonly LedgerProblem[] {
  const [later] = found.values();
  const absent = missing - found.size;
  const { file, line, offset } = place;
  if (later !== undefined && absent <= 0) {
    const which = first === last ? `Entry ${first} comes` : `Entries ${first} to ${last} come`;
    const message = `${which} after this line, from line ${later.line} of ${later.file} on.`;
    return [{ file, line, offset, code: 'REORDERED', message }];
  }
  const which = first === last ? `Entry ${first} is` : `${absent} of the entries ${first} to ${last} are`;
  const where = first === 1 ? ' Older files of the ledger may be elsewhere.' : '';
  return [{ file, line, offset, code: 'REMOVED', message: `${which} missing before this line.${where}` }];
}

/** The gap that a number is in. Searches by halves: an edited ledger may have as many gaps as lines. */
function findGap(gaps: readonly Gap[], seq: number): Gap | undefined {
  let low = 0;
  let high = gaps.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((gaps[middle]?.last ?? 0) < seq) low = middle + 1;
    else high = middle;
  }
  const gap = gaps[low];
  return gap !== undefined && gap.first <= seq ? gap : undefined;
}
