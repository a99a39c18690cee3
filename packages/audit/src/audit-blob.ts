import type { CatalogSnapshot, TermsTable } from '@distillable/catalog';
import type { Policy } from '@distillable/core';
import { unreadable } from './audit-error.js';
import type { AuditProgress } from './audit-options.js';
import { buildReport } from './build-report.js';
import { catalogsInForce } from './catalogs.js';
import { createLook, createNameTest } from './discover.js';
import { createJudge } from './judge.js';
import { createRowJudge } from './judge-rows.js';
import { openBlob } from './read/blob-rows.js';
import { UnreadableFile } from './read/reader.js';
import type { AuditReport } from './report.js';
import { createRowSum } from './row-sum.js';
import { countRows } from './rows.js';
import { type AuditRun, addMany, addRest, type FileFindings, findingsOf, forFile, rowWork } from './run.js';
import { createTermsSum } from './terms-sum.js';

/** Options of {@link auditBlob}. */
export interface BlobAuditOptions {
  /** The list that judges all rows. */
  readonly snapshot: CatalogSnapshot;
  /** Models that its `allow` and `deny` lists reject are not distillable. */
  readonly policy: Policy;
  /** What licences and terms say. */
  readonly terms: TermsTable;
  /** For the report: the version of the program. */
  readonly version: string;
  /** Milliseconds since the epoch. */
  readonly now: number;
  /** Called, and waited for, after each part of the file; each is read twice. A page can paint meanwhile. */
  readonly onProgress: (progress: AuditProgress) => void | Promise<void>;
}

/** Corrupt rows and the like that the report lists one by one. */
const maxPlaces = 100;

/**
 * Judges every row of a file that a browser holds, as `audit` does: JSONL, JSON, CSV and TSV, also compressed with gzip
 * or zstd. Needs nothing of Node. The file has no digest in the report.
 *
 * @param name the file's, for the report
 * @throws AuditError `INPUT_UNREADABLE`
 */
export async function auditBlob(name: string, blob: Blob, options: BlobAuditOptions): Promise<AuditReport> {
  const { snapshot, policy, terms, version, now, onProgress } = options;
  const catalogs = catalogsInForce(snapshot);
  const names: ReadonlyMap<string, string> = new Map();
  const judge = createJudge(catalogs, { policy, names, accept: new Set() }, now);
  const judgeRows = createRowJudge(judge);
  const sum = createRowSum(judgeRows, createTermsSum(terms));
  const run: AuditRun = {
    places: {},
    isKnownName: createNameTest(snapshot, names),
    assumeModel: null,
    fields: {},
    catalogs,
    judge: judgeRows,
    sum,
    ledger: null,
    split: null,
    annotate: false,
    threads: 1,
    maxPlaces,
    onProgress: () => {},
  };
  const totalBytes = 2 * blob.size;
  const report: Report = (rows, bytes) => onProgress({ rows, bytes, totalBytes });
  const found = await auditFile(name, blob, run, report);
  return buildReport({
    version,
    now,
    findings: [found],
    unread: [],
    written: { out: null, rejects: null },
    totals: sum.result(),
    outside: { files: [], unread: [], models: [] },
    options: { snapshots: snapshot, policy },
    catalogs,
    judge,
    ledger: null,
    maxPlaces,
  });
}

type Report = (rows: number, bytes: number) => void | Promise<void>;

async function auditFile(name: string, blob: Blob, run: AuditRun, report: Report): Promise<FileFindings> {
  try {
    return await countFile(name, blob, run, report);
  } catch (cause) {
    // Thrown for a file that was changed or deleted meanwhile.
    if (!(cause instanceof UnreadableFile) && !(cause instanceof DOMException)) throw cause;
    throw unreadable(name, cause);
  }
}

/** First a look at all rows for places that name models without saying so, then the count. */
async function countFile(name: string, blob: Blob, run: AuditRun, report: Report): Promise<FileFindings> {
  const { format, readRows } = await openBlob(name, blob);
  const look = createLook(run);
  const ignored = { corrupt: () => {}, other: () => {} };
  await readRows({ row: look.row, ...ignored }, (bytes) => report(0, bytes));
  const fileRun = forFile(run, look.result());
  const counter = countRows(rowWork(name, fileRun));
  await readRows(counter, (bytes) => {
    addMany(name, counter, fileRun);
    return report(counter.rows() + counter.corruptRows(), blob.size + bytes);
  });
  const facts = { bytes: blob.size, bytesRead: blob.size, sha256: null };
  return findingsOf({ file: name, format, ...facts }, addRest(name, counter, fileRun), fileRun);
}
