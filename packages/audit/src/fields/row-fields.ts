import { compileField, type ReadField, type Row } from './field-path.js';

/** Columns that the user names, as dotted paths; undefined ones are found by name. */
export interface NamedFields {
  /** Where it says when it was generated: ISO 8601, or Unix time of any unit. */
  readonly time?: string | undefined;
  /** Where it has the id of its generation, to find it in a ledger. */
  readonly id?: string | undefined;
  /** Where it has the generated text, to compare it with a ledger. */
  readonly text?: string | undefined;
}

/** The places of the fields that an audit reads, in the rows of one file. */
export interface RowFields {
  readonly time: FoundField;
  readonly id: FoundField;
  readonly text: FoundField;
}

const noField: FoundField = { read: () => undefined, path: () => null };

/** Of rows that have none of them. */
export const noFields: RowFields = { time: noField, id: noField, text: noField };

/** All paths where the given fields may be found. */
export function pathsOf(named: NamedFields, fields: readonly (keyof NamedFields)[]): readonly string[] {
  const found = { time: timePaths, id: idPaths, text: [...textPaths, lastRole] };
  return fields.flatMap((field) => {
    const path = named[field];
    return path === undefined ? found[field] : [path, lastRole];
  });
}

/** In a conversation, only the text of an assistant counts. */
const lastRole = 'messages[-1].role';

/** Finds the fields of one file. Files may differ, so they are found in each separately. */
export function findRowFields(named: NamedFields): RowFields {
  const of = (path: string | undefined, paths: readonly string[]): readonly string[] =>
    path === undefined ? paths : [path];
  const candidates = (paths: readonly string[], accepts: FieldCandidate['accepts']): FoundField =>
    findField(paths.map((path) => ({ path, read: compileField(path), accepts })));
  return {
    time: candidates(of(named.time, timePaths), (value) => parseTime(value) !== null),
    id: named.id === undefined ? findId() : candidates([named.id], isText),
    text: findField(
      of(named.text, textPaths).map((path) => ({ path, read: readText(path), accepts: isText })),
    ),
  };
}

function isText(value: unknown): boolean {
  return typeof value === 'string' && value !== '';
}

function findId(): FoundField {
  const place = (path: string, accepts: FieldCandidate['accepts']): FieldCandidate => ({
    path,
    read: compileField(path),
    accepts,
  });
  const isGeneration = (value: unknown): boolean => typeof value === 'string' && value.startsWith('gen-');
  return findField([
    ...idPaths.map((path) => place(path, path === 'id' ? isGeneration : isText)),
    place('id', isText),
  ]);
}

/** Text, or a list of parts of which some hold text. */
function readText(path: string): ReadField {
  const read = compileField(path);
  const isLastMessage = path === 'messages[-1].content';
  const readRole = compileField(lastRole);
  return (row) => {
    if (isLastMessage && readRole(row) !== 'assistant') return undefined;
    const value = read(row);
    return Array.isArray(value) ? value.map(partText).join('') : value;
  };
}

function partText(part: unknown): string {
  if (typeof part !== 'object' || part === null || !('type' in part) || !('text' in part)) return '';
  const isTold = part.type === 'text' || part.type === 'output_text';
  return isTold && typeof part.text === 'string' ? part.text : '';
}

/** A place where a field may be. */
interface FieldCandidate {
  /** As a dotted path. */
  readonly path: string;
  readonly read: ReadField;
  /** Whether this value is one. */
  readonly accepts: (value: unknown) => boolean;
}

/** Finds the place of a field while rows pass: the first row that has the field decides for the whole file. */
interface FoundField {
  readonly read: ReadField;
  /** Null as long as no row had it. */
  readonly path: () => string | null;
}

/**
 * The candidates are tried in their order, and once one fits, only it is read, so that a file is judged by one column.
 * Rows before that had it nowhere.
 */
function findField(candidates: readonly FieldCandidate[]): FoundField {
  let chosen: FieldCandidate | null = null;
  const search = (row: Row): unknown => {
    for (const candidate of candidates) {
      const value = candidate.read(row);
      if (!candidate.accepts(value)) continue;
      chosen = candidate;
      return value;
    }
    return undefined;
  };
  return {
    read: (row) => (chosen === null ? search(row) : chosen.read(row)),
    path: () => chosen?.path ?? null,
  };
}

/** Where a row may say when it was made. */
const timePaths: readonly string[] = [
  'created',
  'created_at',
  'createdAt',
  'timestamp',
  'time',
  'date',
  'generated_at',
  'response.created',
  'response.created_at',
  'response.body.created',
  'response.body.created_at',
  'metadata.created',
  'metadata.created_at',
  'metadata.timestamp',
];

/** Where a row may have the id of its generation. A plain `id` counts first only if it looks like OpenRouter's. */
const idPaths: readonly string[] = [
  'generation_id',
  'id',
  'response.id',
  'response.body.id',
  'metadata.generation_id',
  'metadata.id',
];

/** Where a row may have the text that the model made. */
const textPaths: readonly string[] = [
  'response',
  'completion',
  'output',
  'text',
  'choices[0].message.content',
  'choices[0].text',
  'response.choices[0].message.content',
  'response.body.choices[0].message.content',
  'messages[-1].content',
  'answer',
  'generation',
  'content',
];

/** `2026-01-31`, then perhaps a time of day with a fraction and a zone; without a zone it is UTC. ASCII alone. */
const isoTime =
  /^(\d{4})-(\d\d)-(\d\d)(?:[T ](\d\d):(\d\d)(?::(\d\d)(?:[.,](\d+))?)?[ \t]*(?:Z|([+-])(\d\d):?(\d\d)?)?)?$/i;

/** 2000-01-01: smaller numbers are more likely lengths of time. */
const firstSecond = 946_684_800;

/** A number after the year 9999 is not a time in that unit, so it is read in a smaller unit. */
const lastSecond = 253_402_300_799;

/**
 * Milliseconds since the epoch from Unix seconds, milliseconds, microseconds or nanoseconds (distinguished by their size), as
 * a number or as text, or from an ISO 8601 date or date and time; null for anything else.
 */
export function parseTime(value: unknown): number | null {
  if (typeof value === 'number') return fromUnix(value);
  if (typeof value !== 'string' || value.length < 8) return null;
  return /^\d{9,20}(?:\.\d+)?$/.test(value) ? fromUnix(Number(value)) : fromIso(value);
}

function fromUnix(value: number): number | null {
  if (!(value >= firstSecond)) return null;
  if (value <= lastSecond) return value * 1e3;
  if (value <= lastSecond * 1e3) return value;
  if (value <= lastSecond * 1e6) return value / 1e3;
  return value <= lastSecond * 1e9 ? value / 1e6 : null;
}

/** `Date.parse` would read a time without a zone as local time, and the 30th of February as the 2nd of March. */
function fromIso(text: string): number | null {
  const match = isoTime.exec(text);
  if (match === null) return null;
  const [, years, months, days, hour = '0', minute = '0', second = '0', fraction = '0'] = match;
  const [, , , , , , , , sign = '+', zoneHours = '0', zoneMinutes = '0'] = match;
  const [year, month, day] = [Number(years), Number(months), Number(days)];
  // `Date.UTC` takes years below 100 for those of the twentieth century.
  if (year < 100 || month < 1 || month > 12 || day < 1) return null;
  const start = Date.UTC(year, month - 1, day);
  if (start >= Date.UTC(year, month, 1)) return null;
  // 24:00 ends a day, and 60 is a leap second.
  if (Number(hour) > 24 || Number(minute) > 59 || Number(second) > 60) return null;
  if (Number(zoneHours) > 23 || Number(zoneMinutes) > 59) return null;
  const seconds = (Number(hour) * 60 + Number(minute)) * 60 + Number(second);
  const offsetMinutes = (sign === '-' ? -1 : 1) * (Number(zoneHours) * 60 + Number(zoneMinutes));
  return start + seconds * 1e3 + Math.floor(Number(`0.${fraction}`) * 1e3) - offsetMinutes * 6e4;
}
