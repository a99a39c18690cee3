import { stat } from 'node:fs/promises';
import type { AuditInput, AuditProgress } from '../../audit/engine.js';
import { openProgressLine } from '../../render/progress.js';
import type { Session } from '../../session.js';

/** A line that tells how far an audit has come. */
export interface AuditProgressLine {
  readonly update: (progress: AuditProgress) => void;
  readonly clear: () => void;
}

/** Only on a terminal. The share and the time left are told where the sizes of all inputs are known. */
export async function openAuditProgress(
  session: Session,
  inputs: readonly AuditInput[],
): Promise<AuditProgressLine> {
  const line = openProgressLine(session);
  const sizes = await Promise.all(inputs.map(({ path }) => sizeOf(path)));
  const totalBytes = sizes.reduce<number | null>(
    (total, size) => (total === null || size === null ? null : total + size),
    0,
  );
  return {
    update: ({ rows, bytes }) => line.update(rows, { bytes, totalBytes }),
    clear: line.clear,
  };
}

async function sizeOf(path: string): Promise<number | null> {
  if (path === '-') return null;
  // What can't be read is told where it is opened.
  const facts = await stat(path).catch(() => null);
  return facts?.isFile() === true ? facts.size : null;
}
