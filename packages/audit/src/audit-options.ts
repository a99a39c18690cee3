import { type CatalogSnapshot, checkOptions, type OptionRule, type TermsTable } from '@distillable/catalog';
import { type Policy, policyRules } from '@distillable/core';
import { auditError } from './audit-error.js';
import type { NamedFields } from './fields/row-fields.js';
import { type AcceptedIdentification, acceptedIdentifications } from './judge.js';
import { createNameCollector, type PlaceOptions } from './places/collect-names.js';
import { type Role, roles } from './places/found-name.js';
import { type HubOptions, hubRules } from './read/hub/hub-client.js';
import type { AuditFormat } from './read/reader.js';

/** Options of {@link audit}. */
export interface AuditOptions {
  /**
   * The model list that judges all rows; or several, such as {@link readArchive} reads: then each row is judged by the
   * newest that had been retrieved at the row's own time. Rows without a time, or from before the oldest list, are
   * `unknown` then.
   */
  readonly snapshots: CatalogSnapshot | readonly CatalogSnapshot[];
  /** Models that its `allow` and `deny` lists reject are not distillable; its other fields do not count. @default no lists */
  readonly policy?: Policy | undefined;
  /** The format of all inputs. @default by the name of each, or else by its first bytes */
  readonly format?: AuditFormat | undefined;
  /**
   * Further places where rows name models, such as `meta.generator` or `samples[].llm`. They count like the known ones.
   * @default none
   */
  readonly modelFields?: readonly string[] | undefined;
  /** Places that name no model that took part. The report lists them. @default none */
  readonly ignoreFields?: readonly string[] | undefined;
  /** Roles that don't count. The report lists them. @default none */
  readonly ignoreRoles?: readonly Role[] | undefined;
  /** The model of all rows of files that name none: a declaration, which the report shows as such. @default none */
  readonly assumeModel?: string | undefined;
  /** Spellings that you know to mean a slug: declarations, which the report shows as such. @default none */
  readonly names?: Readonly<Record<string, string>> | undefined;
  /**
   * Further proofs besides an exact name. `normalised`: a spelling that is only close to one. `author`: that all models of
   * the same author are distillable, for models that are no longer in a list. The report lists them. @default nothing
   */
  readonly accept?: readonly AcceptedIdentification[] | undefined;
  /** Where rows have their time, id and text, as dotted paths. @default found by name, in each file separately */
  readonly fields?: NamedFields | undefined;
  /** Files with ledgers: rows that contradict all of them together become findings. @default none */
  readonly ledgers?: readonly string[] | undefined;
  /**
   * A file for the rows that are proven distillable: Parquet if its name ends in `.parquet`, otherwise JSONL, gzipped if
   * it ends in `.gz`. Lines of JSONL are copied byte for byte. @default none
   */
  readonly out?: string | undefined;
  /** A file for all other rows, including corrupt ones. @default none */
  readonly rejects?: string | undefined;
  /**
   * Whether the rows of `out` get a field `distillable_audit` with verdict, place, name and list, as those of `rejects`
   * always do. @default false
   */
  readonly annotate?: boolean | undefined;
  /** How the Hugging Face Hub is reached. @default https://huggingface.co without a token */
  readonly hub?: HubOptions | undefined;
  /** The table of licences and terms, for the duties and conflicts of the report. @default builtInTerms() */
  readonly terms?: TermsTable | undefined;
  /**
   * Whether the files beside the data that describe it are read too: `skip` where the inputs alone may be opened.
   * @default 'read'
   */
  readonly descriptions?: 'read' | 'skip' | undefined;
  /**
   * What happens when one of several inputs can't be read to its end: `throw`, or `skip` to go on with the others. The
   * report lists it then, and no output is written. If none can be read, the first error is thrown.
   *
   * @default 'throw'
   */
  readonly unreadable?: 'throw' | 'skip' | undefined;
  /** How many threads read a large JSONL file, including the calling one. @default one per core, at most 4 */
  readonly threads?: number | undefined;
  /** How many corrupt rows, and how many findings of the ledger, are listed; all are counted. @default 1000 */
  readonly maxPlaces?: number | undefined;
  /** Called whenever a piece has been read. */
  readonly onProgress?: ((progress: AuditProgress) => void) | undefined;
  /** The clock, in milliseconds since the epoch. @default Date.now */
  readonly now?: (() => number) | undefined;
}

/** How far an audit has come. */
export interface AuditProgress {
  /** Read so far, corrupt ones included. */
  readonly rows: number;
  /** Read so far, compressed as they are. */
  readonly bytes: number;
  /** Of all inputs; null where the size of one is not known. */
  readonly totalBytes: number | null;
}

const anyStrings: OptionRule = { strings: null };

const auditRules: Readonly<Record<keyof AuditOptions, OptionRule>> = {
  snapshots: 'object',
  policy: { options: policyRules },
  format: { oneOf: ['jsonl', 'json', 'csv', 'tsv', 'parquet'] },
  modelFields: anyStrings,
  ignoreFields: anyStrings,
  ignoreRoles: { strings: (text) => describeUnknown(text, roles) },
  assumeModel: 'string',
  names: 'object',
  accept: { strings: (text) => describeUnknown(text, acceptedIdentifications) },
  fields: { options: { time: 'string', id: 'string', text: 'string' } },
  ledgers: anyStrings,
  out: 'string',
  rejects: 'string',
  annotate: 'boolean',
  hub: { options: hubRules },
  terms: 'object',
  descriptions: { oneOf: ['read', 'skip'] },
  unreadable: { oneOf: ['throw', 'skip'] },
  threads: { min: 1, isWhole: true },
  maxPlaces: { min: 0, isWhole: true },
  onProgress: 'function',
  now: 'function',
};

function describeUnknown(text: string, words: readonly string[]): string | null {
  return words.includes(text) ? null : `is not one of ${words.join(', ')}`;
}

const snapshotRule: OptionRule = { methods: ['resolve'], such: 'await catalog.snapshot()' };

/** @throws TypeError on invalid options, AuditError `USAGE` on a path that can't be read */
export function checkAuditOptions(options: AuditOptions): void {
  checkOptions('audit', options, auditRules, ['snapshots']);
  const { snapshots, out, rejects, names = {} } = options;
  for (const each of [snapshots].flat())
    checkOptions('audit', { snapshots: each }, { snapshots: snapshotRule });
  if (Array.isArray(snapshots) && snapshots.length === 0)
    throw new TypeError('audit: snapshots has no snapshot.');
  if (out !== undefined && out === rejects) throw new TypeError('audit: out and rejects must be two files.');
  for (const [name, slug] of Object.entries(names)) {
    if (typeof slug !== 'string' || slug === '')
      throw new TypeError(`audit: names.${name} must be a slug as text.`);
  }
  checkPaths(options);
}

function checkPaths(options: AuditOptions): void {
  try {
    createNameCollector(placesOf(options));
  } catch (cause) {
    if (!(cause instanceof TypeError)) throw cause;
    const { modelFields = [], ignoreFields = [] } = options;
    const path = [...modelFields, ...ignoreFields].join(', ');
    throw auditError('USAGE', path, cause.message, cause);
  }
}

export function placesOf(options: AuditOptions): PlaceOptions {
  const { modelFields = [], ignoreFields = [], ignoreRoles = [] } = options;
  return { modelFields, ignoreFields, ignoreRoles, found: [] };
}
