import type { Identification } from '@distillable/catalog';
import type { JudgedRows, NameOfRow } from './judge-rows.js';
import type { FoundName, Role } from './places/found-name.js';
import type { RowCode, RowPlace, RowVerdict } from './report.js';
import type { RowGroup } from './row-groups.js';

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

/** What the rows add up to by the models that they name. */
export interface ModelSum {
  /** Adds the rows of a group. `first`: the first of them. */
  readonly add: (judged: JudgedRows, group: RowGroup, first: RowPlace) => void;
  readonly all: () => readonly SummedModel[];
}

type Entry = { -readonly [Key in keyof SummedModel]: SummedModel[Key] } & {
  readonly catalogs: Set<string>;
  readonly roles: Map<Role, number>;
  readonly places: Set<string>;
  /** The last group that was counted, and in which roles: sets for each group would take longer than all the rest. */
  group: number;
  readonly rolesOfGroup: Role[];
};

/** What is said of the name of an entry. */
type Said = Pick<SummedModel, 'name' | 'kind' | 'verdict' | 'code' | 'message' | 'author' | 'identified'>;

/** Far more than there are models: a column with more names is hardly a model's, and must not fill the memory. */
const maxNames = 50_000;
/** Of one model. */
const maxPlaces = 100;

export function createModelSum(): ModelSum {
  const entries = new Map<string, Entry>();
  /** Threads hand over the same names again and again: what was judged once is found at once. */
  const byJudgement = new Map<NameOfRow['judged'], Entry>();

  const entryOf = (key: string, said: Said, period: number, first: RowPlace): Entry => {
    const known = entries.get(key);
    if (known !== undefined) return notePlace(known, first);
    const entry = {
      ...said,
      period,
      first,
      rows: 0,
      decides: 0,
      catalogs: new Set<string>(),
      roles: new Map<Role, number>(),
      places: new Set<string>(),
      group: 0,
      rolesOfGroup: [],
    };
    entries.set(key, entry);
    return entry;
  };
  const named = (name: NameOfRow, period: number, first: RowPlace): Entry => {
    const before = byJudgement.get(name.judged);
    if (before !== undefined) return notePlace(before, first);
    const said = saidOf(name);
    const key = `${said.verdict} ${said.code} ${said.kind} ${said.name}`;
    const hasRoom = entries.has(key) || entries.size < maxNames;
    const entry = hasRoom ? entryOf(key, said, period, first) : entryOf('others', otherNames, period, first);
    if (byJudgement.size < maxNames) byJudgement.set(name.judged, entry);
    return entry;
  };
  const addName = (entry: Entry, { found, judged }: NameOfRow): void => {
    if (entry.places.size < maxPlaces) entry.places.add(found.place);
    if (judged.catalog !== null) entry.catalogs.add(judged.catalog.digest);
  };
  let group = 0;
  /** A row counts once for a model, and once for each of its roles, in however many places it is named. */
  const addRows = (entry: Entry, role: Role, rows: number): void => {
    if (entry.group !== group) {
      entry.group = group;
      entry.rolesOfGroup.length = 0;
      entry.rows += rows;
    }
    if (entry.rolesOfGroup.includes(role)) return;
    entry.rolesOfGroup.push(role);
    entry.roles.set(role, (entry.roles.get(role) ?? 0) + rows);
  };
  return {
    add({ names, worst }, { rows, period }, first) {
      group += 1;
      for (const name of names) {
        if (!name.counts) continue;
        const entry = named(name, period, first);
        addName(entry, name);
        addRows(entry, name.found.role, rows);
        if (name === worst) entry.decides += rows;
      }
      if (worst !== null) return;
      const nameless = entryOf('unnamed', unnamed, period, first);
      nameless.rows += rows;
      nameless.decides += rows;
    },
    all: () => [...entries.values()],
  };
}

/** Parts of a file may be added in any order. */
function notePlace(entry: Entry, { file, line, offset }: RowPlace): Entry {
  if (file === entry.first.file && line < entry.first.line) entry.first = { file, line, offset };
  return entry;
}

function saidOf({ found, judged }: NameOfRow): Said {
  const { verdict, code, message, author, identified } = judged;
  return { name: found.name, kind: found.kind, verdict, code, message, author, identified };
}

const unnamed: Said = {
  name: null,
  kind: 'name',
  verdict: 'unnamed',
  code: 'MODEL_NOT_NAMED',
  message:
    'These rows name no model, so nothing proves that their text may be used. If they do name one, say where (modelFields, or --model-field). If you know it, declare it (assumeModel, or --assume-model).',
  author: null,
  identified: null,
};

const otherNames: Said = {
  name: '(other names)',
  kind: 'name',
  verdict: 'unknown',
  code: 'UNKNOWN_MODEL',
  message: `There are more than ${maxNames} different names, so the rest are not listed one by one. A place with so many is hardly a model's: exclude it (ignoreFields, or --ignore-field).`,
  author: null,
  identified: null,
};
