import type { AuditSettings } from '../engine.js';
import { findRowFields } from '../fields/row-fields.js';
import { readJsonl } from '../formats/read-jsonl.js';
import { handleRows } from '../handle-rows.js';
import type { OpenedInput } from '../inputs/open-input.js';
import type { RowGroup } from '../row-groups.js';

/** What the first rows of a file tell. */
export interface Head {
  readonly modelPath: string | null;
  readonly timePath: string | null;
  /** With the places of their first rows. */
  readonly groups: readonly RowGroup[];
}

/** Reads the rows of the first `length` bytes, or a little more, as the JavaScript engine would. */
export async function readHead(
  file: string,
  { chunks }: OpenedInput,
  { fields: named, catalogs, judge }: Pick<AuditSettings, 'fields' | 'catalogs' | 'judge'>,
  length: number,
): Promise<Head> {
  const fields = findRowFields(named);
  const counter = handleRows({ file, since: catalogs.since, fields, judge, ledger: null, split: null });
  const reader = readJsonl(counter);
  let read = 0;
  for await (const chunk of chunks) {
    reader.push(chunk);
    read += chunk.length;
    if (read >= length) break;
  }
  return { modelPath: fields.model.path(), timePath: fields.time.path(), groups: counter.groups() };
}
