import type { Command } from 'commander';
import type { ExitCode } from './errors.js';
import type { Io } from './io.js';
import { type GlobalFlags, loadConfig, readSettings, type Settings } from './settings.js';
import { toPlainLines } from './terminal/text.js';

/** Everything that one run of a command needs. */
export interface Session {
  readonly io: Io;
  readonly settings: Settings;
  readonly notes: Notes;
  /** Sets the exit code for the end of the command. @default 0 */
  readonly endWith: (code: ExitCode) => void;
}

/** @throws CommandError `USAGE`, `CONFIG_INVALID` on settings that can't be used */
export async function createSession(
  flags: GlobalFlags,
  io: Io,
  endWith: (code: ExitCode) => void,
): Promise<Session> {
  const settings = readSettings(flags, io.env, await loadConfig(io.cwd));
  return { io, settings, notes: createNotes(io, settings), endWith };
}

/** Makes the session of a command from the flags that it was called with. */
export type OpenSession = (command: Command) => Promise<Session>;

/** Messages besides the data, on stderr. */
export interface Notes {
  /** Facts and hints: not under `--quiet`. */
  readonly say: (text: string) => void;
  /** Only under `--verbose`. */
  readonly detail: (text: string) => void;
  /** Always printed: a note that changes the meaning of the output. The same text is printed once. */
  readonly warn: (text: string) => void;
}

function createNotes({ stderr }: Io, { quiet, verbose }: Settings): Notes {
  const warned = new Set<string>();
  const print = (text: string): void => {
    stderr.write(`${toPlainLines(text)}\n`);
  };
  return {
    say: (text) => {
      if (!quiet) print(text);
    },
    detail: (text) => {
      if (verbose) print(text);
    },
    warn: (text) => {
      if (warned.has(text)) return;
      warned.add(text);
      print(text);
    },
  };
}
