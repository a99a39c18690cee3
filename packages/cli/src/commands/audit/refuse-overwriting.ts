import { realpath } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { AuditInput } from '../../audit/engine.js';
import { CommandError } from '../../command-error.js';
import type { AuditFlags } from './audit-flags.js';

/**
 * Refuses outputs that are an input, or each other.
 *
 * @throws CommandError `USAGE`
 */
export async function refuseOverwriting(
  inputs: readonly AuditInput[],
  { out, rejects, report, ledger }: Pick<AuditFlags, 'out' | 'rejects' | 'report' | 'ledger'>,
): Promise<void> {
  const taken = new Set<string>();
  for (const { path } of inputs) if (path !== '-') taken.add(await realOf(path));
  if (ledger !== undefined) taken.add(await realOf(ledger));
  for (const [flag, path] of Object.entries({ '--out': out, '--rejects': rejects, '--report': report })) {
    if (path === undefined) continue;
    const real = await realOf(path);
    if (taken.has(real)) {
      throw new CommandError(
        'USAGE',
        `${flag} ${path} would write over another file of this audit. Name a new one.`,
      );
    }
    taken.add(real);
  }
}

/** A file that is not there yet is where its name says. */
async function realOf(path: string): Promise<string> {
  return realpath(path).catch(() => resolve(path));
}
