import {
  builtInTerms,
  type Duty,
  forbiddingHosts,
  type ModelTerms,
  type TermsConflict,
  type TermsModel,
  type TermsTable,
  termsOf,
} from '@distillable/catalog';
import { onceEach } from '../once.js';
import { type Host, readHost } from '../policy/hosts.js';

/** What licences and terms say about a model, beside its label. */
export interface ModelDuties {
  /** Slug of its row. */
  readonly model: string;
  /** What a user of its text owes. */
  readonly duties: readonly Duty[];
  /** Where texts and label differ. */
  readonly conflicts: readonly TermsConflict[];
}

/** By which table it was read. */
export interface TermsTableName {
  /** `YYYY-MM-DD` */
  readonly date: string;
  /** `sha256:` and the SHA-256 of date and entries. */
  readonly digest: string;
}

/** Reads a table of terms; what it says about a row is found out once. */
export interface TermsReader {
  readonly table: TermsTableName;
  /** @param host the name or slug of the one that serves; null where it is not known */
  readonly read: (model: TermsModel, host: string | null) => ModelTerms;
  /** The same as decisions have it, where the host is not known. */
  readonly dutiesOf: (model: TermsModel) => ModelDuties;
  /** The hosts whose terms, or the maker's terms for them, forbid training on what a model says there. */
  readonly forbidding: (model: TermsModel) => readonly Host[];
}

/** @param table undefined for the one that is built in, which is read when it is first needed */
export function termsReader(table: TermsTable | undefined): TermsReader {
  return readerOf(table ?? builtInTerms());
}

const readerOf = /* @__PURE__ */ onceEach((table: TermsTable): TermsReader => {
  const { date, digest } = table;
  const byHost = onceEach((_: TermsModel) => new Map<string | null, ModelTerms>());
  const read = (model: TermsModel, host: string | null): ModelTerms => {
    const known = byHost(model);
    const terms = known.get(host) ?? termsOf(model, table, host);
    known.set(host, terms);
    return terms;
  };
  return {
    table: Object.freeze({ date, digest }),
    read,
    dutiesOf: onceEach((model) => {
      const { duties, conflicts } = read(model, null);
      // Every decision on the model shares it.
      return Object.freeze({
        model: model.slug,
        duties: Object.freeze(duties),
        conflicts: Object.freeze(conflicts),
      });
    }),
    forbidding: onceEach((model) => forbiddingHosts(model, table).map(({ host }) => readHost(host))),
  };
});
