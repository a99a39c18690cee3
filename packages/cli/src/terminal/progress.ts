import type { Session } from '../session.js';
import { formatDuration } from './numbers.js';

/** Shorter work shows nothing; longer work redraws this often. Milliseconds. */
const delayMs = 500;
const intervalMs = 100;

/** How far the reading of an input has come. */
export interface ReadProgress {
  readonly bytes: number;
  /** Null where the size is not known. */
  readonly totalBytes: number | null;
}

/** A line at the bottom of a terminal that shows how far a long task has come. */
export interface ProgressLine {
  readonly update: (judged: number, progress: ReadProgress) => void;
  /** Removes the line, before anything else is printed. */
  readonly clear: () => void;
}

/** Draws on a terminal's stderr only, and not under `--quiet`. */
export function openProgressLine(session: Session): ProgressLine {
  const line = openStatusLine(session);
  const { now } = session.io;
  const startedAt = now();
  let nextAt = startedAt + delayMs;
  return {
    update(judged, progress) {
      const time = now();
      if (time < nextAt) return;
      nextAt = time + intervalMs;
      line.show(describeProgress(judged, progress, time - startedAt));
    },
    clear: line.clear,
  };
}

/** Shows a text on a terminal's stderr while the work takes longer than half a second. */
export async function withProgress<Result>(
  session: Session,
  text: string,
  work: () => Promise<Result>,
): Promise<Result> {
  const line = openStatusLine(session);
  const timer = setTimeout(() => line.show(`${text} …`), delayMs);
  try {
    return await work();
  } finally {
    clearTimeout(timer);
    line.clear();
  }
}

interface StatusLine {
  readonly show: (text: string) => void;
  readonly clear: () => void;
}

function openStatusLine({ io: { stderr, env }, settings }: Session): StatusLine {
  if (stderr.isTTY !== true || settings.quiet || env['TERM'] === 'dumb') {
    return { show: () => {}, clear: () => {} };
  }
  let isShown = false;
  return {
    show(text) {
      isShown = true;
      stderr.write(`\r\u001b[K${text.slice(0, Math.max(0, (stderr.columns ?? 80) - 1))}`);
    },
    clear() {
      if (isShown) stderr.write('\r\u001b[K');
      isShown = false;
    },
  };
}

/** `[=====     ]  50 %  12,000 judged · 24,000 a second · 30 s left`; without bar and end where the size is not known. */
export function describeProgress(
  judged: number,
  { bytes, totalBytes }: ReadProgress,
  elapsedMs: number,
): string {
  const count = (value: number): string => value.toLocaleString('en-US');
  const rate = elapsedMs > 0 ? ` · ${count(Math.round((judged / elapsedMs) * 1_000))} a second` : '';
  const told = `${count(judged)} judged${rate}`;
  if (totalBytes === null || totalBytes === 0) return told;
  const share = Math.min(1, bytes / totalBytes);
  const bar = '='.repeat(Math.round(share * 20)).padEnd(20);
  // The first bytes tell too little of how long the others take.
  const left =
    share >= 0.01 && share < 1 ? ` · ${formatDuration((elapsedMs / share) * (1 - share))} left` : '';
  return `[${bar}] ${String(Math.floor(share * 100)).padStart(3)} %  ${told}${left}`;
}
