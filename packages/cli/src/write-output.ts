import { writeFileAtomic } from '@distillable/catalog/file-store';
import { unwritable } from './errors.js';

/**
 * Writes a file that is there complete or not at all.
 *
 * @throws CommandError `OUTPUT_UNWRITABLE`, naming the file; what was there before is unchanged then
 */
export async function writeOutput(path: string, content: string | Uint8Array): Promise<void> {
  // Unlike the cache, an output can be read by all users whom the umask allows.
  await writeFileAtomic(path, content, { mode: 0o666 }).catch((cause: unknown) => {
    throw unwritable(path, cause);
  });
}
