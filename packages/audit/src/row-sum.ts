import type { Identification } from '@distillable/catalog';
import type { JudgedRows, JudgeRows, NameOfRow } from './judge-rows.js';
import type { FoundName, Role } from './places/found-name.js';
import type { RowCode, RowPlace, RowVerdict } from './report.js';
import type { RowGroup } from './row-groups.js';

/** What the rows of all files add up to, as far as they have been read. */
export interface RowSum {
  /** Adds groups of a file, of which the first line of a part comes after so many lines. */
  readonly add: (file: string, groups: readonly RowGroup[], linesBefore?: number) => void;
  readonly result: () => RowTotals;
}

/** The sum, still with sets and maps. */
export interface RowTotals {
  readonly verdicts: Readonly<Record<RowVerdict, number>>;
  readonly models: readonly SummedModel[];
  readonly places: readonly SummedPlace[];
  readonly differences: readonly SummedDifference[];
  /** Rows by digest of the list that judged the name that decided. */
  readonly catalogs: ReadonlyMap<string, number>;
  /** Rows by month (`YYYY-MM`) and verdict. */
  readonly months: ReadonlyMap<string, Readonly<Record<RowVerdict, number>>>;
  /** Rows that are older than the list that judged them. */
  readonly older: number;
}

/** Rows that name the same model and were judged alike. */
export interface SummedModel {
  /** Null for rows that name none. */
  readonly name: string | null;
  readonly kind: FoundName['kind'];
  readonly period: number;
  readonly verdict: RowVerdict;
  readonly code: RowCode;
  readonly message: string;
  readonly author: string | null;
  readonly identified: Identification | null;
  readonly catalogs: ReadonlySet<string>;
  readonly first: RowPlace;
  readonly rows: number;
  /** Rows whose verdict rests on this name. */
  readonly decides: number;
  readonly roles: ReadonlyMap<Role, number>;
  readonly places: ReadonlySet<string>;
}

/** A place of a file that names models. */
export interface SummedPlace {
  readonly file: string;
  readonly place: string;
  readonly role: Role;
  readonly rows: number;
}

/** Rows of which another model was served than requested. */
export interface SummedDifference {
  readonly requested: string;
  readonly served: string;
  readonly rows: number;
}

type Writable<T> = { -readonly [Key in keyof T]: T[Key] };
interface ModelEntry extends Writable<SummedModel> {
  readonly catalogs: Set<string>;
  readonly roles: Map<Role, number>;
  readonly places: Set<string>;
}

/** Far more than there are models: a column with more names is hardly a model's, and must not fill the memory. */
const maxNames = 50_000;
/** Of one model, and of differences. */
const maxListed = 100;
const dayMs = 86_400_000;

/** Judges groups of rows and adds them up: what is kept grows with the names, not with the rows. */
export function createRowSum(judge: JudgeRows): RowSum {
  const verdicts = noVerdicts();
  const models = new Map<string, ModelEntry>();
  const places = new Map<string, Writable<SummedPlace>>();
  const differences = new Map<string, Writable<SummedDifference>>();
  const catalogs = new Map<string, number>();
  const months = new Map<string, Record<RowVerdict, number>>();
  let older = 0;

  /** Threads hand over the same names again and again: what was judged once is found at once. */
  const byJudgement = new Map<NameOfRow['judged'], ModelEntry>();
  const modelEntry = (name: NameOfRow | null, period: number, first: RowPlace): ModelEntry => {
    const before = name === null ? undefined : byJudgement.get(name.judged);
    if (before !== undefined) return before;
    const { key, entry } = describe(name, period, first);
    const known = models.get(key) ?? (models.size < maxNames ? entry : otherNames(models, first));
    if (known === entry) models.set(key, entry);
    if (name !== null && byJudgement.size < maxNames) byJudgement.set(name.judged, known);
    return known;
  };
  const addNames = ({ names, worst }: JudgedRows, group: RowGroup, first: RowPlace): void => {
    const seen = new Set<ModelEntry>();
    const seenRoles = new Set<string>();
    for (const name of names) {
      if (!name.counts) continue;
      const { found, judged } = name;
      const entry = modelEntry(name, group.period, first);
      if (!seen.has(entry)) entry.rows += group.rows;
      seen.add(entry);
      const roleKey = `${found.role} ${entry.name}`;
      if (!seenRoles.has(roleKey))
        entry.roles.set(found.role, (entry.roles.get(found.role) ?? 0) + group.rows);
      seenRoles.add(roleKey);
      if (entry.places.size < maxListed) entry.places.add(found.place);
      if (judged.catalog !== null) entry.catalogs.add(judged.catalog.digest);
      if (name === worst) entry.decides += group.rows;
    }
    if (worst !== null) return;
    const unnamed = modelEntry(null, group.period, first);
    unnamed.rows += group.rows;
    unnamed.decides += group.rows;
  };
  const addPlaces = (file: string, { names }: JudgedRows, rows: number): void => {
    const seen = new Set<string>();
    for (const { found, counts } of names) {
      // A key with the word "model" in it is a place only where it held one.
      if (!counts && !found.certain) continue;
      const key = `${file}\n${found.place}\n${found.role}`;
      if (seen.has(key)) continue;
      seen.add(key);
      const place = places.get(key) ?? { file, place: found.place, role: found.role, rows: 0 };
      place.rows += rows;
      if (places.size < maxNames) places.set(key, place);
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
      if (differences.size < maxListed) differences.set(key, known);
    }
  };
  const monthNames = new Map<number, string>();
  const monthOf = (day: number): string => {
    const known = monthNames.get(day) ?? new Date(day * dayMs).toISOString().slice(0, 7);
    if (monthNames.size < maxNames) monthNames.set(day, known);
    return known;
  };
  const addTimes = ({ verdict, worst }: JudgedRows, { days }: RowGroup): void => {
    const retrieved = worst?.judged.catalog?.retrievedAt.getTime() ?? 0;
    for (const [day, rows] of days) {
      const month = monthOf(day);
      const counts = months.get(month) ?? noVerdicts();
      counts[verdict] += rows;
      months.set(month, counts);
      if (day * dayMs < retrieved) older += rows;
    }
  };
  return {
    add(file, groups, linesBefore = 0) {
      for (const group of groups) {
        const judged = judge(group);
        const first = { file, line: linesBefore + group.line, offset: group.offset };
        verdicts[judged.verdict] += group.rows;
        const digest = judged.worst?.judged.catalog?.digest;
        if (digest !== undefined) catalogs.set(digest, (catalogs.get(digest) ?? 0) + group.rows);
        addNames(judged, group, first);
        addPlaces(file, judged, group.rows);
        addDifferences(judged, group.rows);
        addTimes(judged, group);
      }
    },
    result: () => ({
      verdicts,
      models: [...models.values()],
      places: [...places.values()],
      differences: [...differences.values()],
      catalogs,
      months,
      older,
    }),
  };
}

function noVerdicts(): Record<RowVerdict, number> {
  return { distillable: 0, 'not-distillable': 0, unknown: 0, unnamed: 0 };
}

function describe(
  name: NameOfRow | null,
  period: number,
  first: RowPlace,
): { key: string; entry: ModelEntry } {
  const empty = {
    period,
    first,
    rows: 0,
    decides: 0,
    catalogs: new Set<string>(),
    roles: new Map(),
    places: new Set<string>(),
  };
  if (name === null) return { key: 'unnamed', entry: { ...empty, ...unnamed } };
  const { found, judged } = name;
  const { verdict, code, message, author, identified } = judged;
  return {
    key: `${verdict} ${code} ${found.kind} ${found.name}`,
    entry: { ...empty, name: found.name, kind: found.kind, verdict, code, message, author, identified },
  };
}

const unnamed = {
  name: null,
  kind: 'name',
  verdict: 'unnamed',
  code: 'MODEL_NOT_NAMED',
  message:
    'These rows name no model, so nothing proves that their text may be used. If they do name one, say where (modelFields, or --model-field). If you know it, declare it (assumeModel, or --assume-model).',
  author: null,
  identified: null,
} as const;

function otherNames(models: Map<string, ModelEntry>, first: RowPlace): ModelEntry {
  const known = models.get('others');
  if (known !== undefined) return known;
  const entry: ModelEntry = {
    ...unnamed,
    name: '(other names)',
    verdict: 'unknown',
    code: 'UNKNOWN_MODEL',
    message: `There are more than ${maxNames} different names, so the rest are not listed one by one. A place with so many is hardly a model's: exclude it (ignoreFields, or --ignore-field).`,
    period: 0,
    first,
    rows: 0,
    decides: 0,
    catalogs: new Set(),
    roles: new Map(),
    places: new Set(),
  };
  models.set('others', entry);
  return entry;
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
