import { stat } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import type { CatalogSnapshot } from '@distillable/catalog';
import type { Policy } from '@distillable/core';
import { auditFile } from './audit-file.js';
import { buildReport } from './build-report.js';
import { catalogsInForce } from './catalogs.js';
import type { NamedFields } from './fields/row-fields.js';
import { createJudge } from './judge.js';
import { openLedger } from './ledger-check.js';
import { findFiles } from './read/find.js';
import type { InputSource } from './read/open.js';
import type { AuditFormat } from './read/reader.js';
import type { AuditReport } from './report.js';
import type { AuditRun, FileFindings } from './run.js';
import { readVersion } from './version.js';
import { openOutputs } from './write/open-outputs.js';

/** What to audit: a path or a glob, or a stream with a name for the report (`-` for standard input). */
export type AuditInput = string | AuditStream;

/** Rows from anywhere. They are read once, from start to end, and decompressed where their first bytes say so. */
export interface AuditStream {
  readonly name: string;
  readonly stream: AsyncIterable<Uint8Array>;
}

/** Options of {@link audit}. */
export interface AuditOptions {
  /**
   * The model list that judges all rows; or several, such as {@link readArchive} reads: then each row is judged by the
   * newest that had been retrieved at the row's own time. Rows without a time, or from before the oldest list, are
   * `unknown` then.
   */
  readonly snapshots: CatalogSnapshot | readonly CatalogSnapshot[];
  /** Its `allow` and `deny` lists count: what they reject is not distillable. @default no lists */
  readonly policy?: Policy;
  /** The format of all inputs. @default by the name of each, or else by its first bytes */
  readonly format?: AuditFormat;
  /** Where rows name their model, time, id and text, as dotted paths. @default found by name, in each file separately */
  readonly fields?: NamedFields;
  /** A ledger: rows that it does not have as they are become findings. @default none */
  readonly ledger?: string;
  /** A file for the rows that are proven distillable; gzipped where its name ends in `.gz`. @default none */
  readonly out?: string;
  /** A file for all others, corrupt ones too. @default none */
  readonly rejects?: string;
  /** How many threads read a large JSONL file, this one included. @default one per core, at most 4 */
  readonly threads?: number;
  /** How many corrupt rows, and how many findings of the ledger, are listed one by one; all are counted. @default 1000 */
  readonly maxPlaces?: number;
  /** Called whenever a piece has been read. */
  readonly onProgress?: (progress: AuditProgress) => void;
  /** Milliseconds since the epoch. @default Date.now */
  readonly now?: () => number;
}

/** How far an audit has come. */
export interface AuditProgress {
  /** Read so far, corrupt ones included. */
  readonly rows: number;
  /** Read so far, compressed as they are. */
  readonly bytes: number;
  /** Of all inputs; null where the size of one is not known. */
  readonly totalBytes: number | null;
}

/** More would wait for the one that reads, and each takes memory. */
const maxThreads = 4;

/**
 * Judges every row of some datasets by the model that it names.
 *
 * Files are JSONL, JSON, CSV, TSV or Parquet, plain or compressed by gzip or zstd. They are read once, in a few megabytes
 * of memory. The outputs appear when all inputs have been read, complete, or not at all.
 *
 * @example
 * const catalog = createCatalog();
 * const report = await audit(['data/*.jsonl'], { snapshots: await catalog.snapshot() });
 * if (report.totals.verdicts.distillable < report.totals.rows) console.log(report.models);
 *
 * @throws AuditError `INPUT_UNREADABLE`, `OUTPUT_UNWRITABLE`
 */
export async function audit(inputs: readonly AuditInput[], options: AuditOptions): Promise<AuditReport> {
  const { policy = {}, fields = {}, maxPlaces = 1_000, now = Date.now } = options;
  const sources = await openableSources(inputs, options.format);
  const catalogs = catalogsInForce(options.snapshots);
  const ledger =
    options.ledger === undefined
      ? null
      : await openLedger(options.ledger, catalogs.snapshots.at(-1), maxPlaces);
  const targets = { out: options.out ?? null, rejects: options.rejects ?? null };
  const judge = createJudge(catalogs, policy, now());
  const progress = await createProgress(sources, options.onProgress);
  const threads = options.threads ?? Math.min(availableParallelism(), maxThreads);
  const run = { fields, catalogs, judge, ledger, threads, maxPlaces, onProgress: progress.update };
  const split = await openOutputs(sources, targets);
  const findings = await auditAll(sources, { ...run, split }, progress.settle);
  return buildReport({
    version: readVersion(),
    now: now(),
    findings,
    catalogs,
    judge,
    ledger: ledger?.result() ?? null,
    maxPlaces,
  });
}

/** One file after the other. Puts the outputs in place when all have been read. */
async function auditAll(
  sources: readonly InputSource[],
  run: AuditRun,
  onFile: (found: FileFindings) => void,
): Promise<readonly FileFindings[]> {
  const findings: FileFindings[] = [];
  try {
    for (const source of sources) {
      const found = await auditFile(source, run);
      findings.push(found);
      onFile(found);
      run.split?.separate();
    }
    await run.split?.finish();
  } catch (error) {
    await run.split?.abandon();
    throw error;
  }
  return findings;
}

async function openableSources(
  inputs: readonly AuditInput[],
  format: AuditFormat | undefined,
): Promise<readonly InputSource[]> {
  const sources = new Map<string, InputSource>();
  for (const input of inputs) {
    if (typeof input === 'string') {
      for (const name of await findFiles([input])) {
        sources.set(name, { name, format: format ?? null, stream: null });
      }
    } else sources.set(input.name, { name: input.name, format: format ?? null, stream: input.stream });
  }
  return [...sources.values()];
}

interface Progress {
  readonly update: AuditRun['onProgress'];
  /** Called when a file is done. */
  readonly settle: (found: FileFindings) => void;
}

async function createProgress(
  sources: readonly InputSource[],
  onProgress: AuditOptions['onProgress'],
): Promise<Progress> {
  if (onProgress === undefined) return { update: () => {}, settle: () => {} };
  const sizes = await Promise.all(sources.map(sizeOf));
  const totalBytes = sizes.reduce(
    (total, size) => (total === null || size === null ? null : total + size),
    0,
  );
  let [rowsBefore, bytesBefore] = [0, 0];
  const update: Progress['update'] = (rows, bytes) =>
    onProgress({ rows: rowsBefore + rows, bytes: bytesBefore + bytes, totalBytes });
  return {
    update,
    settle({ file }) {
      rowsBefore += file.rows + file.corrupt;
      bytesBefore += file.bytes ?? 0;
    },
  };
}

/** Null where it is not known. What can't be read is reported where it is opened. */
async function sizeOf({ name, stream }: InputSource): Promise<number | null> {
  if (stream !== null) return null;
  const facts = await stat(name).catch(() => null);
  return facts?.isFile() === true ? facts.size : null;
}
