import { isObject, type JsonObject } from '../json.js';

/** The text of the first completion in an answer of any shape; empty where there is none. */
export function completionText(answer: JsonObject): string {
  return completionTexts(answer)[0] ?? '';
}

/** The text of every completion in an answer of any shape: one for each choice, or else one. */
export function completionTexts(answer: JsonObject): readonly string[] {
  const { choices, output, content } = answer;
  if (Array.isArray(choices)) return choices.map((choice) => choiceText(choice, 'message'));
  if (Array.isArray(output))
    return [output.map((item) => (isObject(item) ? partsText(item['content']) : '')).join('')];
  return typeof content === 'string' || Array.isArray(content) ? [partsText(content)] : [];
}

/** What one event of a stream of any shape adds to the text of the first completion. */
export function addedText(event: JsonObject): string {
  return addedTexts(event).find(({ index }) => index === 0)?.text ?? '';
}

/** Text that belongs to one completion. */
export interface AddedText {
  /** Which choice, from 0. */
  readonly index: number;
  readonly text: string;
}

/** What one event of a stream of any shape adds to the text of each completion. */
export function addedTexts(event: JsonObject): readonly AddedText[] {
  const { choices, type, delta } = event;
  if (Array.isArray(choices))
    return choices.map((choice) => ({ index: indexOf(choice), text: choiceText(choice, 'delta') }));
  if (type === 'response.output_text.delta') return [{ index: 0, text: asText(delta) }];
  if (type === 'content_block_delta' && isObject(delta) && delta['type'] === 'text_delta') {
    return [{ index: 0, text: asText(delta['text']) }];
  }
  return [];
}

function indexOf(choice: unknown): number {
  const index = isObject(choice) ? (choice['index'] ?? 0) : undefined;
  return typeof index === 'number' ? index : -1;
}

function choiceText(choice: unknown, key: 'message' | 'delta'): string {
  if (!isObject(choice)) return '';
  const inner = choice[key];
  return isObject(inner) ? partsText(inner['content']) : asText(choice['text']);
}

/** Content is text, or a list of parts of which some hold text: what was thought or called is none. */
function partsText(content: unknown): string {
  if (!Array.isArray(content)) return asText(content);
  return content
    .filter((part) => isObject(part) && (part['type'] === 'text' || part['type'] === 'output_text'))
    .map((part) => asText(part['text']))
    .join('');
}

function asText(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

const encoder = new TextEncoder();

/** SHA-256 of each text as UTF-8, in hexadecimal digits. */
export async function hashTexts(texts: readonly string[]): Promise<readonly string[]> {
  return Promise.all(texts.map(hashText));
}

async function hashText(text: string): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', encoder.encode(text));
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** Joins what the events of a stream add to the text of its completions. */
export class StreamTexts {
  readonly #texts = new Map<number, string>();

  /** Reads the data of one event. */
  read(data: string): void {
    const event = parse(data);
    if (!isObject(event)) return;
    for (const { index, text } of addedTexts(event)) {
      if (index >= 0) this.#texts.set(index, (this.#texts.get(index) ?? '') + text);
    }
  }

  /** One text for each choice that an event told of, by the choice's number. */
  get all(): readonly string[] {
    return [...this.#texts].sort(([one], [other]) => one - other).map(([, text]) => text);
  }
}

function parse(data: string): unknown {
  try {
    return JSON.parse(data);
  } catch {
    return undefined;
  }
}
