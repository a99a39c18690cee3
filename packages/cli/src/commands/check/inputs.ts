import { isUtf8 } from 'node:buffer';
import { type FileHandle, open } from 'node:fs/promises';
import type { ApiShape } from '@distillable/core';
import { CommandError, reasonOf } from '../../errors.js';
import type { Io } from '../../io.js';
import type { ReadProgress } from '../../terminal/progress.js';

/**
 * Opens a file, or stdin for `-`: one JSON value, or JSONL when its name ends so or its first lines look so.
 *
 * @throws CommandError `INPUT_UNREADABLE` where there is nothing to read
 */
export async function readRequests(path: string, io: Io): Promise<CheckInputs> {
  const label = path === '-' ? 'stdin' : path;
  const handle = path === '-' ? null : await openFile(path);
  const totalBytes = handle === null ? null : await sizeOf(handle);
  const chunks = handle === null ? io.stdin() : handle.createReadStream({ highWaterMark: 262_144 });
  const lines = splitLines(namingErrors(chunks, label), longestText);
  let bytes = 0;
  const count = (line: Line): void => {
    bytes = line.endsAt;
  };
  const close = async (): Promise<void> => {
    await lines.return();
    await handle?.close().catch(() => {});
  };
  try {
    const { several, items } = await detectShape(lines, label, /\.(?:jsonl|ndjson)$/i.test(path), count);
    return { several, items, progress: () => ({ bytes, totalBytes }), close };
  } catch (error) {
    await close();
    throw error;
  }
}

type Lines = AsyncGenerator<Line, void, undefined>;

async function detectShape(
  lines: Lines,
  label: string,
  isNamedLines: boolean,
  count: (line: Line) => void,
): Promise<Pick<CheckInputs, 'several' | 'items'>> {
  const first = await nextLine(lines);
  if (first === undefined) throw unreadable(label, 'it is empty');
  const parsed = parseText(first.bytes);
  if (isNamedLines || first.bytes === null) {
    return { several: true, items: readLines([{ line: first, parsed }], lines, count) };
  }
  const second = await nextLine(lines);
  if (second === undefined) return { several: false, items: [documentInput(label, parsed)] };
  const parsedSecond = parseText(second.bytes);
  // A document that is spread over lines has no whole value on its first one, and no whole object on its second.
  if ('value' in parsed || isObject(parsedSecond)) {
    const begun = [
      { line: first, parsed },
      { line: second, parsed: parsedSecond },
    ];
    return { several: true, items: readLines(begun, lines, count) };
  }
  const text = await readRest([first, second], lines);
  return { several: false, items: [documentInput(label, parseText(text))] };
}

interface ParsedLine {
  readonly line: Line;
  readonly parsed: Parsed;
}

async function* readLines(
  begun: readonly ParsedLine[],
  lines: Lines,
  count: (line: Line) => void,
): AsyncGenerator<CheckInput> {
  for (const { line, parsed } of begun) {
    count(line);
    yield lineInput(line.number, parsed);
  }
  for await (const line of lines) {
    count(line);
    if (!isBlank(line.bytes)) yield lineInput(line.number, parseText(line.bytes));
  }
}

async function nextLine(lines: Lines): Promise<Line | undefined> {
  for (;;) {
    const { done, value } = await lines.next();
    if (done === true || value === undefined) return undefined;
    if (!isBlank(value.bytes)) return value;
  }
}

/** Newlines within a document are white space, so it does not matter which ones there were. */
async function readRest(begun: readonly Line[], lines: Lines): Promise<Buffer | null> {
  const pieces: Buffer[] = [];
  let length = 0;
  const add = ({ bytes }: Line): boolean => {
    length += (bytes?.length ?? longestText) + 1;
    if (bytes === null || length > longestText) return false;
    pieces.push(bytes, Buffer.from('\n'));
    return true;
  };
  if (!begun.every(add)) return null;
  for await (const line of lines) if (!add(line)) return null;
  return Buffer.concat(pieces);
}

function documentInput(label: string, parsed: Parsed): CheckInput {
  if ('problem' in parsed) return { kind: 'unreadable', label, line: null, problem: parsed.problem };
  return { kind: 'request', label, line: null, ...unwrapBatchLine(parsed.value) };
}

function lineInput(line: number, parsed: Parsed): CheckInput {
  if ('problem' in parsed)
    return { kind: 'unreadable', label: `line ${line}`, line, problem: parsed.problem };
  const unwrapped = unwrapBatchLine(parsed.value);
  const name = unwrapped.customId === null ? '' : ` (${unwrapped.customId})`;
  return { kind: 'request', label: `line ${line}${name}`, line, ...unwrapped };
}

async function openFile(path: string): Promise<FileHandle> {
  try {
    return await open(path);
  } catch (cause) {
    throw unreadable(path, reasonOf(cause), cause);
  }
}

async function sizeOf(handle: FileHandle): Promise<number | null> {
  const facts = await handle.stat();
  return facts.isFile() ? facts.size : null;
}

async function* namingErrors(
  chunks: AsyncIterable<Uint8Array>,
  label: string,
): AsyncGenerator<Uint8Array, void, undefined> {
  try {
    yield* chunks;
  } catch (cause) {
    throw unreadable(label, reasonOf(cause), cause);
  }
}

function isObject(parsed: Parsed): boolean {
  return (
    'value' in parsed &&
    typeof parsed.value === 'object' &&
    parsed.value !== null &&
    !Array.isArray(parsed.value)
  );
}

function unreadable(label: string, reason: string, cause?: unknown): CommandError {
  return new CommandError('INPUT_UNREADABLE', `Cannot read ${label}: ${reason}.`, {
    cause,
    details: { path: label },
  });
}

/** Each slug as the model of a request. */
export function slugInputs(slugs: readonly string[]): CheckInputs {
  return {
    several: slugs.length > 1,
    items: slugs.map(slugInput),
    progress: () => ({ bytes: 0, totalBytes: null }),
    close: async () => {},
  };
}

function slugInput(slug: string): RequestInput {
  return {
    kind: 'request',
    label: slug === '' ? '""' : slug,
    line: null,
    customId: null,
    body: { model: slug },
    endpoint: undefined,
    enclose: (guarded) => guarded,
  };
}

const fields: ReadonlySet<string> = new Set(['custom_id', 'method', 'url', 'body']);

const endpointOf: readonly (readonly [end: string, endpoint: ApiShape])[] = [
  ['/chat/completions', 'chat'],
  ['/completions', 'completions'],
  ['/responses', 'responses'],
  ['/messages', 'messages'],
];

/**
 * What is to be judged of a line: the `body` of a batch file's `{custom_id, method, url, body}`, otherwise the line
 * itself. With any other field beside these it is no such line: what is not judged must not be sent.
 */
function unwrapBatchLine(value: unknown): Pick<RequestInput, 'body' | 'customId' | 'endpoint' | 'enclose'> {
  if (!isBatchLine(value)) {
    return { body: value, customId: null, endpoint: undefined, enclose: (guarded) => guarded };
  }
  const { custom_id: customId, url } = value;
  return {
    body: value['body'],
    customId: typeof customId === 'string' ? customId : null,
    endpoint: endpointOf.find(([end]) => typeof url === 'string' && url.endsWith(end))?.[1],
    enclose: (guarded) => ({ ...value, body: guarded }),
  };
}

function isBatchLine(value: unknown): value is Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  const names = Object.keys(value);
  return (
    names.includes('body') &&
    (names.includes('custom_id') || names.includes('url')) &&
    names.every((name) => fields.has(name))
  );
}

/** One body to judge. */
export interface RequestInput {
  readonly kind: 'request';
  /** What it is called in messages: the slug, the file, or the line. */
  readonly label: string;
  /** Line of a JSONL, counted from 1; null elsewhere. */
  readonly line: number | null;
  /** Name of the request in a batch file; null where there is none. */
  readonly customId: string | null;
  readonly body: unknown;
  /** What a batch file says that the body is for; undefined where nothing does. */
  readonly endpoint: ApiShape | undefined;
  /** Puts a guarded body back into what it was taken from. */
  readonly enclose: (guarded: unknown) => unknown;
}

/** Something that can't be read as a body. */
export interface UnreadableInput {
  readonly kind: 'unreadable';
  readonly label: string;
  readonly line: number | null;
  readonly problem: string;
}

type CheckInput = RequestInput | UnreadableInput;

/** What is to be judged, one after the other. */
export interface CheckInputs {
  /** Whether there may be more than one. */
  readonly several: boolean;
  readonly items: AsyncIterable<CheckInput> | Iterable<CheckInput>;
  readonly progress: () => ReadProgress;
  readonly close: () => Promise<void>;
}

/** Longest line or document that is read, in bytes: below what a string of Node can hold. */
const longestText = 268_435_456;

/** A JSON value, or why there is none. */
type Parsed = { readonly value: unknown } | { readonly problem: string };

/** Parses a line or a document; null stands for one that is too long. The problem repeats nothing of what it holds. */
function parseText(bytes: Buffer | null): Parsed {
  if (bytes === null) return { problem: `longer than ${longestText / 1_048_576} MiB` };
  // What is not UTF-8 would be read with replacement characters, and sent with them.
  if (!isUtf8(bytes)) return { problem: 'not UTF-8' };
  try {
    return { value: JSON.parse(bytes.toString('utf8')) };
  } catch (error) {
    const [position] = /position \d+/.exec(error instanceof Error ? error.message : '') ?? [];
    return { problem: position === undefined ? 'not JSON' : `not JSON (at ${position})` };
  }
}

/** Whether there is nothing but white space. */
function isBlank(bytes: Buffer | null): boolean {
  return bytes?.every((byte) => byte === 0x20 || byte === 0x09 || byte === 0x0d) ?? false;
}

/** A line without the newline that ends it; counted from 1. */
interface Line {
  readonly number: number;
  /** Null where the line is longer than may be held. */
  readonly bytes: Buffer | null;
  /** Bytes of the input up to the end of this line. */
  readonly endsAt: number;
}

const newline = 0x0a;
const byteOrderMark = Buffer.from([0xef, 0xbb, 0xbf]);

/**
 * Splits at newlines; what follows the last one is a line too, unless it is empty. Holds one chunk and the line that it
 * is in the middle of, and of a line longer than `longest` (bytes) nothing. A byte order mark at the start is left out.
 */
export async function* splitLines(
  chunks: AsyncIterable<Uint8Array>,
  longest: number,
): AsyncGenerator<Line, void, undefined> {
  let pieces: Buffer[] = [];
  let length = 0;
  let number = 0;
  let endsAt = 0;
  const add = (piece: Buffer): void => {
    length += piece.length;
    if (length > longest) pieces = [];
    else if (piece.length > 0) pieces.push(piece);
  };
  const finish = (): Line => {
    number += 1;
    const whole = pieces.length === 1 && pieces[0] !== undefined ? pieces[0] : Buffer.concat(pieces);
    const bytes = length > longest ? null : number === 1 ? withoutMark(whole) : whole;
    pieces = [];
    length = 0;
    return { number, bytes, endsAt };
  };
  for await (const bytes of chunks) {
    const chunk = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    let start = 0;
    for (let at = chunk.indexOf(newline); at >= 0; at = chunk.indexOf(newline, start)) {
      add(chunk.subarray(start, at));
      endsAt += at + 1 - start;
      start = at + 1;
      yield finish();
    }
    add(chunk.subarray(start));
    endsAt += chunk.length - start;
  }
  if (length > 0) yield finish();
}

function withoutMark(line: Buffer): Buffer {
  return line.subarray(0, 3).equals(byteOrderMark) ? line.subarray(3) : line;
}
