import {
  type Duty,
  type TermsConflict,
  type TermsModel,
  type TermsTable,
  termsOf,
} from '@distillable/catalog';
import type { JudgedRows, NameOfRow } from './judge-rows.js';
import type { AuditedTerms, RowPlace, TermsBasis, TermsClaim } from './report.js';

/** What the models that rows name owe, and leave open, with counts of rows. */
export interface TermsSum {
  /** Adds rows that name the same. `first`: the first of them. */
  readonly add: (judged: JudgedRows, rows: number, first: RowPlace) => void;
  readonly result: () => AuditedTerms;
}

/** A duty or a conflict while it is counted. */
interface Counted<Fact> {
  readonly fact: Fact;
  readonly first: RowPlace;
  rows: number;
  /** Rows by name. */
  readonly models: Map<string, number>;
  /** By entry of the table. */
  readonly sources: Map<string | null, TermsBasis>;
}

/** Beyond, the terms of a name are looked up each time, so that they don't fill the memory. */
const maxKnown = 50_000;

/** Counts by one table of terms. Which host served the rows is not known. */
export function createTermsSum(table: TermsTable): TermsSum {
  const duties = new Map<string, Counted<Duty>>();
  const conflicts = new Map<string, Counted<TermsConflict>>();
  const known = new Map<NameOfRow['judged'], readonly Counted<unknown>[]>();

  const claimsOf = (name: NameOfRow, first: RowPlace): readonly Counted<unknown>[] => {
    const before = known.get(name.judged);
    if (before !== undefined) return before;
    const terms = modelsMeant(name).map((model) => termsOf(model, table));
    const claims = [
      ...terms.flatMap((each) => each.duties.map((duty) => claim(duties, duty.condition, duty, first))),
      ...terms.flatMap((each) =>
        each.conflicts.map((conflict) =>
          claim(conflicts, `${conflict.code} ${conflict.text}`, conflict, first),
        ),
      ),
    ];
    if (known.size < maxKnown) known.set(name.judged, claims);
    return claims;
  };
  return {
    add({ names }, rows, first) {
      const counted = new Map<Counted<unknown>, Set<string>>();
      for (const name of names) {
        if (!name.counts) continue;
        for (const entry of claimsOf(name, first))
          counted.set(entry, (counted.get(entry) ?? new Set()).add(name.found.name));
      }
      // A row counts once for a claim, and once for each name, in however many places it stands.
      for (const [entry, models] of counted) {
        entry.rows += rows;
        for (const model of models) entry.models.set(model, (entry.models.get(model) ?? 0) + rows);
      }
    },
    result: () => ({
      table: { date: table.date, digest: table.digest },
      duties: sorted(duties, ({ binding }) => (binding ? 0 : 1)).map((duty) => ({
        condition: duty.fact.condition,
        binding: duty.fact.binding,
        ...toClaim(duty),
      })),
      conflicts: sorted(conflicts, ({ code }) => urgency.indexOf(code)).map((conflict) => ({
        code: conflict.fact.code,
        ...toClaim(conflict),
      })),
    }),
  };
}

/** The rows of the list that a name means; of retired models, what is left of them. */
function modelsMeant({ found, judged }: NameOfRow): readonly TermsModel[] {
  const { identified, catalog } = judged;
  if (found.kind === 'malformed') return [];
  if (identified !== null && identified.certainty !== 'exact' && identified.certainty !== 'normalised')
    return [];
  return (identified?.slugs ?? [found.name]).flatMap((slug): readonly TermsModel[] => {
    const row = catalog?.resolve(slug).model ?? null;
    if (row !== null) return [row];
    return identified === null ? [] : [{ slug, huggingFaceId: null, permission: 'unlisted' }];
  });
}

function claim<Fact extends TermsBasis>(
  claims: Map<string, Counted<Fact>>,
  key: string,
  fact: Fact,
  first: RowPlace,
): Counted<Fact> {
  const entry = claims.get(key) ?? { fact, first, rows: 0, models: new Map(), sources: new Map() };
  claims.set(key, entry);
  const { source, verified, ifMakerServes } = fact;
  entry.sources.set(fact.entry, { entry: fact.entry, source, verified, ifMakerServes });
  return entry;
}

const urgency: readonly TermsConflict['code'][] = [
  'LABEL_YES_TERMS_NO',
  'HOST_TERMS_NO',
  'LABEL_YES_TERMS_CONDITIONAL',
  'LABEL_YES_TERMS_UNKNOWN',
  'LABEL_NO_TERMS_ALLOW',
];

/** By rank, then most rows first. */
function sorted<Fact>(
  claims: ReadonlyMap<string, Counted<Fact>>,
  rank: (fact: Fact) => number,
): readonly Counted<Fact>[] {
  return [...claims.values()].toSorted((a, b) => rank(a.fact) - rank(b.fact) || b.rows - a.rows);
}

function toClaim({ fact, first, rows, models, sources }: Counted<{ readonly text: string }>): TermsClaim {
  return {
    text: fact.text,
    rows,
    models: [...models].toSorted(([, a], [, b]) => b - a).map(([model, count]) => ({ model, rows: count })),
    sources: [...sources.values()],
    first,
  };
}
