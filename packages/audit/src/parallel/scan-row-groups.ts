import type { Periods } from '../catalogs.js';
import { findRowFields, type NamedFields } from '../fields/row-fields.js';
import { createNameCollector, type PlaceOptions } from '../places/collect-names.js';
import { ambiguous } from '../read/json-text.js';
import { neededLeaves } from '../read/parquet/needed-leaves.js';
import { parquetOnDisk, withParquetFile } from '../read/parquet/with-parquet-file.js';
import { rowNumber } from '../read/reader.js';
import type { CorruptRow } from '../report.js';
import type { RowGroup } from '../row-groups.js';
import { countRows } from '../rows.js';

/** Row groups of a Parquet file, to be counted. Plain data: it travels between threads. */
export interface RowGroupTask {
  readonly path: string;
  /** From 0. */
  readonly firstGroup: number;
  readonly endGroup: number;
  readonly places: PlaceOptions;
  /** Where the time is, as far as that is known. */
  readonly fields: Pick<NamedFields, 'time'>;
  readonly periods: Periods;
  readonly maxPlaces: number;
}

/** The content of some row groups; lines are counted from 1 at their start. */
export interface RowGroupCounts {
  readonly rows: number;
  readonly corrupt: number;
  /** The first of them. */
  readonly corruptRows: readonly CorruptRow[];
  readonly groups: readonly RowGroup[];
  /** Where the time was read; null if no row had one. */
  readonly timeField: string | null;
}

/** Counts the rows of some row groups. Any thread can do it. @throws AuditError `INPUT_UNREADABLE` */
export async function scanRowGroups(
  { path, firstGroup, endGroup, places, fields: named, periods, maxPlaces }: RowGroupTask,
  onRows: (rows: number) => void,
): Promise<RowGroupCounts> {
  return withParquetFile(parquetOnDisk(path), async (file) => {
    const fields = findRowFields(named);
    const counter = countRows({
      file: '',
      periods,
      collect: createNameCollector(places),
      fields,
      maxPlaces,
      each: null,
    });
    const leaves = neededLeaves(file.leaves, { places, named, fields: ['time'] });
    let line = 0;
    for await (const { first, rows, repeatedKeys } of file.readRows({ leaves, firstGroup, endGroup })) {
      const twice = new Set(repeatedKeys);
      for (const [index, row] of rows.entries()) {
        line += 1;
        if (twice.has(first + index)) counter.corrupt(ambiguous, rowNumber(line));
        else counter.row(row, rowNumber(line));
      }
      onRows(line);
    }
    return {
      rows: counter.rows(),
      corrupt: counter.corruptRows(),
      corruptRows: counter.places,
      groups: counter.groups.take(),
      timeField: fields.time.path(),
    };
  });
}
