import type { Identification, namesTable } from '@distillable/catalog';
import type { Policy } from '@distillable/core';
import type { NamedFields } from './fields/row-fields.js';
import type { AcceptedIdentification } from './judge.js';
import type { LedgerComparison } from './ledger-check.js';
import type { NamedOutside } from './outside/judge-descriptions.js';
import type { Role } from './places/found-name.js';
import type { AuditFormat } from './read/reader.js';
import type { RowCode, RowPlace, RowVerdict } from './row-verdict.js';
import type { AuditedTerms } from './terms-sum.js';
import type { WrittenFile } from './write/output-file.js';

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
  /** The number of rows whose verdict this name decides: a row is as good as its worst name. */
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
  /** The meaning of the name; null if it is a slug of the list, or if there is no name. */
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
  /** The role of the models that are named there. */
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

/** Everything that the user declared or excluded. None of it was found in the data. */
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
  /** Further proofs that were accepted besides exact names. */
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
  /** Size of the file as it is, compressed or not; for a stream, the bytes that were read. Null if it is not known. */
  readonly bytes: number | null;
  /** How many of them were read: of Parquet only the columns that matter. Null where it was not counted. */
  readonly bytesRead: number | null;
  /** Of these bytes: 64 hexadecimal digits. Null where they were not all read, as of a dataset on a hub. */
  readonly sha256: string | null;
  /** Where its rows name models. */
  readonly places: readonly AuditedPlace[];
  /** Columns that look as if a model wrote them, but name none as a value. */
  readonly suspiciousColumns: readonly string[];
  /** For people: what to do about them. Null if there are none, or if the model of the file was declared. */
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
  /** The fault, as a clause. It repeats nothing from the row. */
  readonly message: string;
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
  /** That are older than the list that judged them: at that time the labels may have been different. */
  readonly older: number;
}

/** The report of an audit; `distillable audit --json` prints it as it is. */
export interface AuditReport {
  /** Of this format. */
  readonly schemaVersion: 2;
  /** ISO 8601, UTC. */
  readonly generatedAt: string;
  /** Of `@distillable/audit`. */
  readonly version: string;
  /** In the order in which they were read. */
  readonly files: readonly AuditedFile[];
  /** Inputs that could not be read to their end. The rest of the report does not cover them. */
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
  /** The user's declarations about the data. They are not facts that were found in it. */
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
  /** Duties and open questions of the models. None of them changes a verdict. */
  readonly terms: AuditedTerms;
  /** A note on what the labels prove, for people. */
  readonly caveat: string;
}
