import { randomUUID } from 'node:crypto';
import {
  closeSync,
  fstatSync,
  futimesSync,
  openSync,
  readFileSync,
  readlinkSync,
  statSync,
  unlinkSync,
  writeSync,
} from 'node:fs';
import { hostname } from 'node:os';
import { setTimeout as pause } from 'node:timers/promises';
import { isObject } from '@distillable/core';
import { codeOf, LedgerError } from './ledger-error.js';

/** Who has a lock. */
interface Holder {
  readonly pid: number;
  readonly host: string;
  readonly machine: string;
  /** When the process was started; null where the system doesn't tell. */
  readonly started: string | null;
  /** No two locks have the same. */
  readonly token: string;
}

/** A lock that is held. */
export interface LockFile {
  /** Whether it is still ours: another machine may take it from a process that was stopped for long. */
  isHeld(): boolean;
  release(): void;
}

/** Milliseconds between two signs of life. */
const heartbeat = 5_000;
/** Milliseconds without one after which a holder on another machine, whose processes we can't see, is given up. */
const silence = 30_000;
/** Milliseconds that writing a few bytes into a lock, or taking one over, may take. */
const moment = 10_000;

/**
 * Locks by a file that only one can create. What a crash leaves is taken over: at once where the process is seen to be
 * gone, after half a minute where it ran on another machine.
 *
 * @throws LedgerError `LEDGER_LOCKED`; the system's error
 */
export async function acquireLock(path: string): Promise<LockFile> {
  for (;;) {
    const descriptor = create(path);
    if (descriptor !== null) return hold(path, descriptor);
    const found = read(path);
    if (found === null) continue;
    if (!isAbandoned(found)) throw locked(path, found.holder);
    await takeAway(path, found);
  }
}

function hold(path: string, descriptor: number): LockFile {
  let isReleased = false;
  const isHeld = (): boolean => !isReleased && fstatSync(descriptor).nlink > 0;
  const timer = setInterval(() => showLife(descriptor), heartbeat);
  timer.unref();
  return {
    isHeld,
    release() {
      if (isReleased) return;
      clearInterval(timer);
      // Only what is abandoned is ever taken away, so between look and removal it stays ours.
      if (isHeld()) unlinkSync(path);
      isReleased = true;
      closeSync(descriptor);
    },
  };
}

function showLife(descriptor: number): void {
  const now = new Date();
  try {
    futimesSync(descriptor, now, now);
  } catch {
    // On this machine the process itself is the sign, and elsewhere the next beat may come through.
  }
}

/** Creates a lock; null where there is one. */
function create(path: string): number | null {
  let descriptor: number;
  try {
    descriptor = openSync(path, 'wx', 0o600);
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return null;
    throw error;
  }
  const { pid } = process;
  const started = processStart(pid);
  const holder: Holder = {
    ...{ pid, host: hostname(), machine: machineIdentity(), started, token: randomUUID() },
  };
  try {
    writeSync(descriptor, `${JSON.stringify(holder)}\n`);
    return descriptor;
  } catch (error) {
    unlinkSync(path);
    closeSync(descriptor);
    throw error;
  }
}

interface Found {
  /** Null where it is not, or not yet, written. */
  readonly holder: Holder | null;
  /** As it was read. */
  readonly text: string;
  /** Milliseconds since the last sign of life. */
  readonly age: number;
}

/** Null where there is none any more. */
function read(path: string): Found | null {
  try {
    const text = readFileSync(path, 'utf8');
    return { holder: parse(text), text, age: Date.now() - statSync(path).mtimeMs };
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return null;
    throw error;
  }
}

function parse(text: string): Holder | null {
  try {
    const value: unknown = JSON.parse(text);
    return isHolder(value) ? value : null;
  } catch {
    return null;
  }
}

function isHolder(value: unknown): value is Holder {
  if (!isObject(value)) return false;
  const { pid, host, machine, started, token } = value;
  return (
    Number.isInteger(pid) &&
    [host, machine, token].every((text) => typeof text === 'string') &&
    (started === null || typeof started === 'string')
  );
}

function isAbandoned({ holder, age }: Found): boolean {
  if (holder === null) return age > moment;
  if (holder.machine !== machineIdentity()) return age > silence;
  if (!isRunning(holder.pid)) return true;
  if (holder.started !== null) return holder.started !== processStart(holder.pid);
  // Ours by its number, but perhaps an earlier process's.
  return holder.pid === process.pid && age > silence;
}

/** Removes an abandoned lock, if it is still the one that was found. One process at a time looks and removes. */
async function takeAway(path: string, { text }: Found): Promise<void> {
  const turn = `${path}.turn`;
  const descriptor = create(turn);
  if (descriptor === null) {
    const other = read(turn);
    if (other !== null && (isAbandoned(other) || other.age > moment)) remove(turn);
    else await pause(5);
    return;
  }
  try {
    if (read(path)?.text === text) remove(path);
  } finally {
    closeSync(descriptor);
    remove(turn);
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
  const who = holder === null ? 'another process' : `process ${holder.pid} on ${holder.host}`;
  const { pid = null, host = null } = holder ?? {};
  return new LedgerError(
    'LEDGER_LOCKED',
    `The ledger is being written by ${who} (${path}). Give each writer a ledger of its own, or stop that one.`,
    { details: { lock: path, holder: { pid, host } } },
  );
}

/** Where process numbers mean the same processes: host, its boot, and on Linux the namespace. */
function machineIdentity(): string {
  const boot = textOf('/proc/sys/kernel/random/boot_id');
  return [hostname(), boot, linkOf('/proc/self/ns/pid')].filter((part) => part !== null).join(' ');
}

/**
 * When a process of this machine was started, in the system's own ticks; null where the system doesn't tell. With it, a
 * process is not mistaken for an earlier one with the same number.
 */
function processStart(pid: number): string | null {
  return processFields(pid)?.[19] ?? null;
}

/** Whether a process of this machine runs: one that has ended and was not yet collected by its parent does not. */
function isRunning(pid: number): boolean {
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
