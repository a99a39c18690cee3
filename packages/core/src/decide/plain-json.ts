import type { Violation } from './decision.js';

/** A body as its JSON says it, or why it has none. */
export type PlainJson = { readonly body: unknown } | { readonly violation: Violation };

/**
 * Turns a body into JSON once, and back. Getters, `toJSON`, boxed values and proxies have had their say then, and no one
 * else holds the result: what is judged is what is sent.
 */
export function toPlainJson(live: unknown): PlainJson {
  try {
    const text: string | undefined = JSON.stringify(live);
    return { body: text === undefined ? undefined : JSON.parse(text) };
  } catch (error) {
    return { violation: bodyNotJson(error) };
  }
}

/** Why a body can't be turned into JSON. The error's own message is left out: it can quote the prompt. */
export function bodyNotJson(error: unknown): Violation {
  const problem =
    error instanceof RangeError
      ? 'it is nested too deeply, or too large'
      : 'it holds a BigInt or refers to itself, or a getter or toJSON of it throws';
  const message = `The body can't be turned into JSON: ${problem}. Give plain JSON.`;
  return { path: '', code: 'BODY_NOT_JSON', message, alternatives: [] };
}
