import type { Finding } from '@distillable/audit';
import { createAnnotations } from '../../terminal/annotations.js';
import type { Report } from './report.js';

/**
 * The rejected references, as annotations of the file.
 *
 * @param path that of `--request`; undefined for slugs
 */
export function reportAsAnnotations(path: string | undefined): Report {
  const { line: write, summary } = createAnnotations();
  const placeAt = (line: number | null): Finding['place'] =>
    path === undefined || path === '-' ? null : { file: path, line: line ?? 1 };
  return {
    opening: '',
    describe: ({ input, decision: { violations } }) => ({
      stdout: violations
        .map(({ path: pointer, code, message, alternatives }) => {
          const instead = alternatives.length === 0 ? '' : ` Instead: ${alternatives.join(', ')}`;
          const place = placeAt(input.lineAt(pointer));
          const text = `${pointer === '' ? '' : `${pointer}: `}${message}${instead}`;
          return write({ rule: code, level: 'error', message: text, place });
        })
        .join(''),
    }),
    describeUnreadable: ({ line, problem }) => ({
      stdout: write({ rule: 'INPUT_UNREADABLE', level: 'error', message: problem, place: placeAt(line) }),
    }),
    // Only known at the end.
    get closing() {
      return summary();
    },
  };
}
