import { sum } from '../numbers.js';
import { type Role, roles } from '../places/found-name.js';
import type { AuditedModel, AuditedTerms, AuditReport, RowCode, RowVerdict, TermsClaim } from '../report.js';

/**
 * What a role says about the rows: the model `wrote` their text; it `assessed` it (compared, labelled or checked it); or
 * that is `unclear`, where the data names a model and does not say what it did.
 */
export type Hand = 'wrote' | 'assessed' | 'unclear';

const handOf: Readonly<Record<Role, Hand>> = {
  served: 'wrote',
  // It counts only where no response names the model that served it.
  requested: 'wrote',
  generator: 'wrote',
  chosen: 'wrote',
  rejected: 'wrote',
  teacher: 'wrote',
  judge: 'assessed',
  labeller: 'assessed',
  verifier: 'assessed',
  unspecified: 'unclear',
};

/** A model that had a hand in the data, under one name. */
export interface ModelPart {
  /** As the rows spell it. */
  readonly name: string;
  /** The slugs that the name can mean; the name itself if it is one. Empty if no model is known by it, as for routers. */
  readonly slugs: readonly string[];
  readonly author: string | null;
  /** How many rows name it. */
  readonly rows: number;
  /** In how many rows it has which role; most rows first. */
  readonly roles: readonly RoleRows[];
  /** What its roles say: `wrote` if any of them does. */
  readonly hand: Hand;
  /** Several if rows of different times were judged by different lists; the worst first. */
  readonly verdicts: readonly RowVerdict[];
  /** What its licence and terms ask for, and leave open. */
  readonly claims: readonly ModelClaim[];
}

/** A duty or a conflict of a model. */
export interface ModelClaim {
  readonly kind: 'duty' | 'conflict';
  /** The condition of a duty, or the code of a conflict. */
  readonly code: string;
  /** One plain sentence. */
  readonly text: string;
  /** URLs of the texts. */
  readonly sources: readonly string[];
}

/** How many rows name a model in a role. */
export interface RoleRows {
  readonly role: Role;
  readonly rows: number;
}

/** The models that a report names, each name once; most rows first. Text that is not a name is left out. */
export function modelParts({ models, terms }: AuditReport): readonly ModelPart[] {
  const byName = new Map<string, AuditedModel[]>();
  for (const model of models) {
    if (model.model === null || model.code === 'NOT_A_SLUG') continue;
    byName.set(model.model, [...(byName.get(model.model) ?? []), model]);
  }
  const claims = claimsByName(terms);
  return [...byName]
    .map(([name, entries]) => toPart(name, entries, claims.get(name) ?? []))
    .toSorted((a, b) => b.rows - a.rows);
}

function claimsByName({ duties, conflicts }: AuditedTerms): ReadonlyMap<string, readonly ModelClaim[]> {
  const byName = new Map<string, ModelClaim[]>();
  const add = (kind: ModelClaim['kind'], code: string, terms: TermsClaim): void => {
    const { models, sources } = terms;
    const claim = {
      kind,
      code,
      text: claimText(terms),
      sources: sources.flatMap(({ source }) => source ?? []),
    };
    for (const { model } of models) byName.set(model, [...(byName.get(model) ?? []), claim]);
  };
  for (const duty of duties) add('duty', duty.condition, duty);
  for (const conflict of conflicts) add('conflict', conflict.code, conflict);
  return byName;
}

function toPart(name: string, entries: readonly AuditedModel[], claims: readonly ModelClaim[]): ModelPart {
  const identified = entries.find((entry) => entry.identified !== null)?.identified ?? null;
  const rolesOfPart = roles
    .map((role) => ({ role, rows: sum(entries.map((entry) => entry.roles[role] ?? 0)) }))
    .filter(({ rows }) => rows > 0)
    .toSorted((a, b) => b.rows - a.rows);
  const hands = rolesOfPart.map(({ role }) => handOf[role]);
  return {
    name,
    slugs: identified?.slugs ?? (entries.some(({ code }) => codesOfSlugs.has(code)) ? [name] : []),
    author: entries.find(({ author }) => author !== null)?.author ?? null,
    rows: sum(entries.map(({ rows }) => rows)),
    roles: rolesOfPart,
    hand: (['wrote', 'assessed'] as const).find((hand) => hands.includes(hand)) ?? 'unclear',
    verdicts: [...new Set(entries.map(({ verdict }) => verdict))],
    claims,
  };
}

/** What a text says, with the one condition that an audit can't check. */
export function claimText({ text, ifMakerServes }: TermsClaim): string {
  return ifMakerServes ? `${text} Applies if the maker, or its cloud, served the rows.` : text;
}

/** The codes of names that are the slug of one model. */
const codesOfSlugs: ReadonlySet<RowCode> = new Set([
  'DISTILLABLE',
  'NOT_DISTILLABLE',
  'DENIED_BY_POLICY',
  'NOT_IN_POLICY',
]);
