import { existsSync, readFileSync } from 'node:fs';

const status = '/proc/self/status';

/**
 * The largest resident size of this process so far. Linux counts the parent, as it was when it forked, into `maxRSS`:
 * the process's own peak stands elsewhere.
 *
 * @returns {number} In bytes.
 */
export function largestResidentBytes() {
  const own = existsSync(status) ? /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync(status, 'utf8'))?.[1] : undefined;
  // Both are in kibibytes, maxRSS on every platform.
  return 1024 * (own === undefined ? process.resourceUsage().maxRSS : Number(own));
}
