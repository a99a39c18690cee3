import { readCsv } from './csv.js';
import { readJson } from './json.js';
import { readJsonl } from './jsonl.js';
import { type AuditFormat, type RowHandler, type RowReader, UnreadableFile } from './reader.js';

/** The reader of a format. `keepsText`: whether the text of corrupt records of a table is wanted. */
export function chooseReader(format: AuditFormat, handler: RowHandler, keepsText: boolean): RowReader {
  switch (format) {
    case 'jsonl':
      return readJsonl(handler);
    case 'json':
      return readJson(handler);
    case 'csv':
    case 'tsv':
      return readCsv(handler, { delimiter: format === 'csv' ? null : '\t', keepsText });
    case 'parquet':
      throw new UnreadableFile(
        'it is Parquet, which is read from files, not from streams or compressed files',
      );
  }
}
