import { type FileHandle, open } from 'node:fs/promises';
import { CommandError } from '../command-error.js';
import type { Io } from '../io.js';
import { reasonOf } from '../reason-of.js';
import type { CheckInput, CheckInputs } from './check-input.js';
import { isBlank, longestText, type Parsed, parseText } from './parse-text.js';
import { type Line, splitLines } from './split-lines.js';
import { unwrapBatchLine } from './unwrap-batch-line.js';

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
