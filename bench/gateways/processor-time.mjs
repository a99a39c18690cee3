import { existsSync, readdirSync, readFileSync } from 'node:fs';

/**
 * How long a process has kept processors busy until now, with all its threads that are alive.
 *
 * @param {number} pid
 * @returns {number | null} In milliseconds; null where the system does not tell (only Linux does).
 */
export function processorTime(pid) {
  const threads = `/proc/${pid}/task`;
  if (!existsSync(`${threads}/${pid}/schedstat`)) return null;
  const nanoseconds = readdirSync(threads).map((thread) =>
    Number(readFileSync(`${threads}/${thread}/schedstat`, 'utf8').split(' ')[0]),
  );
  return nanoseconds.reduce((sum, time) => sum + time, 0) / 1e6;
}
