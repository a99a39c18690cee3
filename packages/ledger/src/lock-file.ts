import {
  closeSync,
  fstatSync,
  openSync,
  readFileSync,
  readlinkSync,
  statSync,
  unlinkSync,
  writeSync,
} from 'node:fs';
import { hostname } from 'node:os';
import { setTimeout as pause } from 'node:timers/promises';
import { isObject, parseObject } from '@distillable/catalog';
import { codeOf, LedgerError } from './errors.js';

/** A lock that is held. */
export interface LockFile {
  /** Whether the lock file is still there: someone may have removed it. */
  isHeld(): boolean;
  release(): void;
}

/** The holder of a lock. */
interface Holder {
  readonly pid: number;
  readonly host: string;
  /** Where `pid` counts, as containers of one host may have numbers of their own; null where the system does not say. */
  readonly namespace: string | null;
  /** When the process was started, in the system's own ticks; null where the system does not say. */
  readonly started: string | null;
}

/**
 * Locks by a file that only one process can create. The lock of a crashed process is taken over. Only the same host can
 * see that a process is gone: a holder on another host, or in another container, counts as running.
 *
 * @throws LedgerError `LEDGER_LOCKED`; the system's error
 */
export async function acquireLock(path: string): Promise<LockFile> {
  for (;;) {
    const lock = create(path);
    if (lock !== null) return lock;
    const found = read(path);
    if (found === null) continue;
    if (!isAbandoned(found)) throw locked(path, found.holder);
    await removeAbandoned(path);
  }
}

/** Creates a lock file; null where there is one. */
function create(path: string): LockFile | null {
  let descriptor: number;
  try {
    descriptor = openSync(path, 'wx', 0o600);
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return null;
    throw error;
  }
  const { pid } = process;
  const holder: Holder = { pid, host: hostname(), namespace: ownNamespace(), started: startOf(pid) };
  try {
    writeSync(descriptor, `${JSON.stringify(holder)}\n`);
    return hold(path, descriptor);
  } catch (error) {
    unlinkSync(path);
    closeSync(descriptor);
    throw error;
  }
}

function hold(path: string, descriptor: number): LockFile {
  let isReleased = false;
  const isHeld = (): boolean => !isReleased && fstatSync(descriptor).nlink > 0;
  return {
    isHeld,
    release() {
      if (isReleased) return;
      if (isHeld()) unlinkSync(path);
      isReleased = true;
      closeSync(descriptor);
    },
  };
}

/**
 * Removes an abandoned lock. One process at a time looks again and removes: otherwise one could remove the lock that
 * another has taken since they both looked.
 */
async function removeAbandoned(path: string): Promise<void> {
  const turnPath = `${path}.turn`;
  const turn = create(turnPath);
  if (turn === null) {
    const other = read(turnPath);
    if (other !== null && isAbandoned(other)) remove(turnPath);
    else await pause(5);
    return;
  }
  try {
    const found = read(path);
    if (found !== null && isAbandoned(found)) remove(path);
  } finally {
    turn.release();
  }
}

/** A lock as it was found. */
interface Found {
  /** Null where it is not, or not yet, written. */
  readonly holder: Holder | null;
  readonly ageMs: number;
}

/** Null where there is none any more. */
function read(path: string): Found | null {
  try {
    return { holder: parse(readFileSync(path, 'utf8')), ageMs: Date.now() - statSync(path).mtimeMs };
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return null;
    throw error;
  }
}

function parse(text: string): Holder | null {
  const value = parseObject(text);
  return isHolder(value) ? value : null;
}

function isHolder(value: unknown): value is Holder {
  if (!isObject(value)) return false;
  const { pid, host, namespace, started } = value;
  const isTextOrNull = (field: unknown): boolean => field === null || typeof field === 'string';
  return (
    Number.isInteger(pid) && typeof host === 'string' && isTextOrNull(namespace) && isTextOrNull(started)
  );
}

/** Writing a few bytes into a lock file takes less: an older one without a holder was left by a crash. */
const maxWriteMs = 10_000;

function isAbandoned({ holder, ageMs }: Found): boolean {
  if (holder === null) return ageMs > maxWriteMs;
  if (!isHere(holder)) return false;
  if (!isRunning(holder.pid)) return true;
  // Another process may have the number now.
  return holder.started !== null && holder.started !== startOf(holder.pid);
}

/** Whether we see the processes among which a holder is. */
function isHere({ host, namespace }: Holder): boolean {
  return host === hostname() && namespace === ownNamespace();
}

function ownNamespace(): string | null {
  try {
    return readlinkSync('/proc/self/ns/pid');
  } catch {
    return null;
  }
}

function remove(path: string): void {
  try {
    unlinkSync(path);
  } catch (error) {
    if (codeOf(error) !== 'ENOENT') throw error;
  }
}

function locked(path: string, holder: Holder | null): LedgerError {
  const { pid = null, host = null } = holder ?? {};
  const who = holder === null ? 'another process' : `process ${pid} on ${host}`;
  const advice =
    holder === null || isHere(holder)
      ? 'Give each writer a ledger of its own, or stop that one.'
      : 'If it no longer runs, remove the lock file. Ledgers on file systems that hosts share are not supported.';
  return new LedgerError('LEDGER_LOCKED', `The ledger is being written by ${who} (${path}). ${advice}`, {
    details: { lock: path, holder: { pid, host } },
  });
}

/** When a process of this host was started; null where the system does not say. Only Linux does. */
function startOf(pid: number): string | null {
  return processFields(pid)?.[19] ?? null;
}

/** Whether a process of this host runs: one that has ended, and that its parent has not yet collected, does not. */
function isRunning(pid: number): boolean {
  const state = processFields(pid)?.[0];
  if (state !== undefined) return state !== 'Z' && state !== 'X';
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // A process of another user runs all the same.
    return codeOf(error) === 'EPERM';
  }
}

/** The state of a process and what follows it, on Linux. The name before them may have any characters. */
function processFields(pid: number): readonly string[] | null {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return text.slice(text.lastIndexOf(')') + 2).split(' ');
  } catch {
    return null;
  }
}
