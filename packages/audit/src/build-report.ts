import { adviseOnColumns, adviseOnOutside } from './advice.js';
import type { CatalogsInForce } from './catalogs.js';
import { type JudgeName, severity } from './judge.js';
import type { SummedModel } from './model-sum.js';
import { sum } from './numbers.js';
import type {
  AuditCatalog,
  AuditedModel,
  AuditMonth,
  AuditReport,
  AuditSettings,
  Declarations,
} from './report.js';
import type { RowTotals } from './row-sum.js';
import type { FileFindings } from './run.js';

/** What a report is made of. */
export interface ReportParts {
  readonly version: string;
  /** Milliseconds since the epoch. */
  readonly now: number;
  readonly findings: readonly FileFindings[];
  readonly unread: AuditReport['unread'];
  readonly written: AuditReport['outputs'];
  readonly totals: RowTotals;
  readonly outside: Omit<AuditReport['outside'], 'advice'>;
  readonly declarations: Declarations;
  readonly settings: AuditSettings;
  readonly namesTable: AuditReport['namesTable'];
  readonly catalogs: CatalogsInForce;
  readonly judge: JudgeName;
  readonly ledger: AuditReport['ledger'];
  readonly maxPlaces: number;
}

/** Alternatives are searched in the whole list, which takes time: only for this many models, the worst. */
const maxAdvised = 200;

const caveat = "OpenRouter's labels are best effort; the licence decides.";

/** Puts together what was counted. */
export function buildReport(parts: ReportParts): AuditReport {
  const { version, now, findings, totals, outside, catalogs, ledger, maxPlaces } = parts;
  // Of an input that could not be read to its end, the rows that were read are judged, too.
  const rows = sum(Object.values(totals.verdicts));
  return {
    schemaVersion: 2,
    generatedAt: new Date(now).toISOString(),
    version,
    files: findings.map(({ file, isAssumed }) => {
      const named = { ...file, places: totals.places.get(file.file) ?? [] };
      return { ...named, advice: isAssumed ? null : adviseOnColumns(named) };
    }),
    unread: parts.unread,
    totals: {
      rows,
      verdicts: totals.verdicts,
      corrupt: sum(findings.map(({ file }) => file.corrupt)),
      older: catalogs.since === null ? totals.older : 0,
    },
    models: describeModels(totals.models, rows, parts.judge),
    differences: totals.differences.toSorted(
      (a, b) => b.rows - a.rows || compare(a.requested, b.requested) || compare(a.served, b.served),
    ),
    outside: { ...outside, advice: adviseOnOutside(outside.models, totals.verdicts.unnamed) },
    outputs: parts.written,
    declarations: parts.declarations,
    settings: parts.settings,
    namesTable: parts.namesTable,
    catalogs: describeCatalogs(totals, catalogs),
    timeline: describeTimeline(totals),
    corrupt: findings.flatMap(({ corrupt }) => corrupt).slice(0, maxPlaces),
    ledger,
    terms: totals.terms,
    caveat,
  };
}

/** Worst first, then by rows. */
function describeModels(
  models: readonly SummedModel[],
  allRows: number,
  judge: JudgeName,
): readonly AuditedModel[] {
  return models
    .toSorted(
      (a, b) =>
        severity[b.verdict] - severity[a.verdict] || b.rows - a.rows || compare(a.name ?? '', b.name ?? ''),
    )
    .map((model, index): AuditedModel => {
      const { name, kind, period, rows, decides, verdict, code, message, author, identified, first } = model;
      const isAdvised = index < maxAdvised && name !== null && verdict !== 'distillable';
      return {
        model: name,
        author,
        rows,
        share: rows / allRows,
        decides,
        roles: Object.fromEntries([...model.roles].toSorted(([a], [b]) => compare(a, b))),
        // Threads count in any order.
        places: [...model.places].sort(compare),
        verdict,
        code,
        message,
        identified,
        alternatives: isAdvised ? judge({ name, kind }, period, 3).alternatives : [],
        catalogs: [...model.catalogs].sort(compare),
        first,
      };
    });
}

/** One entry for each digest, since lists with the same digest judge alike, with the newest of its times. */
function describeCatalogs(
  { catalogs }: RowTotals,
  { snapshots, since }: CatalogsInForce,
): readonly AuditCatalog[] {
  const used = snapshots.filter(({ digest }) => since === null || catalogs.has(digest));
  const byDigest = new Map(used.map((snapshot) => [snapshot.digest, snapshot]));
  return [...byDigest.values()].map(({ digest, retrievedAt, source }) => ({
    digest,
    retrievedAt: retrievedAt.toISOString(),
    url: source.url,
    sample: source.sample,
    rows: catalogs.get(digest) ?? 0,
  }));
}

function describeTimeline({ months }: RowTotals): readonly AuditMonth[] | null {
  if (months.size === 0) return null;
  return [...months].sort(([a], [b]) => compare(a, b)).map(([month, rows]) => ({ month, rows }));
}

/** By code units: the order is the same everywhere. */
function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
