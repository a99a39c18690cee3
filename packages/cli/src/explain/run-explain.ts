import { listedModelJson } from '../list/list-json.js';
import { catalogFacts, noteCatalog } from '../render/catalog-facts.js';
import { toSafeJson } from '../render/safe-json.js';
import { loadTerminalStyle } from '../render/terminal-style.js';
import type { Session } from '../session.js';
import { withCatalog } from '../sources/with-catalog.js';
import { type Explanation, explainSlug } from './explanation.js';
import { renderExplanation } from './render-explanation.js';

/** `distillable explain` */
export async function runExplain(session: Session, slugs: readonly string[]): Promise<void> {
  const { io, settings } = session;
  const today = new Date(io.now()).toISOString().slice(0, 10);
  await withCatalog(session, async (view) => {
    const explanations = slugs.map((slug) => explainSlug(slug, view.snapshot, today));
    if (settings.json) {
      const told = explanations.map((explanation) => explanationJson(explanation, today));
      io.stdout.write(`${toSafeJson({ catalog: catalogFacts(view), explanations: told }, 2)}\n`);
    } else {
      const texts = explanations.flatMap(({ alternatives }) => alternatives.map((row) => row.slug));
      const style = await loadTerminalStyle(io, texts);
      io.stdout.write(
        explanations.map((explanation) => renderExplanation(explanation, today, style)).join('\n'),
      );
    }
    noteCatalog(session, view);
  });
}

function explanationJson(
  { resolution, rows, alternatives, suggestions }: Explanation,
  today: string,
): object {
  const { requested, verdict, model, steps } = resolution;
  return {
    requested,
    verdict,
    model: model === null ? null : model.slug,
    steps,
    rows,
    alternatives: alternatives.map((row) => listedModelJson({ model: row, verdict: 'distillable' }, today)),
    suggestions,
  };
}
