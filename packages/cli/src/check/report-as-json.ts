import { toSafeJson } from '../render/safe-json.js';
import type { Report } from './report.js';

/** The decision; of several, an array with a decision a line, each with its line in a JSONL. */
export function reportAsJson(several: boolean): Report {
  if (!several) {
    return {
      opening: '',
      tell: ({ decision }) => ({ stdout: `${toSafeJson(decision, 2)}\n` }),
      tellUnreadable: () => ({}),
      closing: '',
    };
  }
  const separate = separator();
  return {
    opening: '[',
    tell: ({ input: { line, customId }, decision }) => {
      const names = { ...(line === null ? {} : { line }), ...(customId === null ? {} : { customId }) };
      return { stdout: separate() + toSafeJson({ ...names, ...decision }) };
    },
    tellUnreadable: ({ line, problem }) => ({
      stdout: separate() + toSafeJson({ line, error: { code: 'INPUT_UNREADABLE', message: problem } }),
    }),
    closing: '\n]\n',
  };
}

/** What to print before each element of an array. */
export function separator(): () => string {
  let isFirst = true;
  return () => {
    const text = isFirst ? '\n' : ',\n';
    isFirst = false;
    return text;
  };
}
