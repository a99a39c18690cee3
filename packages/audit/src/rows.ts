import { isOlder, type Periods, periodAt } from './catalogs.js';
import type { Row } from './fields/field-path.js';
import type { RowFields } from './fields/row-fields.js';
import { parseTime } from './fields/row-fields.js';
import type { JudgedRows, JudgeRows } from './judge-rows.js';
import type { LedgerCheck } from './ledger-check.js';
import type { NameCollector } from './places/collect-names.js';
import type { FoundName } from './places/found-name.js';
import type { RowAt, RowHandler } from './read/reader.js';
import type { CorruptRow } from './report.js';
import { createRowGroups, type RowGroup, type RowGroups } from './row-groups.js';
import type { RowSplit } from './write/split-rows.js';

/** What is done with the rows of a file. */
export interface RowWork {
  readonly file: string;
  readonly periods: Periods;
  readonly collect: NameCollector;
  readonly fields: RowFields;
  readonly maxPlaces: number;
  /** Where rows are counted in; those of parts that were read before may be there already. @default new ones */
  readonly groups?: RowGroups;
  /** Which part of the file it is, from 0. @default 0 */
  readonly part?: number;
  /** Null where rows are only counted: they are judged by their groups, afterwards. */
  readonly each: EachRow | null;
}

/** The steps for each row besides counting it. */
export interface EachRow {
  readonly judge: JudgeRows;
  readonly ledger: LedgerCheck | null;
  readonly split: RowSplit | null;
  /** Whether clean rows are annotated, too. */
  readonly annotate: boolean;
}

/** The counts of one file. */
export interface FileCounts {
  readonly rows: number;
  readonly corrupt: number;
  /** The first of them. */
  readonly corruptRows: readonly CorruptRow[];
}

/** Counts the rows of a file. */
export interface RowCounter extends RowHandler {
  readonly rows: () => number;
  readonly corruptRows: () => number;
  /** The first corrupt ones. */
  readonly places: readonly CorruptRow[];
  readonly groups: RowGroups;
}

/** Counts rows by the models that they name, and checks and writes each where that is asked for. */
export function countRows(work: RowWork): RowCounter {
  const { file, periods, collect, fields, maxPlaces, each, groups = createRowGroups(), part = 0 } = work;
  const split = each?.split ?? null;
  const places: CorruptRow[] = [];
  let [rows, corrupt] = [0, 0];
  const more = each === null ? null : treatEach(file, fields, each);
  return {
    row(value, at) {
      rows += 1;
      const time = parseTime(fields.time.read(value));
      const { line, offset } = at;
      const group = groups.count({
        names: collect(value),
        time,
        period: periodAt(periods, time),
        isOlder: isOlder(periods, time),
        line,
        part,
        offset,
      });
      more?.(value, at, group);
    },
    corrupt(message, at, kept) {
      corrupt += 1;
      if (places.length < maxPlaces) places.push({ file, line: at.line, offset: at.offset, message });
      split?.addCorrupt(at, kept, message);
    },
    other: (kind, bytes) => split?.addBytes(kind === 'corrupt' ? 'rejects' : 'out', bytes),
    rows: () => rows,
    corruptRows: () => corrupt,
    places,
    groups,
  };
}

type TreatRow = (value: Row, at: RowAt, group: RowGroup) => void;

/** Only rows that are proven distillable, and do not contradict the ledger, go out as clean. */
function treatEach(file: string, fields: RowFields, { judge, ledger, split, annotate }: EachRow): TreatRow {
  const known = new WeakMap<RowGroup, { readonly judged: JudgedRows; readonly note: string }>();
  const judgeOnce = (group: RowGroup): { readonly judged: JudgedRows; readonly note: string } => {
    const before = known.get(group);
    if (before !== undefined) return before;
    const judged = judge(group);
    const entry = { judged, note: JSON.stringify(noteOf(judged)) };
    known.set(group, entry);
    return entry;
  };
  return (value, at, group) => {
    const { line, offset } = at;
    const id = ledger === null ? null : fields.id.read(value);
    const text = ledger === null ? null : fields.text.read(value);
    const models = group.names.filter(mayHaveServed).map(({ name }) => name);
    const finding = ledger?.check({ file, line, offset, id, text, models }) ?? null;
    if (split === null) return;
    const { judged, note } = judgeOnce(group);
    const isClean = judged.verdict === 'distillable' && finding === null;
    const why = finding === null ? note : JSON.stringify({ ...noteOf(judged), ledger: finding });
    split.add(isClean ? 'out' : 'rejects', at, value, isClean && !annotate ? null : why);
  };
}

/** The note of a row: the verdict, and the name, the place and the list that it rests on. */
function noteOf({ verdict, worst }: JudgedRows): object {
  if (worst === null) return { verdict, code: 'MODEL_NOT_NAMED' };
  const { found, judged } = worst;
  return {
    verdict,
    code: judged.code,
    place: found.place,
    role: found.role,
    name: found.name,
    catalog: judged.catalog?.digest ?? null,
  };
}

/** A ledger has the model that served a response, not the one that judged it afterwards. */
function mayHaveServed({ role, counts, certain }: FoundName): boolean {
  return counts && certain && role !== 'judge' && role !== 'labeller' && role !== 'verifier';
}
