import type { JudgedRows, JudgeRows, NameOfRow } from './judge-rows.js';
import { createModelSum, type SummedModel } from './model-sum.js';
import type { FoundName, Role } from './places/found-name.js';
import type { AuditedPlace, AuditedTerms, RowVerdict, ServedDifference } from './report.js';
import { dayMs, type RowGroup } from './row-groups.js';
import type { TermsSum } from './terms-sum.js';

/** What the rows of all files add up to, as far as they have been read. */
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

/** A place, and the last group that was counted for it: a row counts once, however many names it has there. */
type CountedPlace = Counted<AuditedPlace> & { group: number; readonly order: number };
type PlacesOfFile = Map<Role, Map<string, CountedPlace>>;
type Counted<T extends { readonly rows: number }> = Omit<T, 'rows'> & { rows: number };

/** Places of all files, and days: far more than there should be, so that they don't fill the memory. */
const maxKept = 50_000;
const maxDifferences = 100;

/** Judges groups of rows and adds them up: what is kept grows with the names, not with the rows. */
export function createRowSum(judge: JudgeRows, terms: TermsSum): RowSum {
  const verdicts = noVerdicts();
  const models = createModelSum();
  const places = new Map<string, PlacesOfFile>();
  const differences = new Map<string, Counted<ServedDifference>>();
  const catalogs = new Map<string, number>();
  const months = new Map<string, Record<RowVerdict, number>>();
  let [older, keptPlaces, group] = [0, 0, 0];

  const placeOf = (ofFile: PlacesOfFile, { role, place }: FoundName): CountedPlace | null => {
    const ofRole = ofFile.get(role) ?? new Map<string, CountedPlace>();
    const known = ofRole.get(place);
    if (known !== undefined) return known;
    if (keptPlaces >= maxKept) return null;
    keptPlaces += 1;
    const counted = { place, role, rows: 0, group: 0, order: keptPlaces };
    ofFile.set(role, ofRole.set(place, counted));
    return counted;
  };
  const addPlaces = (file: string, { names }: JudgedRows, rows: number): void => {
    const ofFile: PlacesOfFile = places.get(file) ?? new Map();
    places.set(file, ofFile);
    group += 1;
    for (const { found, counts } of names) {
      // A key with the word "model" in it is a place only where it held one.
      if (!counts && !found.certain) continue;
      const known = placeOf(ofFile, found);
      if (known === null || known.group === group) continue;
      known.group = group;
      known.rows += rows;
    }
  };
  const addDifferences = ({ names }: JudgedRows, rows: number): void => {
    const served = names.find(({ found }) => found.role === 'served' && found.counts);
    for (const { found, judged } of names) {
      if (found.role !== 'requested' || found.counts || served === undefined) continue;
      if (isSameModel(judged, served.judged, found.name, served.found.name)) continue;
      const key = `${found.name}\n${served.found.name}`;
      const known = differences.get(key) ?? { requested: found.name, served: served.found.name, rows: 0 };
      known.rows += rows;
      if (differences.size < maxDifferences) differences.set(key, known);
    }
  };
  const monthNames = new Map<number, string>();
  const monthOf = (day: number): string => {
    const known = monthNames.get(day) ?? new Date(day * dayMs).toISOString().slice(0, 7);
    if (monthNames.size < maxKept) monthNames.set(day, known);
    return known;
  };
  const addTimes = ({ verdict, worst }: JudgedRows, { days }: RowGroup): void => {
    const retrieved = worst?.judged.catalog?.retrievedAt.getTime() ?? 0;
    for (let at = 0; at < days.length; at += 2) {
      const [day = 0, rows = 0] = days.slice(at, at + 2);
      const month = monthOf(day);
      const counts = months.get(month) ?? noVerdicts();
      counts[verdict] += rows;
      months.set(month, counts);
      if (day * dayMs < retrieved) older += rows;
    }
  };
  return {
    add(file, groups, linesBefore = () => 0) {
      for (const group of groups) {
        const judged = judge(group);
        const first = { file, line: linesBefore(group.part) + group.line, offset: group.offset };
        verdicts[judged.verdict] += group.rows;
        const digest = judged.worst?.judged.catalog?.digest;
        if (digest !== undefined) catalogs.set(digest, (catalogs.get(digest) ?? 0) + group.rows);
        models.add(judged, group, first);
        terms.add(judged, group.rows, first);
        addPlaces(file, judged, group.rows);
        addDifferences(judged, group.rows);
        addTimes(judged, group);
      }
    },
    result: () => ({
      verdicts,
      models: models.all(),
      places: new Map([...places].map(([file, ofFile]) => [file, auditedPlaces(ofFile)])),
      differences: [...differences.values()],
      catalogs,
      months,
      older,
      terms: terms.result(),
    }),
  };
}

function auditedPlaces(ofFile: PlacesOfFile): readonly AuditedPlace[] {
  const all = [...ofFile.values()].flatMap((ofRole) => [...ofRole.values()]);
  all.sort((one, other) => one.order - other.order);
  return all.map(({ place, role, rows }) => ({ place, role, rows }));
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
