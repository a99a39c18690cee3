import { stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { CommandError } from '../../command-error.js';
import type { AuditFlags } from '../../commands/audit/audit-flags.js';
import { type ExitCode, exitCodes } from '../../exit-codes.js';
import { choosePolicy } from '../../policy-file.js';
import { reasonOf } from '../../reason-of.js';
import { catalogFacts, noteCatalog } from '../../render/catalog-facts.js';
import { openOutputPipe } from '../../render/output-pipe.js';
import { toSafeJson } from '../../render/safe-json.js';
import { chooseColours } from '../../render/terminal-style.js';
import type { Session } from '../../session.js';
import { withCatalog } from '../../sources/with-catalog.js';
import { readVersion } from '../../version.js';
import { auditCode } from './audit-code.js';
import { readCodeFailOn, refuseContradictions } from './code-audit-flags.js';
import type { CodeAuditReport } from './code-audit-report.js';
import { toCodeSarif } from './code-audit-sarif.js';
import type { CodeRule } from './code-occurrence.js';
import { authorsOf, createNameJudge } from './judge-name.js';
import { renderCodeAudit, summarizeCodeAudit } from './render-code-audit.js';

/**
 * `distillable audit --code <dir>`
 *
 * @throws CommandError `USAGE`, `INPUT_UNREADABLE`
 */
export async function runCodeAudit(
  session: Session,
  directories: readonly string[],
  flags: AuditFlags,
): Promise<void> {
  refuseContradictions(directories, flags, session.settings.json);
  const failOn = readCodeFailOn(flags.failOn);
  const { io } = session;
  for (const directory of directories) await refuseUnreadable(directory, io.cwd);
  const { policy, from } = await choosePolicy(session, {});
  await withCatalog(session, async (view) => {
    const { snapshot } = view;
    const catalog = { judge: createNameJudge(snapshot, policy), authors: authorsOf(snapshot) };
    const found = await auditCode(directories, catalog, io);
    const report: CodeAuditReport = {
      schemaVersion: 1,
      generatedAt: new Date(io.now()).toISOString(),
      version: readVersion(),
      catalog: catalogFacts(view),
      ...found,
    };
    await print(session, report, flags.sarif === true);
    session.endWith(exitCodeOf(session, report, failOn));
    noteCatalog(session, view);
  });
  if (from !== null) session.notes.say(`policy: ${from}`);
}

async function refuseUnreadable(directory: string, cwd: string): Promise<void> {
  const refuse = (reason: string, cause?: unknown): never => {
    throw new CommandError('INPUT_UNREADABLE', `Cannot read ${directory}: ${reason}.`, {
      ...(cause === undefined ? {} : { cause }),
      details: { path: directory },
    });
  };
  const found = await stat(resolve(cwd, directory)).catch((error: unknown) => refuse(reasonOf(error), error));
  if (!found.isDirectory()) refuse('it is no directory, and --code takes directories');
}

async function print(session: Session, report: CodeAuditReport, sarif: boolean): Promise<void> {
  const { io, settings, notes } = session;
  const stdout = openOutputPipe(io.stdout);
  if (sarif) await stdout.write(`${toSafeJson(toCodeSarif(report), 2)}\n`);
  else if (settings.json) await stdout.write(`${toSafeJson(report, 2)}\n`);
  else {
    const colours = chooseColours(io);
    await stdout.write(renderCodeAudit(report, { colours, verbose: settings.verbose }));
  }
  for (const line of summarizeCodeAudit(report)) notes.say(line);
}

/** What could not be read is not vouched for. */
function exitCodeOf(
  { notes }: Session,
  { totals, unread }: CodeAuditReport,
  failOn: readonly CodeRule[],
): ExitCode {
  const unreadable = unread.filter(({ reason }) => reason === 'unreadable');
  for (const { file } of unreadable) notes.warn(`unreadable: ${file}`);
  if (unreadable.length > 0) return exitCodes.usage;
  return failOn.some((rule) => totals.findings[rule] > 0) ? exitCodes.refused : exitCodes.done;
}
