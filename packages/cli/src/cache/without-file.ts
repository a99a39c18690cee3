import { toSafeJson } from '../render/safe-json.js';
import type { Session } from '../session.js';

/** Says that no cache file is involved, where that is so, and tells whether it did. */
export function saysWithoutFile({ settings, io, notes }: Session): boolean {
  const { kind } = settings.origin;
  if (kind !== 'sandbox' && kind !== 'file') return false;
  if (settings.json) io.stdout.write(`${toSafeJson({ path: null, catalog: null }, 2)}\n`);
  notes.say(`No cache file is involved with ${kind === 'sandbox' ? '--sandbox' : '--catalog'}.`);
  return true;
}
