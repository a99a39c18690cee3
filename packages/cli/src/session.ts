import type { Command } from 'commander';
import type { Io } from './io.js';
import { createNotes, type Notes } from './notes.js';
import { type GlobalFlags, readSettings, type Settings } from './settings.js';

/** What one run of a command works with. */
export interface Session {
  readonly io: Io;
  readonly settings: Settings;
  readonly notes: Notes;
}

/** @throws CommandError `USAGE` on settings that can't be used */
export function createSession(flags: GlobalFlags, io: Io): Session {
  const settings = readSettings(flags, io.env);
  return { io, settings, notes: createNotes(io.stderr, settings) };
}

/** Makes the session of a command from the flags that it was called with. */
export type OpenSession = (command: Command) => Session;
