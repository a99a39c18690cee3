import { readFile } from 'node:fs/promises';
import { CommandError } from '../command-error.js';
import { reasonOf } from '../reason-of.js';

/** @throws CommandError `INPUT_UNREADABLE`, naming the file */
export async function readJsonFile(path: string): Promise<unknown> {
  const text = await readFile(path, 'utf8').catch((cause: unknown) => {
    throw new CommandError('INPUT_UNREADABLE', `Cannot read ${path}: ${reasonOf(cause)}.`, {
      cause,
      details: { path },
    });
  });
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new CommandError('INPUT_UNREADABLE', `${path} is not JSON: ${reasonOf(cause)}.`, {
      cause,
      details: { path },
    });
  }
}
