import type { CatalogError } from '@distillable/catalog';
import type { OutputStream } from './io.js';
import { toPlainLines } from './terminal/text.js';

/** What is said beside the data, on stderr. */
export interface Notes {
  /** Facts and hints: not under `--quiet`. */
  readonly say: (text: string) => void;
  /** Only under `--verbose`. */
  readonly detail: (text: string) => void;
  /** What changes the meaning of the output: always. The same one is said once. */
  readonly warn: (text: string) => void;
}

/** Notes on a stream; control characters are taken out of all of them. */
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

/** A catalog's `onWarning` that prints: the message always, its code under `--verbose`. */
export function warnOf(notes: Notes): (warning: CatalogError) => void {
  return (warning) => {
    notes.warn(`warning: ${warning.message}`);
    notes.detail(`  (${warning.code})`);
  };
}
