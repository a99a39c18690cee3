import {
  type Duty,
  type ModelTerms,
  type TermsConflict,
  type TermsModel,
  type TermsTable,
  termsOf,
} from '@distillable/catalog';
import type { NameOfRow } from './judge-rows.js';
import { countOnce, type Tally } from './row-groups.js';
import type { RowPlace } from './row-verdict.js';

/** The basis of a duty or a conflict: an entry of the table of terms. */
export type TermsBasis = Pick<TermsConflict, 'entry' | 'source' | 'verified'>;

/** A statement of a text about models that rows name. */
export interface TermsClaim {
  /** One plain sentence. */
  readonly text: string;
  /** How many rows name such a model. */
  readonly rows: number;
  /** These models, most rows first. */
  readonly models: readonly {
    /** As rows spell it. */
    readonly model: string;
    /** How many name it. */
    readonly rows: number;
  }[];
  /** The entries that say so. */
  readonly sources: readonly TermsBasis[];
  /** True if it applies only where the maker, or its cloud, served the rows, which is not known. False if it applies. */
  readonly ifMakerServes: boolean;
  /** The first of the rows. */
  readonly first: RowPlace;
}

/** A duty of a user of the rows. */
export type AuditedDuty = TermsClaim & Pick<Duty, 'condition' | 'binding'>;

/** Where a text differs from OpenRouter's label, or was not read. */
export type AuditedConflict = TermsClaim & {
  /** How they differ; `NO_LABEL_TERMS_NO`: the text forbids what no list labels. */
  readonly code: TermsConflict['code'] | 'NO_LABEL_TERMS_NO';
};

/** Licences and terms of the models that rows name. It is not known which host served them. */
export interface AuditedTerms {
  /** The table that says so. */
  readonly table: Pick<TermsTable, 'date' | 'digest'>;
  /** Those that bind first, then those that apply whatever host served, then by rows. */
  readonly duties: readonly AuditedDuty[];
  /** Most urgent first, then those that apply whatever host served, then by rows. */
  readonly conflicts: readonly AuditedConflict[];
}

/** The duties and open questions of the models that rows name, with counts of rows. */
export interface TermsSum {
  /** The counters for rows with a name: its duties and conflicts, and the name in each of them. `first`: the first row. */
  readonly talliesOf: (name: NameOfRow, first: RowPlace) => readonly Tally[];
  /** For a row with a known host: adds the terms that forbid training on text of these models from that host. */
  readonly addServed: (models: readonly TermsModel[], host: string, row: RowPlace) => void;
  readonly result: () => AuditedTerms;
}

/** The part that duties and conflicts have in common. */
type ClaimFact = Pick<TermsConflict, 'entry' | 'source' | 'verified' | 'ifMakerServes' | 'text'>;

type ConflictFact = ClaimFact & Pick<AuditedConflict, 'code'>;

/** A duty or a conflict while it is counted. */
interface Counted<Fact> extends Tally {
  readonly fact: Fact;
  readonly first: RowPlace;
  /** By name. */
  readonly models: Map<string, Tally>;
  /** By entry of the table. */
  readonly sources: Map<string | null, TermsBasis>;
}

/** Above it, the terms of a name are looked up each time, so that they don't fill the memory. */
const maxKnown = 50_000;

/** Counts by one table of terms. Which host served a row, only a ledger knows. */
export function createTermsSum(table: TermsTable): TermsSum {
  const duties = new Map<string, Counted<Duty>>();
  const conflicts = new Map<string, Counted<ConflictFact>>();
  const known = new Map<NameOfRow['judged'], readonly Tally[]>();
  const atHost = new Map<TermsModel, Map<string, readonly Tally[]>>();
  const talliesAt = (model: TermsModel, host: string, first: RowPlace): readonly Tally[] => {
    const byHost = atHost.get(model) ?? new Map<string, readonly Tally[]>();
    atHost.set(model, byHost);
    const before = byHost.get(host);
    if (before !== undefined) return before;
    const tallies = bansAt(model, host, table).flatMap((each) => {
      const counted = claim(conflicts, `${each.code} ${each.text}`, each, first);
      return [counted, tallyOf(counted.models, model.slug)];
    });
    byHost.set(host, tallies);
    return tallies;
  };
  /** Below zero, since groups of rows have the numbers above. */
  let served = 0;
  return {
    talliesOf(name, first) {
      const before = known.get(name.judged);
      if (before !== undefined) return before;
      const claims = modelsMeant(name).flatMap((model): readonly Counted<unknown>[] => {
        const terms = termsOf(model, table);
        const open = model.permission === 'unlisted' ? bansOf(terms) : terms.conflicts;
        return [
          ...terms.duties.map((duty) => claim(duties, duty.condition, duty, first)),
          ...open.map((each) => claim(conflicts, `${each.code} ${each.text}`, each, first)),
        ];
      });
      const tallies = claims.flatMap((counted) => [counted, tallyOf(counted.models, name.found.name)]);
      if (known.size < maxKnown) known.set(name.judged, tallies);
      return tallies;
    },
    addServed(models, host, row) {
      served -= 1;
      for (const model of models) countOnce(talliesAt(model, host, row), served, 1);
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

/** Terms that forbid it for some hosts, so that without a known host it is unknown whether they apply. */
function bansAt(model: TermsModel, host: string, table: TermsTable): readonly ConflictFact[] {
  const certain = new Set(
    termsOf(model, table).layers.flatMap(({ id, ifMakerServes }) => (ifMakerServes ? [] : [id])),
  );
  return termsOf(model, table, host).conflicts.filter(
    ({ code, entry }) =>
      code === 'HOST_TERMS_NO' || (code === 'LABEL_YES_TERMS_NO' && entry !== null && !certain.has(entry)),
  );
}

/** Terms that forbid training on a model that the list does not label, such as a retired one. */
function bansOf({ layers }: ModelTerms): readonly ConflictFact[] {
  return layers
    .filter(({ statement }) => statement === 'disallowed')
    .map(({ id, url, evidence, ifMakerServes, summary }) => ({
      code: 'NO_LABEL_TERMS_NO',
      entry: id,
      source: url,
      verified: evidence !== 'weak',
      ifMakerServes,
      text: `No label of this list covers it, and a text forbids it: ${summary}`,
    }));
}

/**
 * Whether the weights of a model that left the list were open is not known: an id that no entry is about says that they may
 * have been, so that the terms of its maker's service apply only if the maker served it.
 */
const notKnown = 'not-known/not-known';

/** The rows of the list that a name means; of retired models, what is left of them. */
function modelsMeant({ found, judged }: NameOfRow): readonly TermsModel[] {
  const { identified, catalog } = judged;
  if (found.kind === 'malformed') return [];
  if (identified !== null && identified.certainty !== 'exact' && identified.certainty !== 'normalised')
    return [];
  return (identified?.slugs ?? [found.name]).flatMap((slug): readonly TermsModel[] => {
    const row = catalog?.resolve(slug).model ?? null;
    if (row !== null) return row.kind === 'model' ? [row] : [];
    if (identified === null) return [];
    const huggingFaceId = identified.by === 'hugging-face' ? found.name : notKnown;
    return [{ slug, huggingFaceId, permission: 'unlisted' }];
  });
}

function claim<Fact extends ClaimFact>(
  claims: Map<string, Counted<Fact>>,
  key: string,
  fact: Fact,
  first: RowPlace,
): Counted<Fact> {
  const ofHost = `${fact.ifMakerServes} ${key}`;
  const entry = claims.get(ofHost) ?? {
    fact,
    first,
    rows: 0,
    group: 0,
    models: new Map(),
    sources: new Map(),
  };
  claims.set(ofHost, entry);
  const { source, verified } = fact;
  entry.sources.set(fact.entry, { entry: fact.entry, source, verified });
  return entry;
}

function tallyOf(models: Map<string, Tally>, name: string): Tally {
  const tally = models.get(name) ?? { rows: 0, group: 0 };
  models.set(name, tally);
  return tally;
}

const urgency: readonly AuditedConflict['code'][] = [
  'LABEL_YES_TERMS_NO',
  'NO_LABEL_TERMS_NO',
  'HOST_TERMS_NO',
  'LABEL_YES_TERMS_CONDITIONAL',
  'LABEL_YES_TERMS_UNKNOWN',
  'LABEL_NO_TERMS_ALLOW',
];

/** By rank, then those that apply, then most rows first. */
function sorted<Fact extends ClaimFact>(
  claims: ReadonlyMap<string, Counted<Fact>>,
  rank: (fact: Fact) => number,
): readonly Counted<Fact>[] {
  return [...claims.values()].toSorted(
    (a, b) =>
      rank(a.fact) - rank(b.fact) ||
      Number(a.fact.ifMakerServes) - Number(b.fact.ifMakerServes) ||
      b.rows - a.rows,
  );
}

function toClaim({ fact, first, rows, models, sources }: Counted<ClaimFact>): TermsClaim {
  return {
    text: fact.text,
    rows,
    models: [...models]
      .map(([model, tally]) => ({ model, rows: tally.rows }))
      .toSorted((a, b) => b.rows - a.rows),
    sources: [...sources.values()],
    ifMakerServes: fact.ifMakerServes,
    first,
  };
}
