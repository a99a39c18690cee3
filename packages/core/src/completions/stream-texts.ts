import { isObject } from '../references/reference.js';
import { addedTexts } from './completion-text.js';

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
