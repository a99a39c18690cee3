import type { Session } from './session.js';

/** Shorter work needs no sign that it goes on: milliseconds. */
const patienceMs = 500;

/** Shows a spinner on a terminal's stderr when the work takes longer than half a second. */
export async function withProgress<Result>(
  { io, settings }: Session,
  text: string,
  work: () => Promise<Result>,
): Promise<Result> {
  if (io.stderr.isTTY !== true || settings.quiet) return work();
  let stop: (() => void) | undefined;
  let isDone = false;
  const start = async (): Promise<void> => {
    const { default: yoctoSpinner } = await import('yocto-spinner');
    if (isDone) return;
    const spinner = yoctoSpinner({ text }).start();
    stop = () => spinner.stop();
  };
  const timer = setTimeout(() => void start(), patienceMs);
  try {
    return await work();
  } finally {
    isDone = true;
    clearTimeout(timer);
    stop?.();
  }
}
