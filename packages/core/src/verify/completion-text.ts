import { parseObject } from '@distillable/catalog';
import { type ApiShape, apiShapes } from '../api/index.js';

/** SHA-256 of each text as UTF-8, in hexadecimal digits. */
export async function hashTexts(texts: readonly string[]): Promise<readonly string[]> {
  return Promise.all(texts.map(hashText));
}

async function hashText(text: string): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text));
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** Joins what the events of a stream add to the text of its completions. */
export class StreamTexts {
  readonly #shape: ApiShape;
  readonly #texts = new Map<number, string>();

  constructor(shape: ApiShape) {
    this.#shape = shape;
  }

  /** Reads the data of one event. */
  read(data: string): void {
    const event = parseObject(data);
    if (event === null) return;
    for (const { index, text } of apiShapes[this.#shape].addedTexts(event)) {
      if (index >= 0) this.#texts.set(index, (this.#texts.get(index) ?? '') + text);
    }
  }

  /** One text for each choice that an event had, by the choice's number. */
  get all(): readonly string[] {
    return [...this.#texts].sort(([one], [other]) => one - other).map(([, text]) => text);
  }
}
