import { type CatalogsInForce, periodAt } from './catalogs.js';
import type { Row } from './fields/field-path.js';
import { parseTime } from './fields/parse-time.js';
import type { RowFields } from './fields/row-fields.js';
import type { JudgeGroup } from './judge.js';
import type { LedgerCheck } from './ledger-check.js';
import type { RowAt, RowHandler } from './read/reader.js';
import type { CorruptRow } from './report.js';
import { type CountedRow, createRowGroups, type RowGroup } from './row-groups.js';
import type { RowSplit } from './write/split-rows.js';

/** What is done with the rows of a file. */
export interface RowWork {
  readonly file: string;
  readonly since: CatalogsInForce['since'];
  readonly fields: RowFields;
  readonly maxPlaces: number;
  /** Null where rows are only counted: they are judged by their groups, afterwards. */
  readonly each: EachRow | null;
}

/** What is done with each row beside counting it. */
export interface EachRow {
  readonly judge: JudgeGroup;
  readonly ledger: LedgerCheck | null;
  readonly split: RowSplit | null;
}

/** Counts the rows of a file. */
export interface RowCounter extends RowHandler {
  readonly rows: () => number;
  readonly corruptRows: () => number;
  /** The first corrupt ones. */
  readonly places: readonly CorruptRow[];
  readonly groups: () => readonly RowGroup[];
}

/** Counts rows by model, and checks and writes each where that is asked for. */
export function countRows(work: RowWork): RowCounter {
  const { file, since, fields, maxPlaces, each } = work;
  const split = each?.split ?? null;
  const groups = createRowGroups();
  const places: CorruptRow[] = [];
  let [rows, corrupt] = [0, 0];
  const more = each === null ? null : treatEach(file, fields, each);
  return {
    readsModelAlone: () =>
      since === null && (each?.ledger ?? null) === null && fields.model.path() === 'model',
    row(value, at) {
      rows += 1;
      const model = fields.model.read(value);
      const time = parseTime(fields.time.read(value));
      const row = { model, time, period: periodAt(since, time), line: at.line, offset: at.offset };
      const group = groups.count(row);
      more?.(value, at, row, group);
    },
    corrupt(message, at, kept) {
      corrupt += 1;
      if (places.length < maxPlaces) places.push({ file, line: at.line, offset: at.offset, message });
      split?.add('rejects', at, kept);
    },
    other: (kind, bytes) => split?.addBytes(kind === 'corrupt' ? 'rejects' : 'out', bytes),
    rows: () => rows,
    corruptRows: () => corrupt,
    places,
    groups: groups.all,
  };
}

type TreatRow = (value: Row, at: RowAt, row: CountedRow, group: RowGroup) => void;

/** Only what is proven distillable, and not at odds with the ledger, goes out as clean. */
function treatEach(file: string, fields: RowFields, { judge, ledger, split }: EachRow): TreatRow {
  const clean = new Map<RowGroup, boolean>();
  const isClean = (group: RowGroup): boolean => {
    const known = clean.get(group) ?? judge(group).verdict === 'distillable';
    clean.set(group, known);
    return known;
  };
  return (value, at, { model, line, offset }, group) => {
    const id = ledger === null ? null : fields.id.read(value);
    const text = ledger === null ? null : fields.text.read(value);
    const finding = ledger?.check({ file, line, offset, id, text, model }) ?? null;
    split?.add(isClean(group) && finding === null ? 'out' : 'rejects', at, value);
  };
}
