import {
  type AuditOptions,
  type AuditReport,
  audit,
  findFiles,
  type HubOptions,
  isHubAddress,
  openEvidence,
  readArchive,
  readNames,
  renderHtmlReport,
} from '@distillable/audit';
import type { CatalogSnapshot } from '@distillable/catalog';
import { type ExitCode, exitCodes, usageError } from '../../errors.js';
import type { Io } from '../../io.js';
import { writeOutput } from '../../output.js';
import { choosePolicy } from '../../policy-file.js';
import { noteUnmatchedEntries } from '../../policy-lists.js';
import type { Session } from '../../session.js';
import { noteCatalog } from '../../sources/catalog-view.js';
import { findProxy } from '../../sources/environment-proxy.js';
import { withCatalog } from '../../sources/open-catalog.js';
import { loadTerms, noteTerms } from '../../sources/terms-table.js';
import { openProgressLine } from '../../terminal/progress.js';
import { chooseTableStyle } from '../../terminal/table.js';
import {
  type AuditFlags,
  type FailureKind,
  failureKinds,
  formatOfFiles,
  hasFailed,
  readAccepted,
  readFailOn,
  readRoles,
  rejectContradictions,
  rejectOverwriting,
} from './flags.js';
import { printReport, renderAuditMarkdown } from './forms.js';
import { noteArchive, noteAudit, noteEvidence } from './notes.js';
import { renderAudit } from './render.js';

/** `distillable audit <files…>` */
export async function runAudit(
  session: Session,
  patterns: readonly string[],
  flags: AuditFlags,
): Promise<void> {
  const { settings, notes } = session;
  const hasCatalog = settings.origin.kind === 'file' || settings.origin.kind === 'sandbox';
  if (patterns.length === 0) throw usageError('Name files to audit; - is stdin.');
  rejectContradictions(flags, settings.json, hasCatalog);
  const failOn = readFailOn(flags.failOn, failureKinds);
  const files = await findInputs(patterns);
  await rejectOverwriting(files, flags);
  const evidence =
    flags.evidence === undefined ? null : await openEvidence(flags.evidence, { key: flags.sign });
  const { policy, from } = await choosePolicy(session, {});
  const declared = flags.names === undefined ? {} : await readNames(flags.names);
  const names = { ...settings.config?.names, ...declared };
  const terms = await loadTerms(session);
  const run = async (snapshots: CatalogSnapshot | readonly CatalogSnapshot[]): Promise<void> => {
    const report = await auditInputs(session, patterns, flags, {
      snapshots,
      policy,
      names,
      terms: terms.table,
    });
    const written = await evidence?.write(report, snapshots, terms.table);
    await print(session, report, flags);
    session.endWith(exitCodeOf(report, failOn));
    noteAudit(notes, report);
    noteTerms(session, terms);
    if (written !== undefined) noteEvidence(notes, flags, written);
  };
  if (flags.archive !== undefined) {
    const snapshots = await readArchive(flags.archive, { ledgers: flags.ledger });
    await run(snapshots);
    noteArchive(notes, flags.archive, snapshots);
  } else {
    await withCatalog(session, async (view) => {
      await run(view.snapshot);
      noteCatalog(session, view);
    });
  }
  if (from !== null) notes.say(`policy: ${from}`);
}

/** A run that judged nothing does not succeed. */
function exitCodeOf(report: AuditReport, failOn: readonly FailureKind[]): ExitCode {
  const { rows, corrupt } = report.totals;
  if (report.unread.length > 0 || rows + corrupt === 0) return exitCodes.usage;
  return hasFailed(report, failOn) ? exitCodes.rejected : exitCodes.done;
}

/** `-` is stdin, and `hf://` the Hugging Face Hub. */
async function findInputs(patterns: readonly string[]): Promise<readonly string[]> {
  const found = [];
  for (const pattern of patterns) {
    const isFile = pattern !== '-' && !isHubAddress(pattern);
    found.push(...(isFile ? await findFiles([pattern]) : [pattern]));
  }
  return [...new Set(found)];
}

async function auditInputs(
  session: Session,
  patterns: readonly string[],
  flags: AuditFlags,
  judging: Pick<AuditOptions, 'snapshots' | 'policy' | 'names' | 'terms'>,
): Promise<AuditReport> {
  const { io } = session;
  const { timeField: time, idField: id, textField: text } = flags;
  const { ledger, out, rejects, modelField, ignoreField, assumeModel } = flags;
  const inputs = [...new Set(patterns)].map((name) => (name === '-' ? { name, stream: io.stdin() } : name));
  const newest = [judging.snapshots]
    .flat()
    .toSorted((a, b) => a.retrievedAt.getTime() - b.retrievedAt.getTime())
    .at(-1);
  if (newest !== undefined) noteUnmatchedEntries(session, judging.policy ?? {}, newest);
  const line = openProgressLine(session);
  try {
    return await audit(inputs, {
      ...judging,
      fields: { time, id, text },
      modelFields: modelField,
      ignoreFields: ignoreField,
      ignoreRoles: readRoles(flags.ignoreRoles),
      assumeModel,
      accept: readAccepted(flags.accept),
      format: formatOfFiles(flags),
      ledgers: ledger,
      out,
      rejects,
      annotate: flags.annotate,
      unreadable: 'skip',
      hub: await readHub(io, patterns),
      onProgress: ({ rows, bytes, totalBytes }) => line.update(rows, { bytes, totalBytes }),
      now: io.now,
    });
  } finally {
    line.clear();
  }
}

async function print(session: Session, report: AuditReport, flags: AuditFlags): Promise<void> {
  const { io, notes } = session;
  if (flags.report !== undefined) {
    await writeOutput(flags.report, renderHtmlReport(report));
    notes.say(`report: ${flags.report}`);
  }
  await printReport(session, report, flags, () => {
    if (flags.markdown === true) return renderAuditMarkdown(report);
    const { text, hidden } = renderAudit(report, chooseTableStyle(io));
    if (hidden.length > 0) notes.say(`hidden because the terminal is too narrow: ${hidden.join(', ')}`);
    return text;
  });
}

/**
 * How the Hugging Face Hub is reached: `HF_ENDPOINT`, `HF_TOKEN`, and the proxy of the environment.
 *
 * @throws CommandError `USAGE`
 */
async function readHub({ env }: Io, inputs: readonly string[]): Promise<HubOptions> {
  if (!inputs.some(isHubAddress)) return {};
  const endpoint = env['HF_ENDPOINT']?.trim() || 'https://huggingface.co';
  if (!URL.canParse(endpoint) || !/^https?:/.test(endpoint))
    throw usageError('HF_ENDPOINT is not a web address. Set it to one, or unset it.');
  const token = env['HF_TOKEN']?.trim() || undefined;
  const proxy = findProxy(env, new URL(endpoint));
  if (proxy === null) return { endpoint, token };
  const { createProxyFetch } = await import('../../sources/proxy-dispatcher.js');
  return { endpoint, token, fetch: createProxyFetch(proxy) };
}
