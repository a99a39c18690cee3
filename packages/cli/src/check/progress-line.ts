import type { ReadProgress } from '../commands/check/inputs.js';
import { formatDuration } from '../render/age.js';
import type { Session } from '../session.js';

/** Shorter work needs no sign that it goes on; then this often: milliseconds. */
const patienceMs = 500;
const intervalMs = 100;

/** A line at the bottom of a terminal that tells how far a long check has come. */
export interface ProgressLine {
  readonly update: (judged: number, progress: ReadProgress) => void;
  /** Takes the line away, before anything else is printed. */
  readonly clear: () => void;
}

/** Only on a terminal's stderr, and not under `--quiet`. */
export function openProgressLine({ io, settings }: Session): ProgressLine {
  const { stderr } = io;
  if (stderr.isTTY !== true || settings.quiet || io.env['TERM'] === 'dumb') {
    return { update: () => {}, clear: () => {} };
  }
  const startedAt = io.now();
  let nextAt = startedAt + patienceMs;
  let isShown = false;
  return {
    update(judged, progress) {
      const now = io.now();
      if (now < nextAt) return;
      nextAt = now + intervalMs;
      isShown = true;
      const text = describeProgress(judged, progress, now - startedAt);
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
