import type { CatalogsInForce } from './catalogs.js';
import type { JudgedModel, JudgeGroup } from './judge.js';
import type { AuditCatalog, AuditedModel, AuditMonth, AuditReport, RowPlace, RowVerdict } from './report.js';
import type { RowGroup } from './row-groups.js';
import type { FileFindings } from './run.js';

/** What a report is made of. */
export interface ReportParts {
  readonly version: string;
  /** Milliseconds since the epoch. */
  readonly now: number;
  readonly findings: readonly FileFindings[];
  readonly catalogs: CatalogsInForce;
  readonly judge: JudgeGroup;
  readonly ledger: AuditReport['ledger'];
  readonly maxPlaces: number;
}

/** Worst first. */
const verdictOrder: readonly RowVerdict[] = ['not-distillable', 'unknown', 'unnamed', 'distillable'];

/** Alternatives are searched in the whole list, which takes time: only for this many models, the worst. */
const maxAdvised = 200;

const dayMs = 86_400_000;
const caveat = "OpenRouter's labels are best effort; the licence decides.";

/** Judges what was counted and sums it up. */
export function buildReport(parts: ReportParts): AuditReport {
  const { version, now, findings, catalogs, ledger, maxPlaces } = parts;
  const judged = judgeGroups(parts);
  const rows = sum(findings.map(({ file }) => file.rows));
  return {
    schemaVersion: 1,
    generatedAt: new Date(now).toISOString(),
    version,
    files: findings.map(({ file }) => file),
    totals: {
      rows,
      verdicts: countVerdicts(judged.map(({ group, judgement }) => [judgement.verdict, group.rows])),
      corrupt: sum(findings.map(({ file }) => file.corrupt)),
    },
    models: describeModels(judged, rows, parts.judge),
    catalogs: describeCatalogs(judged, catalogs),
    timeline: describeTimeline(judged),
    corrupt: findings.flatMap(({ corrupt }) => corrupt).slice(0, maxPlaces),
    ledger,
    caveat,
  };
}

interface JudgedRows {
  readonly file: string;
  readonly group: RowGroup;
  readonly judgement: JudgedModel;
}

function judgeGroups({ findings, judge }: ReportParts): readonly JudgedRows[] {
  const known = new Map<string, JudgedModel>();
  return findings.flatMap(({ file, groups }) =>
    groups.map((group) => {
      const key = `${group.period} ${group.namedBy} ${group.text}`;
      const judgement = known.get(key) ?? judge(group);
      known.set(key, judgement);
      return { file: file.file, group, judgement };
    }),
  );
}

interface ModelSum {
  readonly group: RowGroup;
  readonly judgement: JudgedModel;
  readonly first: RowPlace;
  readonly catalogs: Set<string>;
  rows: number;
}

/** The same model judged alike in several files or times is one. */
function describeModels(
  judged: readonly JudgedRows[],
  allRows: number,
  judge: JudgeGroup,
): readonly AuditedModel[] {
  const sums = new Map<string, ModelSum>();
  for (const { file, group, judgement } of judged) {
    const key = `${judgement.verdict} ${judgement.code} ${group.namedBy} ${group.text}`;
    const { line, offset } = group;
    const known = sums.get(key);
    const entry = known ?? { group, judgement, first: { file, line, offset }, catalogs: new Set(), rows: 0 };
    entry.rows += group.rows;
    if (judgement.catalog !== null) entry.catalogs.add(judgement.catalog.digest);
    sums.set(key, entry);
  }
  const order = ({ judgement }: ModelSum): number => verdictOrder.indexOf(judgement.verdict);
  return [...sums.values()]
    .sort((a, b) => order(a) - order(b) || b.rows - a.rows || compare(a.group.text, b.group.text))
    .map(({ group, judgement, rows, catalogs, first }, index) => {
      const { message, alternatives } = index < maxAdvised ? judge(group, 3) : judgement;
      return {
        model: group.namedBy === 'nothing' ? null : group.text,
        author: judgement.author,
        rows,
        share: rows / allRows,
        verdict: judgement.verdict,
        code: judgement.code,
        message,
        alternatives,
        catalogs: [...catalogs],
        first,
      };
    });
}

/** One entry for each digest, since lists with the same digest judge alike, with the newest of its times. */
function describeCatalogs(
  judged: readonly JudgedRows[],
  { snapshots, since }: CatalogsInForce,
): readonly AuditCatalog[] {
  const rows = new Map<string, number>();
  for (const { group, judgement } of judged) {
    const digest = judgement.catalog?.digest;
    if (digest !== undefined) rows.set(digest, (rows.get(digest) ?? 0) + group.rows);
  }
  const used = snapshots.filter(({ digest }) => since === null || rows.has(digest));
  const byDigest = new Map(used.map((snapshot) => [snapshot.digest, snapshot]));
  return [...byDigest.values()].map(({ digest, retrievedAt, source }) => ({
    digest,
    retrievedAt: retrievedAt.toISOString(),
    url: source.url,
    sample: source.sample,
    rows: rows.get(digest) ?? 0,
  }));
}

function describeTimeline(judged: readonly JudgedRows[]): readonly AuditMonth[] | null {
  const months = new Map<string, [RowVerdict, number][]>();
  for (const { group, judgement } of judged) {
    for (const [day, rows] of group.days) {
      const month = new Date(day * dayMs).toISOString().slice(0, 7);
      const counts = months.get(month) ?? [];
      counts.push([judgement.verdict, rows]);
      months.set(month, counts);
    }
  }
  if (months.size === 0) return null;
  return [...months]
    .sort(([a], [b]) => compare(a, b))
    .map(([month, counts]) => ({ month, rows: countVerdicts(counts) }));
}

function countVerdicts(counts: readonly (readonly [RowVerdict, number])[]): Record<RowVerdict, number> {
  const total = { distillable: 0, 'not-distillable': 0, unknown: 0, unnamed: 0 };
  for (const [verdict, rows] of counts) total[verdict] += rows;
  return total;
}

function sum(counts: readonly number[]): number {
  return counts.reduce((total, count) => total + count, 0);
}

/** By code units: the order is the same everywhere. */
function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
