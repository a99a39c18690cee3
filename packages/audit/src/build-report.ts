import { namesTable } from '@distillable/catalog';
import type { AuditOptions } from './audit-options.js';
import type { CatalogsInForce } from './catalogs.js';
import type { JudgeName } from './judge.js';
import type { SummedModel } from './model-sum.js';
import { countOf, sum } from './numbers.js';
import type { NamedOutside } from './outside/judge-descriptions.js';
import type {
  AuditCatalog,
  AuditedFile,
  AuditedModel,
  AuditMonth,
  AuditReport,
  AuditSettings,
  Declarations,
} from './report.js';
import type { RowTotals } from './row-sum.js';
import { severity } from './row-verdict.js';
import type { FileFindings } from './run.js';

export interface ReportParts {
  readonly version: string;
  /** Milliseconds since the epoch. */
  readonly now: number;
  readonly findings: readonly FileFindings[];
  readonly unread: AuditReport['unread'];
  readonly written: AuditReport['outputs'];
  readonly totals: RowTotals;
  readonly outside: Omit<AuditReport['outside'], 'advice'>;
  readonly options: AuditOptions;
  readonly catalogs: CatalogsInForce;
  readonly judge: JudgeName;
  readonly ledger: AuditReport['ledger'];
  readonly maxPlaces: number;
}

/** Alternatives are searched in the whole list, which takes time: only for this many models, the worst. */
const maxAdvised = 200;

const caveat = "OpenRouter's labels are best effort; the licence decides.";

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
      older: totals.older,
    },
    models: describeModels(totals.models, rows, parts.judge),
    differences: totals.differences.toSorted(
      (a, b) => b.rows - a.rows || compare(a.requested, b.requested) || compare(a.served, b.served),
    ),
    outside: { ...outside, advice: adviseOnOutside(outside.models, totals.verdicts.unnamed) },
    outputs: parts.written,
    declarations: declarationsOf(parts.options, findings),
    settings: settingsOf(parts.options),
    namesTable,
    catalogs: describeCatalogs(totals, catalogs),
    timeline: describeTimeline(totals),
    corrupt: findings.flatMap(({ corrupt }) => corrupt).slice(0, maxPlaces),
    ledger,
    terms: totals.terms,
    caveat,
  };
}

/** The part of the report that says how the audit was run. */
function settingsOf(options: AuditOptions): AuditSettings {
  const { policy: { allow, deny } = {}, fields = {}, format = null, snapshots, annotate = false } = options;
  return {
    policy: { ...(allow === undefined ? {} : { allow }), ...(deny === undefined ? {} : { deny }) },
    format,
    fields,
    byTime: Array.isArray(snapshots),
    annotate,
  };
}

/** The part of the report that rests on the user's word. */
function declarationsOf(options: AuditOptions, findings: readonly FileFindings[]): Declarations {
  const { modelFields = [], ignoreFields = [], ignoreRoles = [], accept = [], names = {} } = options;
  return {
    assumedModel: options.assumeModel ?? null,
    assumedIn: findings.filter(({ isAssumed }) => isAssumed).map(({ file }) => file.file),
    names,
    modelFields,
    ignoredFields: ignoreFields,
    ignoredRoles: ignoreRoles,
    accepted: accept,
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
  { snapshots, periods }: CatalogsInForce,
): readonly AuditCatalog[] {
  const used = snapshots.filter(({ digest }) => !periods.byTime || catalogs.has(digest));
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

/** At most this many columns are named one by one. */
const maxColumns = 8;

/** What to do about columns that look as if a model wrote them; null without any. */
function adviseOnColumns({
  suspiciousColumns: columns,
  places,
}: Pick<AuditedFile, 'suspiciousColumns' | 'places'>): string | null {
  if (columns.length === 0) return null;
  const shown = columns.slice(0, maxColumns).map((column) => JSON.stringify(column));
  const left = columns.length - shown.length;
  const named = `${shown.join(', ')}${left > 0 ? ` and ${countOf(left, 'more column')}` : ''}`;
  return places.length === 0
    ? `${named} may be the work of a model that no value names. If all rows have the same one, declare it with --assume-model.`
    : `${named} may be the work of a further model that no value names. Write its name into a column of its own, and give that to --model-field.`;
}

/** What to do about models that only the files beside the data name; null if they name none. */
function adviseOnOutside(models: NamedOutside['models'], unnamedRows: number): string | null {
  const names = new Set(models.map(({ model }) => model));
  const [first] = names;
  if (first === undefined) return null;
  const said = `Files beside the data name ${countOf(names.size, 'model')}, and no row is judged by ${names.size === 1 ? 'it' : 'them'}.`;
  if (unnamedRows === 0)
    return `${said} Find out what ${names.size === 1 ? 'it' : 'they'} did for this data.`;
  return names.size === 1
    ? `${said} If it wrote all rows of the files that name none, declare it with --assume-model ${forShell(first)}.`
    : `${said} If one of them wrote all rows of the files that name none, declare it with --assume-model NAME.`;
}

/** A name from a text has no quotation marks in it. */
function forShell(name: string): string {
  return /^[\w./:@+-]+$/.test(name) ? name : `'${name}'`;
}
