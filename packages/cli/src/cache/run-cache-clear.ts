import { CommandError } from '../command-error.js';
import { reasonOf } from '../reason-of.js';
import { toSafeJson } from '../render/safe-json.js';
import type { Session } from '../session.js';
import { openFileCache } from './open-file-cache.js';
import { saysWithoutFile } from './without-file.js';

/** `distillable cache clear` */
export async function runCacheClear(session: Session): Promise<void> {
  if (saysWithoutFile(session)) return;
  const { directory, clear } = await openFileCache(session);
  await clear().catch((cause: unknown) => {
    const message = `Cannot clear the cache in ${directory}: ${reasonOf(cause)}.`;
    throw new CommandError('OUTPUT_UNWRITABLE', message, { cause, details: { path: directory } });
  });
  if (session.settings.json)
    session.io.stdout.write(`${toSafeJson({ path: directory, cleared: true }, 2)}\n`);
  else session.notes.say(`cleared ${directory}`);
}
