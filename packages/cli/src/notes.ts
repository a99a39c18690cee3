import type { OutputStream } from './io.js';
import { toPlainLines } from './terminal/text.js';

/** What is printed beside the data, on stderr. */
export interface Notes {
  /** Facts and hints: not under `--quiet`. */
  readonly say: (text: string) => void;
  /** Only under `--verbose`. */
  readonly detail: (text: string) => void;
  /** Always: what changes the meaning of the output. The same text is printed once. */
  readonly warn: (text: string) => void;
}

/** Notes on a stream. */
export function createNotes(
  stream: OutputStream,
  level: { readonly quiet: boolean; readonly verbose: boolean },
): Notes {
  const warned = new Set<string>();
  const print = (text: string): void => {
    stream.write(`${toPlainLines(text)}\n`);
  };
  return {
    say: (text) => {
      if (!level.quiet) print(text);
    },
    detail: (text) => {
      if (level.verbose) print(text);
    },
    warn: (text) => {
      if (warned.has(text)) return;
      warned.add(text);
      print(text);
    },
  };
}
