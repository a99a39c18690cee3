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
import type { CompiledPolicy } from '../policy/compile-policy.js';
import { type Host, readHost } from '../policy/hosts.js';
import {
  type AcceptedCondition,
  acceptedFor,
  findObstacle,
  makersToIgnore,
  type TermsObstacle,
} from './narrow-by-terms.js';

/** What licences and terms say about a request's models. */
export interface DecisionTerms {
  /** The table that it was read in. */
  readonly table: TermsTableName;
  /** Each model of the catalog that the request names, whether or not it may be used. */
  readonly models: readonly ModelDuties[];
  /** The conditions that the policy accepts, and that models passed by; empty unless it narrows by terms. */
  readonly accepted: readonly AcceptedCondition[];
}

/** What a policy makes of a model's licences and terms. */
export interface TermsVerdict {
  /** What keeps the model out; null where it may be used, and wherever the policy only annotates. */
  readonly obstacle: TermsObstacle | null;
  /** The hosts that must not serve it; none where the policy only annotates. */
  readonly ignored: readonly Host[];
  /** The conditions that it passed by. */
  readonly accepted: readonly AcceptedCondition[];
}

/** Judges models by licences and terms, as a policy says. */
export interface TermsJudge {
  readonly judge: (model: TermsModel) => TermsVerdict;
  /** What a decision says about these models; null where there are none. */
  readonly describe: (models: readonly TermsModel[]) => DecisionTerms | null;
}

type Accepts = Pick<CompiledPolicy, 'acceptedTerms'>;

/** @param table undefined for the one that is built in */
export function createTermsJudge(policy: Accepts, table: TermsTable | undefined): TermsJudge {
  if (policy.acceptedTerms !== null) return narrowing(policy)(termsReader(table));
  return table === undefined ? annotatingByBuiltIn : annotatingBy(table);
}

const none: readonly never[] = Object.freeze([]);
const free: TermsVerdict = { obstacle: null, ignored: none, accepted: none };

const annotatingBy = /* @__PURE__ */ onceEach((table: TermsTable) => createAnnotating(table));
const annotatingByBuiltIn = /* @__PURE__ */ createAnnotating(undefined);

/** A table is read only once there is a model to look up. */
function createAnnotating(table: TermsTable | undefined): TermsJudge {
  return {
    judge: () => free,
    describe: (models) => (models.length === 0 ? null : describe(models, termsReader(table), none)),
  };
}

/** Policies and tables come again with every request. */
const narrowing = /* @__PURE__ */ onceEach(({ acceptedTerms }: Accepts) => {
  const accepts = new Set(acceptedTerms);
  return onceEach((reader: TermsReader): TermsJudge => {
    const share = createSharing();
    const judge = onceEach((model: TermsModel): TermsVerdict => {
      const terms = reader.read(model, null);
      const obstacle = findObstacle(model, terms, accepts);
      const mayPass = model.permission === 'distillable' && obstacle === null;
      return {
        obstacle,
        ignored: share([...reader.forbidding(model), ...makersToIgnore(model, terms, accepts)]),
        accepted: mayPass ? acceptedFor(model, terms, accepts) : none,
      };
    });
    return {
      judge,
      describe(models) {
        if (models.length === 0) return null;
        const accepted: AcceptedCondition[] = [];
        for (const model of models) for (const each of judge(model).accepted) accepted.push(each);
        return describe(models, reader, accepted);
      },
    };
  });
});

/** Lists each host once, and gives lists of the same as one: most models have the same, and then there is nothing to join. */
function createSharing(): (hosts: readonly Host[]) => readonly Host[] {
  const known = new Map<string, readonly Host[]>();
  return (hosts) => {
    const each = new Map(hosts.map((host) => [host.text, host]));
    const key = [...each.keys()].join(' ');
    const shared = known.get(key) ?? [...each.values()];
    known.set(key, shared);
    return shared;
  };
}

function describe(
  models: readonly TermsModel[],
  { table, dutiesOf }: TermsReader,
  accepted: readonly AcceptedCondition[],
): DecisionTerms {
  return { table, models: models.map(dutiesOf), accepted };
}

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
interface TermsReader {
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
