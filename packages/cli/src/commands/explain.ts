import type { Command } from 'commander';
import { catalogFlags, showGlobalFlags } from '../global-flags.js';
import { noteMeanings } from '../note-meanings.js';
import { choosePolicy } from '../policy-file.js';
import { createPolicyLookup, noteUnmatchedEntries } from '../policy-lists.js';
import type { OpenSession, Session } from '../session.js';
import { catalogFacts, noteCatalog } from '../sources/catalog-view.js';
import { withCatalog } from '../sources/with-catalog.js';
import { chooseTableStyle } from '../terminal/style.js';
import { toSafeJson } from '../terminal/text.js';
import { rejectFiles } from './check/flags.js';
import { type Explanation, explainSlug } from './explain/explanation.js';
import { renderExplanation } from './explain/render.js';
import { listedModelJson } from './list/json.js';

/** `distillable explain` */
export function defineExplain(program: Command, open: OpenSession): void {
  showGlobalFlags(program.command('explain'), catalogFlags)
    .description('show how slugs resolve, their verdicts, and what to use instead')
    .argument('<slugs...>', 'as in the field `model` of a request')
    .option('--policy <file>', 'a policy, or a configuration with one (default: distillable.config.json)')
    .addHelpText('after', examples)
    .action(async (slugs: readonly string[], flags: ExplainFlags, command: Command) => {
      await runExplain(await open(command), slugs, flags);
    });
}

const examples = `
It explains and exits with 0, whatever the verdict.

Examples:
  distillable explain qwen/qwen3-max
  distillable explain openai/gpt-oss-120b:free '~anthropic/claude-opus-latest' openrouter/auto
  distillable explain --json openai/gpt-5 | jq '.explanations[0].alternatives[].slug'`;

/** The flags of `explain`. */
interface ExplainFlags {
  /** A file. */
  readonly policy?: string;
}

async function runExplain(session: Session, slugs: readonly string[], flags: ExplainFlags): Promise<void> {
  rejectFiles(slugs);
  const { io, settings } = session;
  const today = new Date(io.now()).toISOString().slice(0, 10);
  const { policy, from } = await choosePolicy(session, flags);
  await withCatalog(session, async (view) => {
    const lookUp = createPolicyLookup(policy, view.snapshot);
    const explanations = slugs.map((slug) => explainSlug(slug, view.snapshot, { today, lookUp }));
    if (settings.json) {
      const told = explanations.map((explanation) => explanationJson(explanation, today));
      io.stdout.write(`${toSafeJson({ catalog: catalogFacts(view), explanations: told }, 2)}\n`);
    } else {
      const style = chooseTableStyle(io);
      const texts = explanations.map((explanation) => renderExplanation(explanation, today, style));
      io.stdout.write(texts.join('\n'));
    }
    const unknown = explanations.filter(({ resolution }) => resolution.verdict === 'unknown');
    await noteMeanings(
      session,
      unknown.map(({ resolution }) => resolution.requested),
      view.snapshot,
    );
    noteUnmatchedEntries(session, policy, view.snapshot);
    noteCatalog(session, view);
  });
  if (from !== null) session.notes.say(`policy: ${from}`);
}

function explanationJson(explanation: Explanation, today: string): object {
  const { resolution, policy, rows, alternatives, suggestions } = explanation;
  const { requested, verdict, model, steps } = resolution;
  return {
    requested,
    verdict,
    policy,
    model: model === null ? null : model.slug,
    steps,
    rows,
    alternatives: alternatives.map((row) =>
      listedModelJson({ model: row, verdict: 'distillable', policy: null }, today),
    ),
    suggestions: suggestions.map(({ slug }) => slug),
  };
}
