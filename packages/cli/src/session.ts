import type { Command } from 'commander';
import type { ExitCode } from './errors.js';
import type { Io } from './io.js';
import { createNotes, type Notes } from './notes.js';
import { type GlobalFlags, loadConfig, readSettings, type Settings } from './settings.js';

/** What one run of a command works with. */
export interface Session {
  readonly io: Io;
  readonly settings: Settings;
  readonly notes: Notes;
  /** Says what to exit with when the command is done; without it, 0. */
  readonly endWith: (code: ExitCode) => void;
}

/** @throws CommandError `USAGE`, `CONFIG_INVALID` on settings that can't be used */
export async function createSession(
  flags: GlobalFlags,
  io: Io,
  endWith: (code: ExitCode) => void,
): Promise<Session> {
  const settings = readSettings(flags, io.env, await loadConfig(io.cwd));
  return { io, settings, notes: createNotes(io.stderr, settings), endWith };
}

/** Makes the session of a command from the flags that it was called with. */
export type OpenSession = (command: Command) => Promise<Session>;
