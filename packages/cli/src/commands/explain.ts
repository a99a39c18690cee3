import { CatalogError, type TermsModel, type TermsTable } from '@distillable/catalog';
import { judgeHosts, type Policy } from '@distillable/core';
import type { Command } from 'commander';
import { showGlobalFlags, termsFlags } from '../flags.js';
import { choosePolicy } from '../policy-file.js';
import { createPolicyLookup, noteUnmatchedEntries } from '../policy-lists.js';
import type { OpenSession, Session } from '../session.js';
import { catalogFacts, noteCatalog } from '../sources/catalog-view.js';
import type { OpenedCatalog } from '../sources/open-catalog.js';
import { withCatalog } from '../sources/open-catalog.js';
import { loadTerms, noteTerms } from '../sources/terms-table.js';
import { chooseTableStyle } from '../terminal/table.js';
import { toSafeJson } from '../terminal/text.js';
import { rejectFiles } from './check/flags.js';
import { type Explanation, explainSlug, mayBeUsed, renderExplanation } from './explain/explanation.js';
import { listedModelJson } from './list/render.js';

/** `distillable explain` */
export function defineExplain(program: Command, open: OpenSession): void {
  showGlobalFlags(program.command('explain'), termsFlags)
    .description('show how slugs resolve, their verdicts, what the terms say, and what to use instead')
    .argument('<slugs...>', 'as in the field `model` of a request')
    .option('--policy <file>', 'a policy, or a configuration with one (default: distillable.config.json)')
    .option('--host <provider>', 'the provider that serves, by name or slug: "Amazon Bedrock"')
    .addHelpText('after', examples)
    .action(async (slugs: readonly string[], flags: ExplainFlags, command: Command) => {
      await runExplain(await open(command), slugs, flags);
    });
}

const examples = `
Exits with 0 for every verdict. Terms are dated facts in own words, no legal advice. They stand beside the label; "if the
maker serves" means that they apply only on the maker's own service or cloud. For a model that may be used, the server is
asked which hosts serve it now, but not with --offline or with a list from a file.

Examples:
  distillable explain qwen/qwen3-max
  distillable explain deepseek/deepseek-r1 --host "Amazon Bedrock"
  distillable explain openai/gpt-oss-120b:free '~anthropic/claude-opus-latest' openrouter/auto
  distillable explain --json openai/gpt-5 | jq '.explanations[0].alternatives[].slug'`;

/** The flags of `explain`. */
interface ExplainFlags {
  /** A file. */
  readonly policy?: string;
  /** Name or slug of a provider. */
  readonly host?: string;
}

async function runExplain(session: Session, slugs: readonly string[], flags: ExplainFlags): Promise<void> {
  rejectFiles(slugs);
  const { io, settings } = session;
  const today = new Date(io.now()).toISOString().slice(0, 10);
  const { policy, from } = await choosePolicy(session, flags);
  const loaded = await loadTerms(session);
  const { host = null } = flags;
  await withCatalog(session, async (view, catalog) => {
    const { snapshot } = view;
    const lookUp = createPolicyLookup(policy, snapshot, loaded.table);
    const isKnown = (slug: string): boolean => snapshot.resolve(slug).verdict !== 'unknown';
    const meanings = slugs.every(isKnown) ? null : await import('../meanings.js');
    const findRetired = (name: string): TermsModel | null => meanings?.retiredModel(name, snapshot) ?? null;
    const findHosts = openHosts(session, catalog, { policy, terms: loaded.table });
    const explanations: Explanation[] = [];
    for (const slug of slugs) {
      const options = { today, lookUp, terms: loaded.table, host, findRetired };
      const explanation = explainSlug(slug, snapshot, options);
      explanations.push({ ...explanation, hosts: await findHosts(explanation) });
    }
    if (settings.json) {
      const told = explanations.map((explanation) => explanationJson(explanation, today));
      io.stdout.write(`${toSafeJson({ catalog: catalogFacts(view), explanations: told }, 2)}\n`);
    } else {
      const style = chooseTableStyle(io);
      const texts = explanations.map((explanation) => renderExplanation(explanation, today, style));
      io.stdout.write(texts.join('\n'));
    }
    if (snapshot.source.sample !== null && explanations.some(({ hosts }) => hosts !== null)) {
      session.notes.warn('SAMPLE: the hosts are made up.');
    }
    meanings?.noteMeanings(
      session,
      slugs.filter((slug) => !isKnown(slug)),
      snapshot,
    );
    noteUnmatchedEntries(session, policy, snapshot);
    noteTerms(session, loaded);
    noteCatalog(session, view);
  });
  if (from !== null) session.notes.say(`policy: ${from}`);
}

/** Asks which hosts serve a model that may be used. Once no response came, no other is waited for. */
function openHosts(
  { notes }: Session,
  catalog: OpenedCatalog['catalog'],
  { policy, terms }: { readonly policy: Policy; readonly terms: TermsTable },
): (explanation: Explanation) => Promise<Explanation['hosts']> {
  let isReachable = true;
  return async (explanation) => {
    const { model } = explanation.resolution;
    if (model?.kind !== 'model' || !mayBeUsed(explanation)) return null;
    if (catalog.hosts === null || !isReachable) return null;
    try {
      const serving = await catalog.hosts(model.slug);
      return judgeHosts(
        model,
        serving.map(({ slug }) => slug),
        policy,
        terms,
      );
    } catch (error) {
      if (!CatalogError.is(error)) throw error;
      isReachable = CatalogError.is(error, 'CATALOG_HTTP_STATUS');
      notes.warn(`warning: which hosts serve ${model.slug} is not known: ${error.message}`);
      return null;
    }
  };
}

function explanationJson(explanation: Explanation, today: string): object {
  const { resolution, policy, rows, alternatives, suggestions, terms, hosts } = explanation;
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
    ...(terms ?? { terms: null, duties: [], conflicts: [] }),
    hosts,
  };
}
