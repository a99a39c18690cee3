import type { AuditReport } from '../../audit/engine.js';
import { openOutputPipe } from '../../render/output-pipe.js';
import { toSafeJson } from '../../render/safe-json.js';
import { chooseTableStyle } from '../../render/terminal-style.js';
import type { Session } from '../../session.js';
import type { AuditFlags } from './audit-flags.js';

/**
 * Prints the report on stdout in the form that the flags ask for, and writes the HTML report where they name one.
 *
 * @throws CommandError `OUTPUT_UNWRITABLE`
 */
export async function printReport(
  session: Session,
  report: AuditReport,
  flags: Pick<AuditFlags, 'markdown' | 'sarif' | 'report'>,
): Promise<void> {
  if (flags.report !== undefined) {
    const { renderHtmlReport } = await import('../../audit/report/render-html-report.js');
    const { writeFileWhole } = await import('../../snapshots/write-file-whole.js');
    await writeFileWhole(flags.report, renderHtmlReport(report));
    session.notes.say(`report: ${flags.report}`);
  }
  await openOutputPipe(session.io.stdout).write(await render(session, report, flags));
}

async function render(
  { io, settings, notes }: Session,
  report: AuditReport,
  { markdown, sarif }: Pick<AuditFlags, 'markdown' | 'sarif'>,
): Promise<string> {
  if (settings.json) return `${toSafeJson(report, 2)}\n`;
  if (sarif === true)
    return `${toSafeJson((await import('../../audit/output/audit-sarif.js')).toAuditSarif(report), 2)}\n`;
  const { renderAudit, renderAuditMarkdown } = await import('./render-audit.js');
  if (markdown === true) return renderAuditMarkdown(report);
  const { text, hidden } = renderAudit(report, chooseTableStyle(io));
  if (hidden.length > 0) notes.say(`hidden because the terminal is too narrow: ${hidden.join(', ')}`);
  return text;
}
