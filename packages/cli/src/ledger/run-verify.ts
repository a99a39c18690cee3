import { type LedgerProblem, type LedgerVerification, verifyLedger } from '@distillable/ledger';
import { exitCodes } from '../exit-codes.js';
import { toPlainText } from '../render/plain-text.js';
import { toSafeJson } from '../render/safe-json.js';
import type { Session } from '../session.js';

/** `distillable ledger verify` */
export async function runVerify(session: Session, file: string, head: string | undefined): Promise<void> {
  const { io, settings, notes, endWith } = session;
  const verification = await verifyLedger(file, { head });
  const { problems } = verification;
  if (problems.length > 0) endWith(exitCodes.refused);
  io.stdout.write(settings.json ? `${toSafeJson(verification, 2)}\n` : describe(verification));
  if (problems.length === 0 && head === undefined) {
    notes.say(
      'Note the head elsewhere: only with --head does a later look show that the last lines are missing.',
    );
  }
}

function describe({ entries, problems, head }: LedgerVerification): string {
  const counted = `${entries} ${entries === 1 ? 'entry' : 'entries'}`;
  const result =
    problems.length === 0
      ? `${counted}: the chain is whole`
      : `${counted}: ${problems.length} ${problems.length === 1 ? 'problem' : 'problems'}`;
  return `${problems.map(describeProblem).join('')}${result}\nhead ${head}\n`;
}

function describeProblem({ file, line, offset, code, message }: LedgerProblem): string {
  return `${toPlainText(`${file}:${line}: ${code} (byte ${offset}) ${message}`)}\n`;
}
