import { toSafeJson } from '../render/safe-json.js';
import type { Session } from '../session.js';
import { findCacheDirectory } from './open-file-cache.js';
import { saysWithoutFile } from './without-file.js';

/** `distillable cache path` */
export async function runCachePath(session: Session): Promise<void> {
  if (saysWithoutFile(session)) return;
  const path = await findCacheDirectory(session.settings);
  session.io.stdout.write(session.settings.json ? `${toSafeJson({ path }, 2)}\n` : `${path}\n`);
}
