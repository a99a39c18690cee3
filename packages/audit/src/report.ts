import type { Duty, Identification, namesTable, TermsConflict, TermsTable } from '@distillable/catalog';
import type { Policy, ReferenceCode } from '@distillable/core';
import type { NamedFields } from './fields/row-fields.js';
import type { Role } from './places/found-name.js';
import type { AuditFormat } from './read/reader.js';
import type { WrittenFile } from './write/output-file.js';

/**
 * What an audit says about a row: the model's author has allowed training on its text; has not; nothing proves either;
 * or the row names no model.
 */
export type RowVerdict = 'distillable' | 'not-distillable' | 'unknown' | 'unnamed';

/** Why a row has its verdict: the codes of a reference, and those that only an audit has. */
export type RowCode =
  | ReferenceCode
  /** The row names no model. */
  | 'MODEL_NOT_NAMED'
  /** With several lists: the row has no time, or one before the oldest list. */
  | 'NO_CATALOG_AT_TIME'
  /** The name is close to that of a model, but not exactly one of its names. */
  | 'NAME_NOT_EXACT'
  /** The model is known, but not in the list any more. */
  | 'MODEL_RETIRED'
  /** Only the maker of the model is certain. */
  | 'AUTHOR_ONLY'
  /** The same, and no model of that maker is distillable. */
  | 'AUTHOR_NOT_DISTILLABLE'
  /** The same, all models of that maker are distillable, and the user accepts that as proof. */
  | 'ACCEPTED_BY_AUTHOR';

/** The place of a row. */
export interface RowPlace {
  /** As it was given; `-` is stdin. */
  readonly file: string;
  /** From 1: the line of JSONL and CSV, otherwise the number of the row. */
  readonly line: number;
  /** Byte offset of the line in the decompressed file; null if the format has none. */
  readonly offset: number | null;
}

/** All rows that name the same model and were judged alike. A row with several models is in several entries. */
export interface AuditedModel {
  /** As the rows spell it; null for rows that name none. */
  readonly model: string | null;
  /** The author of the model; null if it is not known. */
  readonly author: string | null;
  /** How many there are. */
  readonly rows: number;
  /** Of all rows that could be read, 0 to 1. */
  readonly share: number;
  /** Of how many rows this name decides the verdict: a row is as good as its worst name. */
  readonly decides: number;
  /** In which roles the rows name it, and how many rows do so. */
  readonly roles: Readonly<Partial<Record<Role, number>>>;
  /** Where the rows name it: the first 100 places. */
  readonly places: readonly string[];
  /** The verdict on the name. */
  readonly verdict: RowVerdict;
  /** Why. */
  readonly code: RowCode;
  /** The same for people, with what to do about it. */
  readonly message: string;
  /** What the name means; null if it is a slug of the list, or if there is no name. */
  readonly identified: Identification | null;
  /** Slugs of distillable models for future requests, nearest first. They never mean that this data is theirs. */
  readonly alternatives: readonly string[];
  /** Digests of the lists that judged these rows; several if each row is judged by the list of its time. */
  readonly catalogs: readonly string[];
  /** The first of them. */
  readonly first: RowPlace;
}

/** A place where the rows of a file name models. */
export interface AuditedPlace {
  /** As a path: `completions[].model`, `scores.{key}`. */
  readonly place: string;
  /** What the models named there did. */
  readonly role: Role;
  /** How many rows name a model there. */
  readonly rows: number;
}

/** Rows whose response came from another model than requested. The served one counts. */
export interface ServedDifference {
  /** The model that the rows say was requested, as they spell it. */
  readonly requested: string;
  /** The model that they say responded, as they spell it. */
  readonly served: string;
  /** How many there are. */
  readonly rows: number;
}

/**
 * A model that a file beside the data names: a dataset card, the pipeline that made it, a description. It says something
 * about the data, and may be wrong: no row is judged by it.
 */
export interface OutsideModel {
  /** The file; of a dataset on the Hub, its address. */
  readonly file: string;
  /** The first line that names it, from 1. */
  readonly line: number;
  /** As it is spelled there. */
  readonly model: string;
  /** Of the model, by the newest list; `unknown` where the spelling is only close. */
  readonly verdict: Exclude<RowVerdict, 'unnamed'>;
  /** Why. */
  readonly code: RowCode;
  /** The same for people. */
  readonly message: string;
  /** What the name means; null if it is a slug of the list. */
  readonly identified: Identification | null;
}

/** What the files beside the data name. */
export interface NamedOutside {
  /** Files that were looked at, each to its first 64 KiB. */
  readonly files: readonly string[];
  /** Files that could not be read. */
  readonly unread: readonly {
    /** As it was found. */
    readonly file: string;
    /** Why it could not be read, for people. */
    readonly message: string;
  }[];
  /** Each model once for each file, in the order of the files: the first 1,000. */
  readonly models: readonly OutsideModel[];
  /** What to do about them, for people; null if none is named. */
  readonly advice: string | null;
}

/** What is accepted as proof beside an exact name: a close spelling, or that all models of the author are distillable. */
export const acceptedIdentifications = ['normalised', 'author'] as const;

/** One of {@link acceptedIdentifications}. */
export type AcceptedIdentification = (typeof acceptedIdentifications)[number];

/** What the user declared or excluded. None of it was found in the data. */
export interface Declarations {
  /** The model of files that name none; null without one. */
  readonly assumedModel: string | null;
  /** Files to which this applied. */
  readonly assumedIn: readonly string[];
  /** Spellings that were declared to mean a slug, as far as they occurred. */
  readonly names: Readonly<Record<string, string>>;
  /** Places that were named as holding models. */
  readonly modelFields: readonly string[];
  /** Places that were left out. */
  readonly ignoredFields: readonly string[];
  /** Roles that did not count. */
  readonly ignoredRoles: readonly Role[];
  /** What was accepted as proof beside exact names. */
  readonly accepted: readonly AcceptedIdentification[];
}

/** How the audit was run, beside {@link Declarations}. */
export interface AuditSettings {
  /** The lists of the policy that judged. Its other fields are about requests. */
  readonly policy: Pick<Policy, 'allow' | 'deny'>;
  /** Of all files; null where each was found by its name or its first bytes. */
  readonly format: AuditFormat | null;
  /** Where rows have their time, id and text, as far as that was given. */
  readonly fields: NamedFields;
  /** Whether each row was judged by the list of its own time. */
  readonly byTime: boolean;
  /** Whether the rows of `out` were annotated. */
  readonly annotate: boolean;
}

/** A model list that rows were judged by. */
export interface AuditCatalog {
  /** Lists with the same digest judge alike. */
  readonly digest: string;
  /** ISO 8601, UTC. */
  readonly retrievedAt: string;
  /** Base URL of the API that it was retrieved from. */
  readonly url: string;
  /** Set if its permissions are a sample: the text to show wherever a verdict is shown. */
  readonly sample: string | null;
  /** How many rows it judged. */
  readonly rows: number;
}

/** A file that was read. */
export interface AuditedFile {
  /** As it was given; `-` is stdin. */
  readonly file: string;
  /** The format that it was read as; `csv` also for tabs. */
  readonly format: 'jsonl' | 'json' | 'csv' | 'parquet';
  /** How many rows could be read. */
  readonly rows: number;
  /** How many could not. */
  readonly corrupt: number;
  /** Size of the file as it is, compressed or not; of a stream, what was read. Null if it is not known. */
  readonly bytes: number | null;
  /** How many of them were read: of Parquet only the columns that matter. Null where it was not counted. */
  readonly bytesRead: number | null;
  /** Of these bytes: 64 hexadecimal digits. Null where they were not all read, as of a dataset on a hub. */
  readonly sha256: string | null;
  /** Where its rows name models. */
  readonly places: readonly AuditedPlace[];
  /** Columns that look as if a model wrote them, but name none as a value. */
  readonly suspiciousColumns: readonly string[];
  /** What to do about them, for people; null without any, and where the model of the file was declared. */
  readonly advice: string | null;
}

/** An input that could not be read to its end. The rows before that place count. */
export interface UnreadInput {
  /** As it was given; `-` is stdin. */
  readonly file: string;
  /** Why, for programs: the code of what went wrong, such as `PARQUET_TOO_LARGE`, or `INPUT_UNREADABLE`. */
  readonly code: string;
  /** The same for people. */
  readonly message: string;
}

/** A row that could not be read. */
export interface CorruptRow extends RowPlace {
  /** What is wrong with it, as a clause. It repeats nothing of what the row holds. */
  readonly message: string;
}

/** A row that contradicts the ledger. */
export interface LedgerFinding extends RowPlace {
  /** `not-verified`: the ledger has the response, but says that it was not verified when it arrived. */
  readonly kind: 'missing' | 'not-verified' | 'text-differs' | 'model-differs';
  /** The id of the generation that the row names; null if it names none. */
  readonly id: string | null;
}

/** The rows of a month. */
export interface AuditMonth {
  /** `YYYY-MM`, UTC. */
  readonly month: string;
  /** How many rows have each verdict. */
  readonly rows: Readonly<Record<RowVerdict, number>>;
}

/** How many rows an audit read. */
export interface AuditTotals {
  /** That could be read. */
  readonly rows: number;
  /** How many of these have each verdict. */
  readonly verdicts: Readonly<Record<RowVerdict, number>>;
  /** That could not be read. */
  readonly corrupt: number;
  /** That are older than the list that judged them: what it says may not have been so then. */
  readonly older: number;
}

/** What ledgers say about the rows of an audit. */
export interface LedgerComparison {
  /** In the order in which they were given. */
  readonly ledgers: readonly {
    /** As it was given; `-` is stdin. */
    readonly file: string;
    /** Its last entry, which stands for its whole chain, as it was then. */
    readonly head: {
      /** Number of the entry, from 1; 0 if there is none. */
      readonly seq: number;
      /** SHA-256 of the entry: 64 hexadecimal digits. */
      readonly hash: string;
    };
  }[];
  /** Rows that it has as they are. */
  readonly matched: number;
  /** Rows that it does not have. */
  readonly missing: number;
  /** Rows whose text is not the one that was generated. */
  readonly textDiffers: number;
  /** Rows that name another model than the one that generated them. */
  readonly modelDiffers: number;
  /** Rows of responses that were not verified. */
  readonly notVerified: number;
  /** The first `maxPlaces` rows that contradict it. */
  readonly findings: readonly LedgerFinding[];
}

/** What a duty or a conflict rests on: an entry of the table of terms. */
export type TermsBasis = Pick<TermsConflict, 'entry' | 'source' | 'verified'>;

/** What a text says about models that rows name. */
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

/** What a user of the rows owes. */
export type AuditedDuty = TermsClaim & Pick<Duty, 'condition' | 'binding'>;

/** Where a text differs from OpenRouter's label, or was not read. */
export type AuditedConflict = TermsClaim & {
  /** How they differ; `NO_LABEL_TERMS_NO`: the text forbids what no list labels. */
  readonly code: TermsConflict['code'] | 'NO_LABEL_TERMS_NO';
};

/** What licences and terms say about the models that rows name. Which host served them is not known. */
export interface AuditedTerms {
  /** The table that says so. */
  readonly table: Pick<TermsTable, 'date' | 'digest'>;
  /** Those that bind first, then those that apply whatever host served, then by rows. */
  readonly duties: readonly AuditedDuty[];
  /** Most urgent first, then those that apply whatever host served, then by rows. */
  readonly conflicts: readonly AuditedConflict[];
}

/** What an audit found; `distillable audit --json` prints it as it is. */
export interface AuditReport {
  /** Of this format. */
  readonly schemaVersion: 2;
  /** ISO 8601, UTC. */
  readonly generatedAt: string;
  /** Of `@distillable/audit`. */
  readonly version: string;
  /** In the order in which they were read. */
  readonly files: readonly AuditedFile[];
  /** Inputs that could not be read to their end, so that the rest says nothing of them. */
  readonly unread: readonly UnreadInput[];
  /** Of all files. */
  readonly totals: AuditTotals;
  /** Worst verdict first, then by rows. */
  readonly models: readonly AuditedModel[];
  /** The 100 most frequent. */
  readonly differences: readonly ServedDifference[];
  /** Models that are named beside the data, not in its rows. No row is judged by them. */
  readonly outside: NamedOutside;
  /** The files that were written; null where none was asked for. */
  readonly outputs: {
    /** The rows that are proven distillable. */
    readonly out: WrittenFile | null;
    /** The other rows. */
    readonly rejects: WrittenFile | null;
  };
  /** What the user said about the data: declarations, not facts found in it. */
  readonly declarations: Declarations;
  /** How it was run. */
  readonly settings: AuditSettings;
  /** The table by which names were identified. */
  readonly namesTable: Pick<typeof namesTable, 'digest' | 'date'>;
  /** The lists that judged, oldest first. */
  readonly catalogs: readonly AuditCatalog[];
  /** In order; null if no row has a time. */
  readonly timeline: readonly AuditMonth[] | null;
  /** The first `maxPlaces`; `totals.corrupt` counts all. */
  readonly corrupt: readonly CorruptRow[];
  /** Null without a ledger. */
  readonly ledger: LedgerComparison | null;
  /** What the models owe, and leave open. None of it changes a verdict. */
  readonly terms: AuditedTerms;
  /** What the labels are worth, for people. */
  readonly caveat: string;
}
