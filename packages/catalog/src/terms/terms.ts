import { hash } from 'node:crypto';
import { isObject, type JsonObject } from '../json.js';
import type { CatalogModel } from '../model.js';

/**
 * Which text an entry is about: the licence of the weights (on any host), the terms of the maker's own service,
 * or the terms of the host that serves.
 */
export type TermsLayerKind = 'weights-licence' | 'api-terms' | 'host-terms';

/**
 * What a text says about training on outputs. `silent` is no permission: the text has no clause on it (as in MIT or
 * Apache-2.0). `unknown`: the text was not read, or not whole.
 */
export type TermsStatement = 'allowed' | 'allowed-with-conditions' | 'disallowed' | 'silent' | 'unknown';

/** Where and when a text was read. */
export interface TermsReading {
  /** URL, or path in a public repository and its commit: `owner/name/path@commit`. */
  readonly from: string;
  /** `YYYY-MM-DD` */
  readonly on: string;
  /** Of the file that was read: 64 hexadecimal digits. Null where only an excerpt was read. */
  readonly sha256: string | null;
}

/** The statement of one text: a dated fact in own words, no legal advice. */
export interface TermsEntry {
  /** Unique in its table. */
  readonly id: string;
  /** Author of OpenRouter ids whose maker the text is from; `*` for hosts. */
  readonly author: string;
  /**
   * Globs (`*` stands for any characters) of OpenRouter ids, without variant or with it; with the prefix `hf:` of Hugging
   * Face ids, case ignored.
   */
  readonly models: readonly string[];
  /** OpenRouter's slug of the host for `host-terms`, else null. */
  readonly host: string | null;
  /** Which text it is about. */
  readonly layer: TermsLayerKind;
  /** Whose text it is. */
  readonly holder: string;
  /** Title of the text, with its version where it has one. */
  readonly document: string;
  /** What the text says about training on outputs. */
  readonly statement: TermsStatement;
  /** `code` or `code:value`; the codes are in `docs/terms.md`. */
  readonly conditions: readonly string[];
  /** Number or heading of the clause that says so; null where there is none. */
  readonly clause: string | null;
  /** One sentence in own words. */
  readonly summary: string;
  /** Where the text is published; null if that is not known. */
  readonly url: string | null;
  /** The date that the text prints (`YYYY-MM-DD`); null where it prints none. */
  readonly effective: string | null;
  /** Null if it was not read. */
  readonly read: TermsReading | null;
  /** `primary`: the issuer's own words; `secondary`: quoted by others with a date; `weak`: not verified. */
  readonly evidence: 'primary' | 'secondary' | 'weak';
  /** Further texts that were read. */
  readonly also?: readonly TermsReading[];
  /** Globs that match no row, each with the reason. */
  readonly unmatched?: Readonly<Record<string, string>>;
  /** For a company's own table. */
  readonly decided?: {
    /** Who decided this entry. */
    readonly by: string;
    /** When: `YYYY-MM-DD`. */
    readonly on: string;
  };
}

/** A table of what licences and terms say. */
export interface TermsTable {
  /** `YYYY-MM-DD` */
  readonly date: string;
  /** `sha256:` and the SHA-256 of date and entries. */
  readonly digest: string;
  /** In the order in which they were given. */
  readonly entries: readonly TermsEntry[];
}

/** The fields of a row by which its terms are found. */
export type TermsModel = Pick<CatalogModel, 'slug' | 'huggingFaceId' | 'permission'>;

/** Makes a table, with its digest: the order of keys has no part in it. */
export function termsTable(date: string, entries: readonly TermsEntry[]): TermsTable {
  const text = JSON.stringify([date, entries], (_key, value: unknown) =>
    isObject(value) ? sorted(value) : value,
  );
  return { date, digest: `sha256:${hash('sha256', text)}`, entries };
}

function sorted(object: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(object).sort(([one], [other]) => (one < other ? -1 : 1)));
}

/**
 * Lays a table over another: an entry replaces the one with its id, the others are added. The date is the later one. No
 * table changes what OpenRouter's label says.
 */
export function overlayTerms(base: TermsTable, own: TermsTable): TermsTable {
  const entries = new Map([...base.entries, ...own.entries].map((entry) => [entry.id, entry]));
  const [, date = own.date] = [base.date, own.date].sort();
  return termsTable(date, [...entries.values()]);
}
