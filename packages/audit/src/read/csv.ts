import { type CsvError, Parser } from 'csv-parse';
import { isRow } from '../fields/field-path.js';
import { describeTooLong, maxLineBytes } from './json-text.js';
import { type RowAt, type RowHandler, type RowReader, rowNumber, UnreadableFile } from './reader.js';

/** How a table is read. */
export interface CsvOptions {
  /** Null: a comma, or a semicolon where the header has only those. */
  readonly delimiter: string | null;
  /** Whether the text of corrupt records is wanted: it costs time. */
  readonly keepsText: boolean;
}

/** Takes text too, since the parser's form for browsers knows no bytes. */
export interface CsvReader extends RowReader {
  readonly push: (chunk: Buffer | string) => void;
}

/**
 * Reads a table with a header; every cell is text. A record with more or fewer cells than the header, or with quotes in
 * wrong places, is corrupt.
 */
export function readCsv(handler: RowHandler, { delimiter, keepsText }: CsvOptions): CsvReader {
  let [endedAt, blank] = [1, 0];
  // Cells may hold newlines: a record starts after the line that the last ended on, and the blank ones that follow.
  const place = (endsAt: number, blankLines: number): RowAt => {
    const at = rowNumber(endedAt + 1 + blankLines - blank);
    [endedAt, blank] = [endsAt, blankLines];
    return at;
  };
  let failure: Error | null = null;
  /** As objects, records would have the last of two columns of one name; other readers take the first. */
  const checkHeader = (header: string[]): string[] => {
    const names = header.filter(Boolean);
    if (new Set(names).size === names.length) return header;
    // The parser reports an error from here too late for a file that ends with this chunk.
    failure = new Error('two of its columns have the same name');
    throw failure;
  };
  const open = (separator: string): Parser =>
    new Parser({
      delimiter: separator,
      bom: true,
      columns: checkHeader,
      raw: keepsText,
      skip_empty_lines: true,
      skip_records_with_error: true,
      max_record_size: maxLineBytes,
      on_skip: (error, text) => {
        const lines = numberOf(error?.['lines'], endedAt + 1);
        handler.corrupt(describe(error), place(lines, numberOf(error?.['empty_lines'], blank)), text);
      },
      // The parser's types don't know that `columns` makes an object of a record, and `raw` one of it and its text.
      on_record: (parsed: unknown, { lines, empty_lines }) => {
        const record = keepsText && isRow(parsed) ? parsed['record'] : parsed;
        if (isRow(record)) handler.row(record, place(lines, empty_lines));
        return null;
      },
    });
  let parser: Parser | null = null;
  const check = (): void => {
    if (failure !== null) throw new UnreadableFile(`it is not a table: ${failure.message}`);
  };
  const start = (chunk: Buffer | string): Parser => {
    const started = open(delimiter ?? findDelimiter(chunk));
    started.on('error', (error) => {
      failure = error;
    });
    started.resume();
    return started;
  };
  return {
    push(chunk) {
      parser ??= start(chunk);
      parser.write(chunk);
      check();
    },
    end() {
      parser?.end();
      check();
    },
  };
}

/** Spreadsheets of many countries write a semicolon, since their numbers have commas. */
function findDelimiter(chunk: Buffer | string): string {
  const [header = ''] = chunk.toString().split('\n', 1);
  const names = header.replaceAll(/"(?:[^"]|"")*"/g, '');
  return names.includes(';') && !names.includes(',') ? ';' : ',';
}

/** Repeats nothing of what the record holds. */
function describe(error: CsvError | undefined): string {
  switch (error?.code) {
    case 'CSV_RECORD_INCONSISTENT_COLUMNS':
    case 'CSV_RECORD_INCONSISTENT_FIELDS_LENGTH':
      return 'more or fewer cells than the header';
    case 'CSV_QUOTE_NOT_CLOSED':
      return 'a quote that is not closed';
    case 'CSV_MAX_RECORD_SIZE':
      return describeTooLong(maxLineBytes);
    default:
      return 'quotes in a wrong place';
  }
}

function numberOf(value: unknown, otherwise: number): number {
  return typeof value === 'number' ? value : otherwise;
}
