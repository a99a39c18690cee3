import { readFileSync, readlinkSync } from 'node:fs';
import { hostname } from 'node:os';

/** Where process numbers mean the same processes: host, its boot, and on Linux the namespace. */
export function machineIdentity(): string {
  const boot = textOf('/proc/sys/kernel/random/boot_id');
  return [hostname(), boot, linkOf('/proc/self/ns/pid')].filter((part) => part !== null).join(' ');
}

/**
 * When a process of this machine was started, in the system's own ticks; null where the system doesn't tell. With it, a
 * process is not mistaken for an earlier one with the same number.
 */
export function processStart(pid: number): string | null {
  return processFields(pid)?.[19] ?? null;
}

/** Whether a process of this machine runs: one that has ended and was not yet collected by its parent does not. */
export function isRunning(pid: number): boolean {
  const state = processFields(pid)?.[0];
  if (state !== undefined) return state !== 'Z' && state !== 'X';
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // Somebody else's process runs all the same.
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

/** State and what follows it, on Linux. The name before them may hold anything. */
function processFields(pid: number): readonly string[] | null {
  const text = textOf(`/proc/${pid}/stat`);
  return text === null ? null : text.slice(text.lastIndexOf(')') + 2).split(' ');
}

function textOf(path: string): string | null {
  try {
    return readFileSync(path, 'utf8').trim();
  } catch {
    return null;
  }
}

function linkOf(path: string): string | null {
  try {
    return readlinkSync(path);
  } catch {
    return null;
  }
}
