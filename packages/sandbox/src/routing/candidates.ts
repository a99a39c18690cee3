import { AnswerError } from '../answer/answer-error.js';
import type { ModelRow } from '../catalog/model-row.js';
import { isDistillable } from '../catalog/sandbox-catalog.js';
import type { ServedState } from '../endpoints/endpoint.js';
import type { Prompt } from '../generation/prompt.js';
import { isJsonObject } from '../json-object.js';
import { findRow, servingRow } from './find-row.js';
import { routerStrategy } from './router.js';
import { routerCandidates } from './router-candidates.js';
import type { RoutingStrategy } from './routing-strategy.js';

/** A row that may serve, and why it may. */
export interface Candidate {
  /** The slug as the request names it. */
  readonly slug: string;
  readonly row: ModelRow;
  readonly strategy: RoutingStrategy;
  /** The router that picked the row; null when the request names the model. */
  readonly router: string | null;
}

/** How far down its list a router goes when models fail. */
const mostPicked = 3;

/**
 * The rows that may serve, in the order in which they are tried. `enforce_distillable_text` drops all others, but for
 * what a router picks: nothing says that routers honour it.
 *
 * @throws AnswerError 400 for a slug that names nothing
 */
export function findCandidates(
  slugs: readonly string[],
  prompt: Prompt,
  state: ServedState,
): readonly Candidate[] {
  const enforced = isEnforced(prompt);
  return slugs.flatMap((slug) =>
    candidatesFor(slug, prompt, state)
      .filter(({ row, router }) => {
        const exempt = !enforced || (router !== null && !state.routersHonourFlag);
        return exempt || isDistillable(row, state.catalog);
      })
      .slice(0, mostPicked),
  );
}

/** Whether the request asks for distillable models alone. */
function isEnforced({ body: { provider } }: Prompt): boolean {
  return isJsonObject(provider) && provider['enforce_distillable_text'] === true;
}

function candidatesFor(slug: string, prompt: Prompt, state: ServedState): readonly Candidate[] {
  const { models } = state.catalog;
  const row = findRow(slug, models);
  const strategy = routerStrategy(slug, row);
  if (strategy !== null) {
    const rows = routerCandidates(slug, prompt, state);
    return rows.map((picked) => ({ slug, row: picked, strategy, router: slug }));
  }
  const serving = row === undefined ? undefined : servingRow(row, models);
  if (serving === undefined) throw new AnswerError(400, `${slug} is not a valid model ID`);
  return [{ slug, row: serving, strategy: nameStrategy(slug), router: null }];
}

function nameStrategy(slug: string): RoutingStrategy {
  if (!slug.startsWith('~')) return 'direct';
  return slug.endsWith('latest') ? 'latest' : 'alias';
}
