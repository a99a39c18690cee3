import { isUtf8 } from 'node:buffer';
import { promises as files } from 'node:fs';
import type { FileHandle } from 'node:fs/promises';
import { isObject, type JsonObject, lineOf, type ParsedJson, parseJsonText } from '@distillable/catalog';
import { type ApiShape, apiShapes, isApiShape } from '@distillable/core';
import { type SplitLine, splitLines } from '@distillable/ledger';
import { unreadable } from '../../errors.js';
import type { Io } from '../../io.js';
import type { ReadProgress } from '../../terminal/progress.js';

/** One body to judge. */
export interface RequestInput {
  readonly kind: 'request';
  /** Its name in messages: the slug, the file, or the line. */
  readonly label: string;
  /** Line of a JSONL, counted from 1; null elsewhere. */
  readonly line: number | null;
  /** `custom_id` of a line of a batch file; null elsewhere. */
  readonly customId: string | null;
  readonly body: unknown;
  /** The shape that the `url` of a line of a batch file stands for; undefined elsewhere. */
  readonly shape: ApiShape | undefined;
  /** The line (from 1) that a JSON Pointer into the body points to; null if there is no file. */
  readonly lineAt: (pointer: string) => number | null;
  /** Puts a guarded body back into the line that it was taken from. */
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

/** The bodies to judge, one after the other. */
export interface CheckInputs {
  /** Whether there may be more than one. */
  readonly several: boolean;
  readonly items: AsyncIterable<CheckInput> | Iterable<CheckInput>;
  readonly progress: () => ReadProgress;
  readonly close: () => Promise<void>;
}

/** Each slug as the model of a request. */
export function slugInputs(slugs: readonly string[]): CheckInputs {
  return {
    several: slugs.length > 1,
    items: slugs.map((slug) => ({
      kind: 'request',
      label: slug === '' ? '""' : slug,
      line: null,
      lineAt: () => null,
      ...bare({ model: slug }),
    })),
    progress: () => ({ bytes: 0, totalBytes: null }),
    close: async () => {},
  };
}

/** Longest line or document that is read, in bytes: less than a string of Node can hold. */
const maxBytes = 268_435_456;

/**
 * Opens a file, or stdin for `-`: one JSON value, or JSONL if its name ends so or its first lines look so.
 *
 * @throws CommandError `INPUT_UNREADABLE` if there is nothing to read
 */
export async function readRequests(path: string, io: Io): Promise<CheckInputs> {
  const label = path === '-' ? 'stdin' : path;
  const handle = path === '-' ? null : await openFile(path);
  const totalBytes = handle === null ? null : await sizeOf(handle);
  const chunks = handle === null ? io.stdin() : handle.createReadStream({ highWaterMark: 262_144 });
  let bytes = 0;
  const lines = filledLines(namingErrors(chunks, label), (line) => {
    bytes = line.offset + line.length;
  });
  const close = async (): Promise<void> => {
    await lines.return();
    await handle?.close().catch(() => {});
  };
  try {
    const shape = await detectShape(lines, label, /\.(?:jsonl|ndjson)$/i.test(path));
    return { ...shape, progress: () => ({ bytes, totalBytes }), close };
  } catch (error) {
    await close();
    throw error;
  }
}

type Lines = AsyncGenerator<SplitLine, void, undefined>;

/** The lines that have more than white space. A byte order mark is left out. */
async function* filledLines(chunks: AsyncIterable<Uint8Array>, onLine: (line: SplitLine) => void): Lines {
  for await (const lines of splitLines(chunks, { maxLineBytes: maxBytes })) {
    for (const line of lines) {
      onLine(line);
      const bytes = line.line === 1 ? withoutMark(line.bytes) : line.bytes;
      if (line.isTooLong || !isBlank(bytes)) yield { ...line, bytes };
    }
  }
}

async function detectShape(
  lines: Lines,
  label: string,
  isNamedLines: boolean,
): Promise<Pick<CheckInputs, 'several' | 'items'>> {
  const first = await nextLine(lines);
  if (first === null) throw unreadable(label, new Error('it is empty'));
  if (isNamedLines || first.isTooLong) return { several: true, items: lineInputs([first], lines) };
  const second = await nextLine(lines);
  if (second === null) return { several: false, items: [await documentInput(label, [first], lines)] };
  const parsed = parseLine(first);
  const parsedSecond = parseLine(second);
  // A document that is spread over lines has no whole value on its first one, and no whole object on its second.
  if (isWhole(parsed) || isWhole(parsedSecond, isObject)) {
    return { several: true, items: lineInputs([first, second], lines) };
  }
  return { several: false, items: [await documentInput(label, [first, second], lines)] };
}

/** Whether a line is JSON. A line that can't be judged is reported later, with its number. */
function isWhole(parsed: ParsedJson, isExpected: (value: unknown) => boolean = () => true): boolean {
  return 'value' in parsed ? isExpected(parsed.value) : parsed.isJson === true;
}

async function nextLine(lines: Lines): Promise<SplitLine | null> {
  const { done, value } = await lines.next();
  return done === true || value === undefined ? null : value;
}

async function* lineInputs(begun: readonly SplitLine[], lines: Lines): AsyncGenerator<CheckInput> {
  for (const line of begun) yield lineInput(line);
  for await (const line of lines) yield lineInput(line);
}

function lineInput(line: SplitLine): CheckInput {
  const place = { label: `line ${line.line}`, line: line.line };
  const parsed = parseLine(line);
  if ('problem' in parsed) return { kind: 'unreadable', ...place, problem: parsed.problem };
  const unwrapped = unwrapBatchLine(parsed.value);
  const name = unwrapped.customId === null ? '' : ` (${unwrapped.customId})`;
  return { kind: 'request', ...place, label: place.label + name, lineAt: () => line.line, ...unwrapped };
}

async function documentInput(label: string, begun: readonly SplitLine[], lines: Lines): Promise<CheckInput> {
  const bytes = await readDocument(begun, lines);
  const parsed = parseBytes(bytes);
  if ('problem' in parsed) return { kind: 'unreadable', label, line: null, problem: parsed.problem };
  const unwrapped = unwrapBatchLine(parsed.value);
  const prefix = unwrapped.body === parsed.value ? '' : '/body';
  const lineAt = (pointer: string): number => lineOf(String(bytes), prefix + pointer);
  return { kind: 'request', label, line: null, lineAt, ...unwrapped };
}

function parseLine({ bytes, isTooLong }: SplitLine): ParsedJson {
  return parseBytes(isTooLong ? null : bytes);
}

/** @param bytes null if there are too many */
function parseBytes(bytes: Buffer | null): ParsedJson {
  if (bytes === null) return { problem: `longer than ${maxBytes / 1_048_576} MiB` };
  // Bytes that are not UTF-8 would be read as replacement characters, and sent as such.
  return isUtf8(bytes) ? parseJsonText(bytes.toString('utf8')) : { problem: 'not UTF-8' };
}

/** Blank lines are put back, so that a problem is found at its own line. Null if it is too long. */
async function readDocument(begun: readonly SplitLine[], lines: Lines): Promise<Buffer | null> {
  const pieces: Buffer[] = [];
  let length = 0;
  let number = 1;
  const add = ({ line, bytes, isTooLong }: SplitLine): boolean => {
    const gap = Buffer.from('\n'.repeat(line - number));
    length += gap.length + bytes.length;
    number = line;
    if (isTooLong || length > maxBytes) return false;
    pieces.push(gap, bytes);
    return true;
  };
  if (!begun.every(add)) return null;
  for await (const line of lines) if (!add(line)) return null;
  return Buffer.concat(pieces);
}

/**
 * The part of a line to judge: the `body` of a batch file's `{custom_id, method, url, body}`, otherwise the line
 * itself. With any other field beside these it is not such a line: what is not judged must not be sent.
 */
function unwrapBatchLine(value: unknown): Unwrapped {
  if (!isObject(value) || !isBatchLine(value)) return bare(value);
  const { custom_id: customId, url, body } = value;
  return {
    body,
    customId: typeof customId === 'string' ? customId : null,
    shape: typeof url === 'string' ? shapeOf(url) : undefined,
    enclose: (guarded) => ({ ...value, body: guarded }),
  };
}

type Unwrapped = Pick<RequestInput, 'body' | 'customId' | 'shape' | 'enclose'>;

function bare(body: unknown): Unwrapped {
  return { body, customId: null, shape: undefined, enclose: (guarded) => guarded };
}

const batchLineFields: ReadonlySet<string> = new Set(['custom_id', 'method', 'url', 'body']);

function isBatchLine(value: JsonObject): boolean {
  const names = Object.keys(value);
  return (
    names.includes('body') &&
    (names.includes('custom_id') || names.includes('url')) &&
    names.every((name) => batchLineFields.has(name))
  );
}

const shapes: readonly ApiShape[] = Object.keys(apiShapes).filter(isApiShape);

/** One path ends with another (`/chat/completions` with `/completions`), so the longest that fits counts. */
function shapeOf(url: string): ApiShape | undefined {
  const [path = ''] = url.split(/[?#]/, 1);
  const fitting = shapes.flatMap((shape) =>
    apiShapes[shape].paths('').flatMap((end) => (path.endsWith(end) ? { shape, end } : [])),
  );
  return fitting.toSorted((one, other) => other.end.length - one.end.length)[0]?.shape;
}

async function openFile(path: string): Promise<FileHandle> {
  try {
    return await files.open(path);
  } catch (cause) {
    throw unreadable(path, cause);
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
    throw unreadable(label, cause);
  }
}

function isBlank(bytes: Buffer): boolean {
  return bytes.every((byte) => byte === 0x20 || byte === 0x09 || byte === 0x0d);
}

const byteOrderMark = Buffer.from([0xef, 0xbb, 0xbf]);

function withoutMark(bytes: Buffer): Buffer {
  return bytes.subarray(0, 3).equals(byteOrderMark) ? bytes.subarray(3) : bytes;
}
