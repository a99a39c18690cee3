import { stat } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { type CatalogSnapshot, checkOptions, type OptionRule } from '@distillable/catalog';
import { type Policy, policyRules } from '@distillable/core';
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
  /** What the report calls it. */
  readonly name: string;
  /** Its bytes, in chunks of any size. */
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
  /** What its `allow` and `deny` lists reject is not distillable; its other fields do not count. @default no lists */
  readonly policy?: Policy | undefined;
  /** The format of all inputs. @default by the name of each, or else by its first bytes */
  readonly format?: AuditFormat | undefined;
  /** Where rows name their model, time, id and text, as dotted paths. @default found by name, in each file separately */
  readonly fields?: NamedFields | undefined;
  /** A file with a ledger: rows that contradict it become findings. @default none */
  readonly ledger?: string | undefined;
  /**
   * A file for the rows that are proven distillable: Parquet if its name ends in `.parquet`, otherwise JSONL, gzipped if
   * it ends in `.gz`. Lines of JSONL are copied byte for byte. @default none
   */
  readonly out?: string | undefined;
  /** A file for all other rows, including corrupt ones. @default none */
  readonly rejects?: string | undefined;
  /** How many threads read a large JSONL file, including the calling one. @default one per core, at most 4 */
  readonly threads?: number | undefined;
  /** How many corrupt rows, and how many findings of the ledger, are listed; all are counted. @default 1000 */
  readonly maxPlaces?: number | undefined;
  /** Called whenever a piece has been read. */
  readonly onProgress?: ((progress: AuditProgress) => void) | undefined;
  /** The clock, in milliseconds since the epoch. @default Date.now */
  readonly now?: (() => number) | undefined;
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
  const { policy = {}, fields = {}, out = null, rejects = null } = options;
  const {
    threads = Math.min(availableParallelism(), maxThreads),
    maxPlaces = 1_000,
    now = Date.now,
  } = options;
  const sources = await openableSources(inputs, options.format);
  const catalogs = catalogsInForce(options.snapshots);
  const judge = createJudge(catalogs, policy, now());
  const newest = catalogs.snapshots.at(-1);
  const ledger = options.ledger === undefined ? null : await openLedger(options.ledger, newest, maxPlaces);
  const { onProgress, onFile } = await createProgress(sources, options.onProgress);
  const split = await openOutputs(sources, { out, rejects });
  const run = { fields, catalogs, judge, ledger, split, threads, maxPlaces, onProgress };
  return buildReport({
    version: readVersion(),
    now: now(),
    findings: await auditAll(sources, run, onFile),
    catalogs,
    judge,
    ledger: ledger?.result() ?? null,
    maxPlaces,
  });
}

const auditRules: Readonly<Record<keyof AuditOptions, OptionRule>> = {
  snapshots: 'object',
  policy: { options: policyRules },
  format: { oneOf: ['jsonl', 'json', 'csv', 'tsv', 'parquet'] },
  fields: { options: { model: 'string', time: 'string', id: 'string', text: 'string' } },
  ledger: 'string',
  out: 'string',
  rejects: 'string',
  threads: { min: 1, isWhole: true },
  maxPlaces: { min: 0, isWhole: true },
  onProgress: 'function',
  now: 'function',
};

const snapshotRule: OptionRule = { methods: ['resolve'], such: 'await catalog.snapshot()' };

function checkAuditOptions(options: AuditOptions): void {
  checkOptions('audit', options, auditRules, ['snapshots']);
  const { snapshots, out, rejects } = options;
  for (const each of [snapshots].flat())
    checkOptions('audit', { snapshots: each }, { snapshots: snapshotRule });
  if (Array.isArray(snapshots) && snapshots.length === 0)
    throw new TypeError('audit: snapshots has no snapshot.');
  if (out !== undefined && out === rejects) throw new TypeError('audit: out and rejects must be two files.');
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
async function sizeOf({ name, stream }: InputSource): Promise<number | null> {
  if (stream !== null) return null;
  const facts = await stat(name).catch(() => null);
  return facts?.isFile() === true ? facts.size : null;
}
