import { dayMs } from './catalogs.js';
import type { JudgedRows, JudgeRows, NameOfRow } from './judge-rows.js';
import { createModelSum, type ModelEntry, noteFirst, type SummedModel } from './model-sum.js';
import type { FoundName } from './places/found-name.js';
import type { AuditedPlace, ServedDifference } from './report.js';
import { countOnce, type RowGroup, type Tally } from './row-groups.js';
import type { RowPlace, RowVerdict } from './row-verdict.js';
import type { AuditedTerms, TermsSum } from './terms-sum.js';

/** The sum of the rows of all files that have been read so far. */
export interface RowSum {
  /** Adds groups of a file, and how many lines come before a part of it. */
  readonly add: (file: string, groups: readonly RowGroup[], linesBefore?: (part: number) => number) => void;
  readonly result: () => RowTotals;
}

/** The sum, still with sets and maps. */
export interface RowTotals {
  readonly verdicts: Readonly<Record<RowVerdict, number>>;
  readonly models: readonly SummedModel[];
  /** By file. */
  readonly places: ReadonlyMap<string, readonly AuditedPlace[]>;
  readonly differences: readonly ServedDifference[];
  /** Rows by digest of the list that judged the name that decided. */
  readonly catalogs: ReadonlyMap<string, number>;
  /** Rows by month (`YYYY-MM`) and verdict. */
  readonly months: ReadonlyMap<string, Readonly<Record<RowVerdict, number>>>;
  /** Rows that are older than the list that judged them. */
  readonly older: number;
  readonly terms: AuditedTerms;
}

/** Everything that rows of one file with a name count for, including the model; null if the name does not count. */
interface CountedName {
  readonly entry: ModelEntry | null;
  readonly tallies: readonly Tally[];
}

/** A limit for places and names of all files: far above real numbers, so that they don't fill the memory. */
const maxKept = 50_000;
const maxDifferences = 100;

/** Judges groups of rows and adds them up. The memory that it takes grows with the names, not with the rows. */
export function createRowSum(judge: JudgeRows, terms: TermsSum): RowSum {
  const verdicts = noVerdicts();
  const names = createNameSum(terms);
  const differences = createDifferences();
  const catalogs = new Map<string, number>();
  const months = new Map<number, Record<RowVerdict, number>>();
  let older = 0;
  const addTimes = ({ verdict, worst }: JudgedRows, group: RowGroup): void => {
    if (worst !== null) older += group.older;
    for (let at = 0; at < group.months.length; at += 2) {
      const month = group.months[at] ?? 0;
      const counts = months.get(month) ?? noVerdicts();
      counts[verdict] += group.months[at + 1] ?? 0;
      months.set(month, counts);
    }
  };
  return {
    add(file, added, linesBefore = () => 0) {
      for (const group of added) {
        const judged = judge(group);
        const first = { file, line: linesBefore(group.part) + group.line, offset: group.offset };
        verdicts[judged.verdict] += group.rows;
        const digest = judged.worst?.judged.catalog?.digest;
        if (digest !== undefined) catalogs.set(digest, (catalogs.get(digest) ?? 0) + group.rows);
        names.add(judged, group, first);
        differences.add(judged, group.rows);
        addTimes(judged, group);
      }
    },
    result: () => ({
      verdicts,
      ...names.result(),
      differences: differences.result(),
      catalogs,
      months: new Map([...months].map(([month, counts]) => [nameOfMonth(month), counts])),
      older,
      terms: terms.result(),
    }),
  };
}

interface NameSum {
  readonly add: (judged: JudgedRows, group: RowGroup, first: RowPlace) => void;
  readonly result: () => Pick<RowTotals, 'models' | 'places'>;
}

/** Counts rows by model, by place, and by what licences and terms say. */
function createNameSum(terms: TermsSum): NameSum {
  const models = createModelSum();
  const places = createPlaceSum();
  let groups = 0;
  /** Equal names are mostly the same object, so this map finds quickly what their rows count for. */
  const counted = new Map<NameOfRow, CountedName>();
  let countedFile = '';

  const countName = (name: NameOfRow, period: number, first: RowPlace): CountedName => {
    const { found, counts } = name;
    const entry = counts ? models.modelOf(name, period, first) : null;
    const role = entry?.roles.get(found.role);
    const tallies = [
      // A key with the word "model" in it is a place only where it held one.
      ...(counts || found.certain ? places.talliesOf(first.file, found) : []),
      ...(entry === null ? [] : [entry, ...terms.talliesOf(name, first)]),
      ...(role === undefined ? [] : [role]),
    ];
    if (counted.size >= maxKept) counted.clear();
    counted.set(name, { entry, tallies });
    return { entry, tallies };
  };
  return {
    add({ names, worst }, { rows, period }, first) {
      if (first.file !== countedFile) counted.clear();
      countedFile = first.file;
      groups += 1;
      for (const name of names) {
        const { entry, tallies } = counted.get(name) ?? countName(name, period, first);
        countOnce(tallies, groups, rows);
        if (entry === null) continue;
        noteFirst(entry, first);
        if (name === worst) entry.decides += rows;
      }
      if (worst !== null) return;
      const nameless = models.unnamed(period, first);
      noteFirst(nameless, first);
      nameless.rows += rows;
      nameless.decides += rows;
    },
    result: () => ({ models: models.all(), places: places.result() }),
  };
}

type Counted<T extends { readonly rows: number }> = Omit<T, 'rows'> & { rows: number };
type CountedPlace = Counted<AuditedPlace> & Tally;

interface PlaceSum {
  /** Empty if there are too many places. */
  readonly talliesOf: (file: string, found: FoundName) => readonly Tally[];
  readonly result: () => RowTotals['places'];
}

function createPlaceSum(): PlaceSum {
  /** By file, then by role and place, in the order in which they were found. */
  const files = new Map<string, Map<string, CountedPlace>>();
  let kept = 0;
  return {
    talliesOf(file, { role, place }) {
      const key = `${role} ${place}`;
      const known = files.get(file)?.get(key);
      if (known !== undefined) return [known];
      if (kept >= maxKept) return [];
      kept += 1;
      const places = files.get(file) ?? new Map<string, CountedPlace>();
      const added = { place, role, rows: 0, group: 0 };
      files.set(file, places.set(key, added));
      return [added];
    },
    result: () =>
      new Map(
        [...files].map(([file, places]) => [
          file,
          [...places.values()].map(({ place, role, rows }) => ({ place, role, rows })),
        ]),
      ),
  };
}

interface Differences {
  readonly add: (judged: JudgedRows, rows: number) => void;
  readonly result: () => readonly ServedDifference[];
}

/** Counts rows that were served by another model than the one that was requested. */
function createDifferences(): Differences {
  const differences = new Map<string, Counted<ServedDifference>>();
  return {
    add({ names }, rows) {
      const served = names.find(({ found }) => found.role === 'served' && found.counts);
      if (served === undefined) return;
      for (const { found, judged } of names) {
        if (found.role !== 'requested' || found.counts) continue;
        if (isSameModel(judged, served.judged, found.name, served.found.name)) continue;
        const key = `${found.name}\n${served.found.name}`;
        const known = differences.get(key) ?? { requested: found.name, served: served.found.name, rows: 0 };
        known.rows += rows;
        if (differences.size < maxDifferences) differences.set(key, known);
      }
    },
    result: () => [...differences.values()],
  };
}

function nameOfMonth(firstDay: number): string {
  return new Date(firstDay * dayMs).toISOString().slice(0, 7);
}

function noVerdicts(): Record<RowVerdict, number> {
  return { distillable: 0, 'not-distillable': 0, unknown: 0, unnamed: 0 };
}

/** A response may call the model by another name than the request: by its canonical slug, or by the provider's. */
function isSameModel(one: NameOfRow['judged'], other: NameOfRow['judged'], a: string, b: string): boolean {
  const slugsOf = (judged: NameOfRow['judged'], name: string): readonly string[] => {
    const row = judged.catalog?.resolve(name).model ?? null;
    return row === null ? (judged.identified?.slugs ?? [name]) : [row.slug, row.canonicalSlug ?? row.slug];
  };
  const names = new Set(slugsOf(one, a));
  return a === b || slugsOf(other, b).some((slug) => names.has(slug));
}
