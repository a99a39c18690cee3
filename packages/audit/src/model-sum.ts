import type { Identification } from '@distillable/catalog';
import type { NameOfRow } from './judge-rows.js';
import type { FoundName, Role } from './places/found-name.js';
import type { Tally } from './row-groups.js';
import type { RowCode, RowPlace, RowVerdict } from './row-verdict.js';

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

/** The sum of the rows, by the models that they name. */
export interface ModelSum {
  /** The counter for rows with a name. `first`: the first of them. */
  readonly modelOf: (name: NameOfRow, period: number, first: RowPlace) => ModelEntry;
  /** The counter for rows that name no model. */
  readonly unnamed: (period: number, first: RowPlace) => ModelEntry;
  readonly all: () => readonly SummedModel[];
}

/** A model while rows are counted for it, and for each of its roles. */
export type ModelEntry = {
  -readonly [Key in Exclude<keyof SummedModel, 'roles'>]: SummedModel[Key];
} & Tally & {
    readonly catalogs: Set<string>;
    readonly roles: Map<Role, Tally>;
    readonly places: Set<string>;
  };

/** The verdict on the name of an entry. */
type Said = Pick<SummedModel, 'name' | 'kind' | 'verdict' | 'code' | 'message' | 'author' | 'identified'>;

/** Far more than there are models: a column with more names is hardly a model's, and must not fill the memory. */
const maxNames = 50_000;
/** Of one model. */
const maxPlaces = 100;

export function createModelSum(): ModelSum {
  const entries = new Map<string, ModelEntry>();
  const entryOf = (key: string, said: Said, period: number, first: RowPlace): ModelEntry => {
    const known = entries.get(key);
    if (known !== undefined) return known;
    const { name, kind, verdict, code, message, author, identified } = said;
    // Not by a spread: each entry would have a hidden layout of its own, and counting in it would be slow.
    const entry: ModelEntry = {
      name,
      kind,
      verdict,
      code,
      message,
      author,
      identified,
      period,
      first,
      rows: 0,
      decides: 0,
      catalogs: new Set<string>(),
      roles: new Map<Role, Tally>(),
      places: new Set<string>(),
      group: 0,
    };
    entries.set(key, entry);
    return entry;
  };
  return {
    modelOf(name, period, first) {
      const said = saidOf(name);
      const key = `${said.verdict} ${said.code} ${said.kind} ${said.name}`;
      const hasRoom = entries.has(key) || entries.size < maxNames;
      const entry = hasRoom
        ? entryOf(key, said, period, first)
        : entryOf('others', otherNames, period, first);
      const { found, judged } = name;
      if (entry.places.size < maxPlaces) entry.places.add(found.place);
      if (judged.catalog !== null) entry.catalogs.add(judged.catalog.digest);
      if (!entry.roles.has(found.role)) entry.roles.set(found.role, { rows: 0, group: 0 });
      return entry;
    },
    unnamed: (period, first) => entryOf('unnamed', unnamed, period, first),
    all: () =>
      [...entries.values()].map((entry) => ({
        ...entry,
        roles: new Map([...entry.roles].map(([role, { rows }]) => [role, rows])),
      })),
  };
}

/** Parts of a file may be added in any order. */
export function noteFirst(entry: ModelEntry, place: RowPlace): void {
  if (place.file === entry.first.file && place.line < entry.first.line) entry.first = place;
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
