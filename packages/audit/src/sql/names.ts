import { type CatalogSnapshot, knownSpellings } from '@distillable/catalog';
import type { JudgeName } from '../judge.js';
import { isKnownBad } from '../judge-rows.js';

/** A name that data may have, with what the audit's judge says about it. */
export interface SqlName {
  readonly name: string;
  readonly verdict: string;
  /** The verdict where the place may hold anything; null if the name does not count there. */
  readonly doubtful: string | null;
  /** Whether all its spellings in upper and lower case have that verdict. */
  readonly isAnyCase: boolean;
}

/** They serve the same model in another way. */
const dynamicVariants = ['nitro', 'floor', 'online', 'exacto'];

/** All names of the list and those that are known for them, with `more` names that data had. */
export function judgeNames(
  snapshot: CatalogSnapshot,
  more: Iterable<string>,
  judge: JudgeName,
): readonly SqlName[] {
  const variants = snapshot.names().flatMap((name) => dynamicVariants.map((variant) => `${name}:${variant}`));
  const names = new Set([...knownSpellings(snapshot), ...variants, ...more]);
  const say = (name: string): Pick<SqlName, 'verdict' | 'doubtful'> => {
    const judged = judge({ name, kind: 'name' }, 0);
    return { verdict: judged.verdict, doubtful: isKnownBad(judged) ? judged.verdict : null };
  };
  return [...names].map((name) => {
    const said = say(name);
    const upper = name === name.toLowerCase() ? say(name.toUpperCase()) : null;
    const isAnyCase = upper?.verdict === said.verdict && upper.doubtful === said.doubtful;
    return { name, ...said, isAnyCase };
  });
}
