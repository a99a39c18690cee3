import { randomBytes } from 'node:crypto';
import { rename, unlink, writeFile } from 'node:fs/promises';
import { CommandError, reasonOf } from '../errors.js';

/**
 * Writes beside the file and renames, so that nobody ever reads half of it.
 *
 * @throws CommandError `OUTPUT_UNWRITABLE`, naming the file; what was there before is untouched then
 */
export async function writeFileWhole(path: string, content: string): Promise<void> {
  const temporary = `${path}.${randomBytes(6).toString('hex')}.tmp`;
  try {
    await writeFile(temporary, content, { flag: 'wx' });
    await rename(temporary, path);
  } catch (cause) {
    await unlink(temporary).catch(() => {});
    const message = `Cannot write ${path}: ${reasonOf(cause)}.`;
    throw new CommandError('OUTPUT_UNWRITABLE', message, { cause, details: { path } });
  }
}
