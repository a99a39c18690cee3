import type { FoundName } from '../places/found-name.js';
import type { RowGroup } from '../row-groups.js';

/** Groups of rows on their way to another thread: to copy them as objects takes longer than to count their rows. */
export interface PackedGroups {
  /** Names that were not sent before; they are numbered in this order. */
  readonly names: readonly FoundName[];
  /** Whether the numbers of names start anew. */
  readonly isAnew: boolean;
  /** Group after group; names are numbers. */
  readonly numbers: Float64Array;
}

/** More names are sent again, so that neither side fills its memory. */
const maxNames = 20_000;

/** Packs the groups of one thread. */
export function createPacker(): (groups: readonly RowGroup[]) => PackedGroups {
  const sent = new Map<FoundName, number>();
  return (groups) => {
    const isAnew = sent.size > maxNames;
    if (isAnew) sent.clear();
    const names: FoundName[] = [];
    const numberOf = (name: FoundName): number => {
      const known = sent.get(name);
      if (known !== undefined) return known;
      names.push(name);
      sent.set(name, sent.size);
      return sent.size - 1;
    };
    const numbers: number[] = [];
    for (const { names: ofGroup, period, rows, line, part, offset, older, months } of groups) {
      numbers.push(period, rows, line, part, offset ?? Number.NaN, older, ofGroup.length, months.length);
      for (const name of ofGroup) numbers.push(numberOf(name));
      for (const number of months) numbers.push(number);
    }
    return { names, isAnew, numbers: Float64Array.from(numbers) };
  };
}

/** Unpacks what one packer packed, in the same order. The same name is the same object in all groups. */
export function createUnpacker(): (packed: PackedGroups) => readonly RowGroup[] {
  let known: FoundName[] = [];
  return ({ names: added, isAnew, numbers }) => {
    if (isAnew) known = [];
    for (const name of added) known.push(name);
    const groups: RowGroup[] = [];
    let at = 0;
    const next = (): number => numbers[at++] ?? 0;
    while (at < numbers.length) {
      const period = next();
      const rows = next();
      const line = next();
      const part = next();
      const offset = next();
      const older = next();
      const nameCount = next();
      const monthCount = next();
      const namesEnd = at + nameCount;
      const end = namesEnd + monthCount;
      const names: FoundName[] = [];
      while (at < namesEnd) {
        const name = known[next()];
        // A row that lost a name could pass.
        if (name === undefined) throw new Error('groups of rows were unpacked in another order than packed');
        names.push(name);
      }
      const months: number[] = [];
      while (at < end) months.push(next());
      const place = { line, part, offset: Number.isNaN(offset) ? null : offset };
      groups.push({ names, period, rows, ...place, older, months });
    }
    return groups;
  };
}
