import type { AnswerHead } from '../verify/watch-answer.js';

/** Headers of an answer, as undici has them. */
export type AnswerHeaders = Readonly<Record<string, string | string[] | undefined>>;

/** Status and headers of an answer that undici has. */
export function toHead(status: number, headers: AnswerHeaders): AnswerHead {
  return {
    status,
    header(name) {
      const value = headers[name];
      return (Array.isArray(value) ? value[0] : value) ?? null;
    },
  };
}
