import type { JudgedName, JudgeName } from './judge.js';
import type { FoundName } from './places/found-name.js';
import type { RowGroup } from './row-groups.js';
import type { RowVerdict } from './row-verdict.js';
import { severity } from './row-verdict.js';

/** A name of a row, with its verdict. */
export interface NameOfRow {
  readonly found: FoundName;
  readonly judged: JudgedName;
  /** Whether the row's verdict depends on it. */
  readonly counts: boolean;
}

/** The verdict on the rows of a group. */
export interface JudgedRows {
  /** That of the worst name that counts; `unnamed` if none counts. */
  readonly verdict: RowVerdict;
  /** The name that the verdict rests on: the first of the worst. */
  readonly worst: NameOfRow | null;
  /** The same objects for the same names, unless there are too many of them. */
  readonly names: readonly NameOfRow[];
}

/** Judges the rows of a group. */
export type JudgeRows = (group: Pick<RowGroup, 'names' | 'period'>) => JudgedRows;

/** Far more than there are models. Above it, names are judged again each time, so that they don't fill the memory. */
const maxKnown = 100_000;

/** A row is as good as its worst name. */
export function createRowJudge(judgeName: JudgeName): JudgeRows {
  const periods = new Map<number, NamesOfPeriod>();
  const createNames = (period: number): NamesOfPeriod => {
    const names = { judged: new Map<string, JudgedName>(), found: new Map<FoundName, NameOfRow>() };
    periods.set(period, names);
    return names;
  };
  const judge = (found: FoundName, period: number, { judged: known }: NamesOfPeriod): JudgedName => {
    // No name has a newline in it.
    const key = found.kind === 'name' ? found.name : `\n${found.name}`;
    const before = known.get(key);
    if (before !== undefined) return before;
    const judged = judgeName(found, period);
    if (known.size < maxKnown) known.set(key, judged);
    return judged;
  };
  const nameOf = (found: FoundName, period: number, names: NamesOfPeriod): NameOfRow => {
    const judged = judge(found, period, names);
    const isCertain = found.certain || isKnownBad(judged) || isColumnOfModel(found, judged);
    const name = { found, judged, counts: found.counts && isCertain };
    if (names.found.size >= maxKnown) names.found.clear();
    names.found.set(found, name);
    return name;
  };
  return ({ names: found, period }) => {
    const known = periods.get(period) ?? createNames(period);
    const names: NameOfRow[] = [];
    let worst: NameOfRow | null = null;
    for (const each of found) {
      const name = known.found.get(each) ?? nameOf(each, period, known);
      names.push(name);
      if (name.counts && (worst === null || isWorse(name, worst))) worst = name;
    }
    return { verdict: worst?.judged.verdict ?? 'unnamed', worst, names };
  };
}

/** The verdicts of one catalog on names: by their text, and faster by the object that was found, which rows mostly share. */
interface NamesOfPeriod {
  readonly judged: Map<string, JudgedName>;
  readonly found: Map<FoundName, NameOfRow>;
}

function isWorse(one: NameOfRow, other: NameOfRow): boolean {
  return severity[one.judged.verdict] > severity[other.judged.verdict];
}

/** Of a row's columns some are named by the models that wrote them, and the others by what else they hold. */
function isColumnOfModel({ place }: FoundName, { verdict }: JudgedName): boolean {
  return place === '{key}' && verdict === 'distillable';
}

/**
 * A key with the word "model" in it may hold anything: what it holds counts only where it is certainly a model, and is
 * not allowed. It never proves anything.
 */
export function isKnownBad({ verdict, identified }: JudgedName): boolean {
  if (verdict === 'distillable') return false;
  return verdict === 'not-distillable' || (identified !== null && identified.certainty !== 'none');
}
