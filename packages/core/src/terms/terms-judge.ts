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

/** What licences and terms say about the models of a request. */
export interface DecisionTerms {
  /** The table that it was read in. */
  readonly table: TermsTableName;
  /** Each model of the catalog that the request names, whether or not it may be used. */
  readonly models: readonly ModelDuties[];
  /** The conditions of these models that the policy accepts. Empty unless the policy narrows by terms. */
  readonly accepted: readonly AcceptedCondition[];
}

/** What follows from a model's licences and terms under a policy. */
export interface TermsVerdict {
  /** Why the model is kept out; null if it may be used, and always if the policy only annotates. */
  readonly obstacle: TermsObstacle | null;
  /** The hosts that must not serve it; none if the policy only annotates. */
  readonly ignored: readonly Host[];
  /** Its conditions that the policy accepts. */
  readonly accepted: readonly AcceptedCondition[];
}

/** Judges models by licences and terms, as a policy says. */
export interface TermsJudge {
  readonly judge: (model: TermsModel) => TermsVerdict;
  /** The terms of these models, for a decision; null if there are none. */
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

/** The table is read when there is a first model to look up. */
function createAnnotating(table: TermsTable | undefined): TermsJudge {
  return {
    judge: () => free,
    describe: (models) => (models.length === 0 ? null : describe(models, termsReader(table), none)),
  };
}

/** Every request brings the same policies and tables again. */
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

/** Lists each host once. Most models have the same list of hosts, and then there is nothing to join. */
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

/** Licences and terms of a model, besides its label. */
export interface ModelDuties {
  /** Slug of its row. */
  readonly model: string;
  /** The duties of a user of its text. */
  readonly duties: readonly Duty[];
  /** The points in which texts and label differ. */
  readonly conflicts: readonly TermsConflict[];
}

/** The table that it was read from. */
export interface TermsTableName {
  /** `YYYY-MM-DD` */
  readonly date: string;
  /** `sha256:` and the SHA-256 of date and entries. */
  readonly digest: string;
}

/** Reads a table of terms, once for each row. */
interface TermsReader {
  readonly table: TermsTableName;
  /** @param host the name or slug of the one that serves; null where it is not known */
  readonly read: (model: TermsModel, host: string | null) => ModelTerms;
  /** The same in the form that decisions have, for an unknown host. */
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
