import { createLook, type FirstLook, headRows, type LookOptions } from './discover.js';
import type { Row } from './fields/field-path.js';
import { countParquet } from './parallel/count-parquet.js';
import { isProse } from './places/prose.js';
import { hashFile } from './read/hash-file.js';
import { ambiguous } from './read/json-text.js';
import type { InputSource } from './read/open.js';
import { leafType } from './read/parquet/leaf-type.js';
import { neededLeaves } from './read/parquet/needed-leaves.js';
import type { ParquetFile } from './read/parquet/open-parquet.js';
import type { RowRange } from './read/parquet/read-windows.js';
import type { Leaf } from './read/parquet/schema.js';
import { parquetOnDisk, withParquetFile } from './read/parquet/with-parquet-file.js';
import type { RowGroup } from './row-groups.js';
import { countRows, type FileCounts } from './rows.js';
import {
  type AuditRun,
  addMany,
  addRest,
  type FileFindings,
  type FileRun,
  findingsOf,
  forFile,
  needsEachRow,
  rowWork,
} from './run.js';
import type { RowSplit } from './write/split-rows.js';

/** Smaller files are read before threads would have started. */
const parallelRows = 2_000_000;

/**
 * Audits a Parquet file: each row as it would be read from JSONL, from the columns that the audit needs.
 *
 * @throws AuditError `INPUT_UNREADABLE`, `OUTPUT_UNWRITABLE`
 */
export async function auditParquet({ name, remote }: InputSource, run: AuditRun): Promise<FileFindings> {
  return withParquetFile(remote?.input ?? parquetOnDisk(name), async (file, bytes) => {
    const fileRun = forFile(run, await lookAtParquet(file, run));
    const isLarge = file.rows >= parallelRows && file.rowGroups.length > 1;
    // A file on the Hub is read at the speed of the network.
    const inParallel = isLarge && run.threads > 1 && remote === null && !needsEachRow(fileRun);
    const found = await (inParallel ? countInParallel : readInOrder)(name, bytes.byteLength, file, fileRun);
    const facts = {
      bytes: bytes.byteLength,
      bytesRead: inParallel ? null : bytes.bytesRead(),
      // Only some of the columns were read, but the digest is of the file.
      sha256: remote === null ? await hashFile(name) : remote.sha256,
    };
    const corruptRows = found.corruptRows.map((row) => ({ ...row, file: name }));
    return findingsOf({ file: name, format: 'parquet', ...facts }, { ...found, corruptRows }, fileRun);
  });
}

/** Beside the rows at the start of the file, so many of each of some other row groups are looked at. */
const sampleRows = 200;
const sampledGroups = 16;

/** Looks at the columns of text. For columns that people or models wrote, it only looks whether they are JSON. */
export async function lookAtParquet(file: ParquetFile, run: LookOptions): Promise<FirstLook> {
  const look = createLook(run);
  const texts = file.leaves.filter(mayBeText);
  // A field may be a model's, whatever it holds.
  const isNamed = ({ keys }: Leaf): boolean => keys.some(run.isKnownName);
  const plain = file.leaves.filter((leaf) => isNamed(leaf) || (mayBeText(leaf) && !isProse(leaf.keys)));
  const needed = neededLeaves(file.leaves, { places: run.places, named: {}, fields: [] });
  const unread = texts.filter((leaf) => !needed.includes(leaf));
  const read = async (
    leaves: readonly Leaf[],
    use: (row: Row) => void,
    limit: number,
    range: RowRange = {},
  ): Promise<void> => {
    if (leaves.length === 0) return;
    let count = 0;
    for await (const { rows } of file.readRows({ leaves, ...range })) {
      for (const row of rows.slice(0, limit - count)) use(row);
      count += rows.length;
      if (count >= limit) break;
    }
  };
  const columns = Object.fromEntries(file.leaves.map(({ keys }) => [keys[0] ?? '', undefined]));
  // Columns that are not read have names all the same.
  const lookAtRow = (row: Row): void => look.row({ ...columns, ...row });
  await read(plain, lookAtRow, headRows);
  // Their values are large, and the others are of the same kind as the first ones.
  await read(unread, look.unread, sampleRows);
  const step = Math.max(1, Math.ceil(file.rowGroups.length / sampledGroups));
  for (let group = step; group < file.rowGroups.length; group += step) {
    await read(plain, lookAtRow, sampleRows, { firstGroup: group, endGroup: group + 1 });
  }
  look.keys(file.leaves.flatMap(({ keys }) => keys.slice(0, 1)));
  // Times are mostly no texts.
  return { ...look.result(), timeField: undefined };
}

/** Some writers don't mark text as text. */
function mayBeText({ element }: Leaf): boolean {
  const { kind } = leafType(element);
  return kind === 'text' || kind === 'json' || kind === 'bytes';
}

async function countInParallel(
  path: string,
  bytes: number,
  { rows, rowGroups }: ParquetFile,
  { places, fields, catalogs, sum, maxPlaces, threads, onProgress }: FileRun,
): Promise<FileCounts> {
  const onRows = (read: number): void => onProgress(read, Math.floor((bytes * read) / rows));
  const onGroups = (groups: readonly RowGroup[], before: number): void => sum.add(path, groups, () => before);
  const work = {
    path,
    rowGroups,
    places,
    fields,
    periods: catalogs.periods,
    maxPlaces,
    threads,
    onRows,
    onGroups,
  };
  return countParquet(work);
}

const countedFields = ['time'] as const;
const ledgerFields = ['time', 'id', 'text'] as const;

async function readInOrder(
  path: string,
  bytes: number,
  file: ParquetFile,
  run: FileRun,
): Promise<FileCounts> {
  const { places, split, ledger, onProgress } = run;
  const counter = countRows(rowWork(path, run));
  const texts = split === null ? null : readTexts(file, split);
  let line = 0;
  try {
    const fields = ledger === null ? countedFields : ledgerFields;
    const leaves = neededLeaves(file.leaves, { places, named: run.fields, fields });
    for await (const { first, rows, repeatedKeys } of file.readRows({ leaves })) {
      const twice = new Set(repeatedKeys);
      for (const [index, row] of rows.entries()) {
        line += 1;
        const text = texts === null ? null : await texts.next();
        const at = { line, offset: null, bytes: text, start: 0, end: text?.length ?? 0 };
        if (twice.has(first + index)) counter.corrupt(ambiguous, at, row);
        else counter.row(row, at);
      }
      addMany(path, counter, run);
      onProgress(line, Math.floor((bytes * line) / file.rows));
    }
    await split?.flush();
  } finally {
    await texts?.close();
  }
  return addRest(path, counter, run);
}

interface RowTexts {
  /** The next row as a line of JSON. */
  readonly next: () => Promise<Buffer>;
  readonly close: () => Promise<unknown>;
}

/** Reads the rows that are written: all columns, and all digits of their numbers. */
function readTexts(file: ParquetFile, split: RowSplit): RowTexts {
  const windows = file.readTexts();
  let texts: readonly string[] = [];
  let index = 0;
  return {
    async next() {
      if (index === texts.length) {
        // Texts may be large, so those before are written first.
        await split.flush();
        const window = await windows.next();
        texts = window.done === true ? [] : window.value.rows;
        index = 0;
      }
      return Buffer.from(`${texts[index++] ?? '{}'}\n`);
    },
    close: () => windows.return(undefined),
  };
}
