import { writeFileAtomic } from '@distillable/catalog/file-store';
import { CommandError, reasonOf } from '../errors.js';

/**
 * Writes beside the file and renames, so that nobody ever reads half of it.
 *
 * @throws CommandError `OUTPUT_UNWRITABLE`, naming the file; what was there before is untouched then
 */
export async function writeFileWhole(path: string, content: string): Promise<void> {
  try {
    await writeFileAtomic(path, content, { mode: 0o666 });
  } catch (cause) {
    const message = `Cannot write ${path}: ${reasonOf(cause)}.`;
    throw new CommandError('OUTPUT_UNWRITABLE', message, { cause, details: { path } });
  }
}
