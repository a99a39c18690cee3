import type { CatalogSnapshot } from '@distillable/catalog';
import { evaluate, type JudgedReference, type Policy } from '@distillable/core';
import type { CatalogsInForce } from './catalogs.js';
import type { RowCode, RowVerdict } from './report.js';
import { maxNames, type RowGroup } from './row-groups.js';

/** What is said of the rows of a group. */
export interface JudgedModel {
  readonly verdict: RowVerdict;
  readonly code: RowCode;
  readonly message: string;
  /** The author's part of the slug that was judged; null if it has none. */
  readonly author: string | null;
  readonly alternatives: readonly string[];
  /** The list that judged; null if none did. */
  readonly catalog: CatalogSnapshot | null;
}

/** Judges the model of a group of rows. `alternatives`: how many other models to look for, which takes the time. */
export type JudgeGroup = (
  group: Pick<RowGroup, 'namedBy' | 'text' | 'period'>,
  alternatives?: number,
) => JudgedModel;

/**
 * Judges by the catalogs and by the policy's lists: what they reject counts as not distillable, as in `check`. Its other
 * fields are about requests, and a row is a response. What is not proven distillable never counts as distillable.
 */
export function createJudge(
  { snapshots }: CatalogsInForce,
  { allow, deny }: Policy,
  now: number,
): JudgeGroup {
  const policy: Policy = {
    ...(allow === undefined ? {} : { allow }),
    ...(deny === undefined ? {} : { deny }),
  };
  return ({ namedBy, text, period }, alternatives = 0) => {
    if (namedBy === 'nothing') return unnamed;
    if (namedBy === 'uncounted') return uncounted;
    const author = authorOf(text);
    const snapshot = snapshots[period];
    if (snapshot === undefined) return { ...beforeCatalogs, author };
    // Anything that is no text is judged alike.
    const model = namedBy === 'slug' ? text : null;
    const decision = evaluate({ model: model ?? [] }, snapshot, policy, {
      shape: 'chat',
      now,
      alternatives,
    });
    const reference = decision.references.find(({ path }) => path === '/model');
    if (reference === undefined || model === null) return malformed(text, snapshot);
    return {
      verdict: verdictOf(reference),
      code: reference.code,
      message: reference.message,
      author: authorOf(reference.model ?? text),
      alternatives: reference.alternatives,
      catalog: snapshot,
    };
  };
}

function verdictOf({ verdict, code }: JudgedReference): RowVerdict {
  if (code === 'DISTILLABLE') return 'distillable';
  if (code === 'DENIED_BY_POLICY' || code === 'NOT_IN_POLICY') return 'not-distillable';
  return verdict === 'not-distillable' ? 'not-distillable' : 'unknown';
}

function malformed(text: string, catalog: CatalogSnapshot): JudgedModel {
  const message = `Instead of a slug there is ${text}. It should be text such as "author/name".`;
  return { verdict: 'unknown', code: 'NOT_A_SLUG', message, author: null, alternatives: [], catalog };
}

const unnamed: JudgedModel = {
  verdict: 'unnamed',
  code: 'MODEL_NOT_NAMED',
  message:
    'These rows name no model, so nothing proves that their text may be used. If they do name one, say where (fields.model, or --model-field).',
  author: null,
  alternatives: [],
  catalog: null,
};

const uncounted: JudgedModel = {
  verdict: 'unknown',
  code: 'UNKNOWN_MODEL',
  message: `There are more than ${maxNames} different names, so these rows were not judged. The column is hardly a model's: name the one that is (fields.model, or --model-field).`,
  author: null,
  alternatives: [],
  catalog: null,
};

const beforeCatalogs: JudgedModel = {
  verdict: 'unknown',
  code: 'NO_CATALOG_AT_TIME',
  message:
    'These rows have no time, or one before the oldest snapshot of the archive, so no catalog can judge them. Say where their time is (fields.time, or --time-field), or add older snapshots.',
  author: null,
  alternatives: [],
  catalog: null,
};

function authorOf(slug: string): string | null {
  const slash = slug.indexOf('/');
  return slash <= 0 ? null : slug.slice(0, slash).replace(/^~/, '');
}
