import {
  type ChainLink,
  genesis,
  type LedgerProblem,
  type LedgerProblemCode,
  type LinePlace,
} from './ledger-entry.js';

/** A line in the order in which it was found; `link` is null where it is no entry. */
export interface SeenLine extends LinePlace {
  readonly link: ChainLink | null;
}

/** An entry with the number that it must have been written with. */
interface Numbered extends LinePlace {
  readonly seq: number;
  readonly link: ChainLink;
  /** Its place among all lines. */
  readonly index: number;
}

type Report = (line: LinePlace, code: LedgerProblemCode, message: string) => void;

/** Names the lines by which a chain is broken. */
export function diagnoseChain(lines: readonly SeenLine[]): readonly LedgerProblem[] {
  const problems = new Map<string, LedgerProblem>();
  const report: Report = ({ file, line, offset }, code, message) => {
    const key = `${code} ${line} ${file}`;
    if (!problems.has(key)) problems.set(key, { file, line, offset, code, message });
  };
  const unreadable = findUnreadable(lines, report);
  const entries = withoutRepeated(numberEntries(lines, report), report);
  const displaced = findDisplaced(entries.map(({ seq }) => seq));
  for (const [index, entry] of entries.entries()) {
    if (!displaced.has(index)) continue;
    const before = entries[index - 1];
    const where = before === undefined ? 'at the begin' : `behind entry ${before.seq}`;
    report(entry, 'REORDERED', `Entry ${entry.seq} stands ${where}, where it was not written.`);
  }
  compareNeighbours(entries, unreadable, report);
  return [...problems.values()];
}

/** Reports what is no entry. Returns the places of such lines among all. */
function findUnreadable(lines: readonly SeenLine[], report: Report): readonly number[] {
  return lines.flatMap((line, index) => {
    if (line.link !== null) return [];
    report(line, 'UNREADABLE', 'The line is no entry of a ledger.');
    return [index];
  });
}

/** Numbers the entries. One that was chained to the line before it has the next number, whatever it says. */
function numberEntries(lines: readonly SeenLine[], report: Report): readonly Numbered[] {
  const numbered: Numbered[] = [];
  let before = { seq: 0, hash: genesis };
  for (const [index, { link, ...place }] of lines.entries()) {
    if (link === null) continue;
    const isEdited = link.prev === before.hash && link.seq !== before.seq + 1;
    const seq = isEdited ? before.seq + 1 : link.seq;
    if (isEdited) report(place, 'EDITED', `The number of entry ${seq} was changed to ${link.seq}.`);
    numbered.push({ ...place, seq, link, index });
    before = { seq, hash: link.hash };
  }
  return numbered;
}

/** Leaves one entry of each number: the one that the next was chained to, or else the first. */
function withoutRepeated(entries: readonly Numbered[], report: Report): readonly Numbered[] {
  const wanted = new Set(entries.map(({ link }) => link.prev));
  const chosen = new Map<number, Numbered>();
  for (const entry of entries) {
    const known = chosen.get(entry.seq);
    if (known === undefined || (!wanted.has(known.link.hash) && wanted.has(entry.link.hash)))
      chosen.set(entry.seq, entry);
  }
  return entries.filter((entry) => {
    const original = chosen.get(entry.seq);
    if (original === entry || original === undefined) return true;
    const what = original.link.hash === entry.link.hash ? 'the same' : 'another';
    const place = `line ${original.line} of ${original.file}`;
    report(entry, 'DUPLICATED', `Entry ${entry.seq} is there twice: ${what} stands in ${place}.`);
    return false;
  });
}

/** Looks at what the numbers say belongs together. */
function compareNeighbours(
  entries: readonly Numbered[],
  unreadable: readonly number[],
  report: Report,
): void {
  let before: Numbered | null = null;
  for (const entry of entries.toSorted((one, other) => one.seq - other.seq)) {
    const seq = before?.seq ?? 0;
    const from = before?.index ?? -1;
    const gap = entry.seq - seq - 1;
    if (gap > 0) {
      const between = unreadable.filter((index) => index > from && index < entry.index).length;
      if (gap > between) report(entry, 'REMOVED', removed(seq + 1, entry.seq - 1, gap - between));
    } else if (entry.link.prev !== (before?.link.hash ?? genesis)) reportEdited(before, entry, report);
    before = entry;
  }
}

function reportEdited(before: Numbered | null, entry: Numbered, report: Report): void {
  if (before === null) report(entry, 'EDITED', 'The first entry is chained to another one.');
  else {
    const message = `Entry ${before.seq} is not what entry ${entry.seq} was chained to: it was edited, or the \`prev\` of that one.`;
    report(before, 'EDITED', message);
  }
}

function removed(first: number, last: number, missing: number): string {
  const which = first === last ? `Entry ${first} is` : `${missing} of the entries ${first} to ${last} are`;
  const where = first === 1 ? ' Older files of the ledger may lie elsewhere.' : '';
  return `${which} missing before this line.${where}`;
}

/**
 * The places of the numbers to take out so that the rest ascends, as few as possible: all but a longest ascending
 * subsequence. Each number must be there once.
 */
export function findDisplaced(numbers: readonly number[]): ReadonlySet<number> {
  /** Of each length, the place at which the ascending row with the lowest end ends. */
  const ends: number[] = [];
  const before: (number | undefined)[] = [];
  for (const [place, number] of numbers.entries()) {
    const length = countBelow(ends, numbers, number);
    before[place] = ends[length - 1];
    ends[length] = place;
  }
  const displaced = new Set(numbers.keys());
  for (let place = ends.at(-1); place !== undefined; place = before[place]) displaced.delete(place);
  return displaced;
}

/** How many of the rows end below a number: their ends ascend. */
function countBelow(ends: readonly number[], numbers: readonly number[], number: number): number {
  let low = 0;
  let high = ends.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((numbers[ends[middle] ?? 0] ?? 0) < number) low = middle + 1;
    else high = middle;
  }
  return low;
}
