import { stat } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { builtInTerms, DistillableError, identify } from '@distillable/catalog';
import { AuditError } from './audit-error.js';
import { auditFile } from './audit-file.js';
import { type AuditOptions, checkAuditOptions, placesOf } from './audit-options.js';
import { buildReport } from './build-report.js';
import { catalogsInForce } from './catalogs.js';
import { createNameTest } from './discover.js';
import { createJudge } from './judge.js';
import { createRowJudge } from './judge-rows.js';
import { openLedgers } from './ledger-check.js';
import { judgeDescriptions } from './outside/judge-descriptions.js';
import { readDescriptions } from './outside/read-descriptions.js';
import { type AuditInput, findSources } from './read/find-sources.js';
import type { InputSource } from './read/open.js';
import type { AuditReport, UnreadInput } from './report.js';
import { createRowSum } from './row-sum.js';
import type { AuditRun, FileFindings } from './run.js';
import { createTermsSum } from './terms-sum.js';
import { readVersion } from './version.js';
import { openOutputs } from './write/open-outputs.js';
import type { Written } from './write/split-rows.js';

/** More threads would wait for the one that reads, and each takes memory. */
const maxThreads = 4;

/**
 * Judges every row of some datasets by the model that it names.
 *
 * Files are JSONL, JSON, CSV, TSV or Parquet; all but Parquet may be compressed by gzip or zstd. They are read once, in
 * little memory; only a JSON document is held completely. The outputs appear when all inputs have been read, complete, or
 * not at all.
 *
 * @param inputs each file once, however often it is named
 * @example
 * const catalog = createCatalog();
 * const report = await audit(['data/*.jsonl'], { snapshots: await catalog.snapshot() });
 * if (report.totals.verdicts.distillable < report.totals.rows) console.log(report.models);
 *
 * @throws AuditError `INPUT_UNREADABLE`, `OUTPUT_UNWRITABLE`, `USAGE`
 * @throws TypeError on invalid options, and without any input
 */
export async function audit(inputs: readonly AuditInput[], options: AuditOptions): Promise<AuditReport> {
  checkAuditOptions(options);
  if (inputs.length === 0) throw new TypeError('audit: inputs names nothing to judge.');
  const { policy = {}, fields = {}, out = null, rejects = null, annotate = false } = options;
  const {
    threads = Math.min(availableParallelism(), maxThreads),
    maxPlaces = 1_000,
    now = Date.now,
  } = options;
  const sources = await findSources(inputs, options.format ?? null, options.hub ?? {});
  const catalogs = catalogsInForce(options.snapshots);
  const names = new Map(Object.entries(options.names ?? {}));
  const judge = createJudge(catalogs, { policy, names, accept: new Set(options.accept) }, now());
  const judgeRows = createRowJudge(judge);
  const terms = createTermsSum(options.terms ?? builtInTerms());
  const sum = createRowSum(judgeRows, terms);
  const newest = catalogs.snapshots.at(-1);
  const ledger = await openLedgers(options.ledgers ?? [], newest, maxPlaces, terms);
  const { onProgress, onFile } = await createProgress(sources, options.onProgress);
  const split = await openOutputs(sources, { out, rejects }, annotate);
  const places = placesOf(options);
  const isKnownName = createNameTest(newest, names);
  const run = {
    places,
    isKnownName,
    assumeModel: options.assumeModel ?? null,
    fields,
    catalogs,
    judge: judgeRows,
    sum,
    ledger,
    split,
    annotate,
    threads,
    maxPlaces,
    onProgress,
  };
  const skips = options.unreadable === 'skip';
  const { findings, unread, written } = await auditAll(sources, run, skips, onFile);
  const descriptions =
    options.descriptions === 'skip'
      ? { read: [], unread: [] }
      : await readDescriptions(inputs, sources, options.hub ?? {});
  return buildReport({
    version: readVersion(),
    now: now(),
    findings,
    unread,
    written,
    totals: sum.result(),
    outside: judgeDescriptions(descriptions, {
      identify: (name) => (newest === undefined ? null : identify(name, newest, { names })),
      judge: (name) => judge({ name, kind: 'name' }, catalogs.snapshots.length - 1),
    }),
    options,
    catalogs,
    judge,
    ledger: ledger?.result() ?? null,
    maxPlaces,
  });
}

interface AuditedSources {
  readonly findings: readonly FileFindings[];
  readonly unread: readonly UnreadInput[];
  readonly written: Written;
}

/** One file after the other. Puts the outputs in place when all have been read. */
async function auditAll(
  sources: readonly InputSource[],
  run: AuditRun,
  skips: boolean,
  onFile: (found: FileFindings) => void,
): Promise<AuditedSources> {
  const findings: FileFindings[] = [];
  const unread: UnreadInput[] = [];
  const readSource = async (source: InputSource): Promise<void> => {
    try {
      const found = await auditFile(source, run);
      findings.push(found);
      onFile(found);
    } catch (error) {
      const isLast = unread.length === sources.length - 1;
      if (!skips || isLast || !AuditError.is(error, 'INPUT_UNREADABLE')) throw error;
      unread.push({ file: source.name, code: codeOf(error), message: error.message });
    }
  };
  try {
    for (const source of sources) {
      await readSource(source);
      run.split?.separate();
    }
    if (unread.length > 0) await run.split?.abandon();
    const finished = unread.length > 0 ? null : await run.split?.finish();
    return { findings, unread, written: finished ?? { out: null, rejects: null } };
  } catch (error) {
    await run.split?.abandon();
    throw error;
  }
}

/** The cause of the library's own errors says more than they do. */
function codeOf(error: AuditError): string {
  return DistillableError.is(error.cause) ? error.cause.code : error.code;
}

interface Progress {
  readonly onProgress: AuditRun['onProgress'];
  /** Called when a file is done. */
  readonly onFile: (found: FileFindings) => void;
}

async function createProgress(
  sources: readonly InputSource[],
  report: AuditOptions['onProgress'],
): Promise<Progress> {
  if (report === undefined) return { onProgress: () => {}, onFile: () => {} };
  const sizes = await Promise.all(sources.map(sizeOf));
  const totalBytes = sizes.includes(null)
    ? null
    : sizes.reduce<number>((total, size) => total + (size ?? 0), 0);
  let [rowsBefore, bytesBefore] = [0, 0];
  return {
    onProgress: (rows, bytes) => report({ rows: rowsBefore + rows, bytes: bytesBefore + bytes, totalBytes }),
    onFile({ file }) {
      rowsBefore += file.rows + file.corrupt;
      bytesBefore += file.bytes ?? 0;
    },
  };
}

/** Null if it is not known. Unreadable files are reported when they are opened. */
async function sizeOf({ name, stream, remote }: InputSource): Promise<number | null> {
  if (stream !== null || remote !== null) return null;
  const facts = await stat(name).catch(() => null);
  return facts?.isFile() === true ? facts.size : null;
}
