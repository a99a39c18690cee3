import type { CatalogSnapshot } from '@distillable/catalog/light';
import type { Policy } from '@distillable/core';
import { type CatalogsInForce, onlyCatalog } from '../../audit/catalogs-in-force.js';
import type { AuditInput, AuditReport, AuditSettings } from '../../audit/engine.js';
import { findInputs } from '../../audit/inputs/find-inputs.js';
import { createJudge } from '../../audit/judge-model.js';
import type { AuditedLedger } from '../../audit/ledger-check.js';
import { runEngine } from '../../audit/run-engine.js';
import { CommandError } from '../../command-error.js';
import { exitCodes } from '../../exit-codes.js';
import { choosePolicy } from '../../policy-file.js';
import { reasonOf } from '../../reason-of.js';
import { noteCatalog } from '../../render/catalog-facts.js';
import type { Session } from '../../session.js';
import { withCatalog } from '../../sources/with-catalog.js';
import { readVersion } from '../../version.js';
import { type AuditFlags, hasFailed, readFailOn, refuseContradictions } from './audit-flags.js';
import { openAuditProgress } from './audit-progress.js';
import { noteArchive, noteFields } from './note-audit.js';
import { printReport } from './print-report.js';
import { refuseOverwriting } from './refuse-overwriting.js';

/** `distillable audit <files…>`, or of source code with `--code` */
export async function runAudit(
  session: Session,
  patterns: readonly string[],
  flags: AuditFlags,
): Promise<void> {
  if (flags.code === true) {
    const { runCodeAudit } = await import('../../audit/code/run-code-audit.js');
    return runCodeAudit(session, patterns, flags);
  }
  const { settings, notes } = session;
  const hasCatalog = settings.origin.kind === 'file' || settings.origin.kind === 'sandbox';
  refuseContradictions(flags, settings.json, hasCatalog);
  const failOn = readFailOn(flags.failOn);
  const inputs = await findInputs(patterns, flags.format);
  await refuseOverwriting(inputs, flags);
  const { policy, from } = await choosePolicy(session, {});
  const audit = async (catalogs: CatalogsInForce): Promise<void> => {
    const report = await auditInputs(session, inputs, flags, catalogs, policy);
    await printReport(session, report, flags);
    session.endWith(hasFailed(report, failOn) ? exitCodes.refused : exitCodes.done);
    noteFields(notes, report);
  };
  if (flags.archive !== undefined) {
    const { readArchive } = await import('../../audit/read-archive.js');
    const catalogs = await readArchive(flags.archive);
    await audit(catalogs);
    noteArchive(notes, flags.archive, catalogs);
  } else {
    await withCatalog(session, async (view) => {
      await audit(onlyCatalog(view.snapshot));
      noteCatalog(session, view);
    });
  }
  if (from !== null) notes.say(`policy: ${from}`);
}

async function auditInputs(
  session: Session,
  inputs: readonly AuditInput[],
  flags: AuditFlags,
  catalogs: CatalogsInForce,
  policy: Policy,
): Promise<AuditReport> {
  const { io } = session;
  const progress = await openAuditProgress(session, inputs);
  const { modelField: model, timeField: time, idField: id, textField: text } = flags;
  const settings: AuditSettings = {
    fields: { model, time, id, text },
    catalogs,
    judge: createJudge(catalogs, policy, io.now()),
    ledger: flags.ledger === undefined ? null : await openLedger(flags.ledger, catalogs.snapshots.at(-1)),
    split: { out: flags.out ?? null, rejects: flags.rejects ?? null },
    version: readVersion(),
    io,
    onProgress: progress.update,
  };
  try {
    return await runEngine(inputs, settings, flags.engine ?? 'auto');
  } finally {
    progress.clear();
  }
}

/** @throws CommandError `INPUT_UNREADABLE`, also where its chain is broken: an edited ledger proves nothing */
async function openLedger(file: string, newest: CatalogSnapshot | undefined): Promise<AuditedLedger> {
  const { indexLedger } = await import('@distillable/ledger');
  const generations = await indexLedger(file).catch((cause: unknown) => {
    const message = `Cannot read the ledger ${file}: ${reasonOf(cause)}.`;
    throw new CommandError('INPUT_UNREADABLE', message, { cause, details: { path: file } });
  });
  const canonical = (name: string): string => newest?.resolve(name).model?.canonicalSlug ?? name;
  return {
    file,
    generations,
    isSameModel: (one, other) => one === other || canonical(one) === canonical(other),
  };
}
