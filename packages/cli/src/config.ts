import { readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { CommandError, reasonOf } from './errors.js';
import type { Config } from './parse-config.js';

/** Name of the configuration file. */
export const configFileName = 'distillable.config.json';

/** A configuration with the file that it was read from. */
export interface LoadedConfig extends Config {
  readonly path: string;
}

/**
 * Reads the configuration of the nearest directory from `start` upward that has one; null if none has.
 *
 * @throws CommandError `CONFIG_INVALID`: a policy that can't be read must not look like none
 */
export async function loadConfig(start: string): Promise<LoadedConfig | null> {
  const path = findUpward(start);
  if (path === null) return null;
  // What checks a policy takes longer to load than most commands.
  const { parseConfig } = await import('./parse-config.js');
  return { ...parseConfig(readText(path), path), path };
}

function findUpward(start: string): string | null {
  for (let directory = start; ; directory = dirname(directory)) {
    const path = join(directory, configFileName);
    if (exists(path)) return path;
    if (dirname(directory) === directory) return null;
  }
}

/** Only a file that is certainly missing is passed over. */
function exists(path: string): boolean {
  try {
    return statSync(path, { throwIfNoEntry: false }) !== undefined;
  } catch (cause) {
    throw unreadableConfig(path, cause);
  }
}

function readText(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (cause) {
    throw unreadableConfig(path, cause);
  }
}

function unreadableConfig(path: string, cause: unknown): CommandError {
  return new CommandError('CONFIG_INVALID', `Cannot read ${path}: ${reasonOf(cause)}.`, {
    cause,
    details: { path },
  });
}
