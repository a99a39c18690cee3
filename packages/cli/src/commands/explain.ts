import type {
  CatalogModel,
  CatalogSnapshot,
  Permission,
  Resolution,
  ResolutionStep,
  Verdict,
} from '@distillable/catalog';
import { findAlternatives } from '@distillable/core';
import type { Command } from 'commander';
import type { OpenSession, Session } from '../session.js';
import { catalogFacts, noteCatalog } from '../sources/catalog-view.js';
import { withCatalog } from '../sources/with-catalog.js';
import { suggestSlugs } from '../suggest.js';
import { chooseTableStyle } from '../terminal/style.js';
import { type Colours, renderTable, type TableStyle } from '../terminal/table.js';
import { toPlainText, toSafeJson } from '../terminal/text.js';
import { expiryNote, listColumn } from './list/columns.js';
import { listedModelJson } from './list.js';

/** `distillable explain` */
export function defineExplain(program: Command, open: OpenSession): void {
  program
    .command('explain')
    .description('tell how slugs resolve, their verdicts, and what to use instead')
    .argument('<slugs...>', 'as in the field `model` of a request')
    .addHelpText('after', examples)
    .action(async (slugs: readonly string[], _flags: unknown, command: Command) => {
      await runExplain(await open(command), slugs);
    });
}

const examples = `
It reports and exits 0, whatever the verdict.

Examples:
  distillable explain qwen/qwen3-max
  distillable explain openai/gpt-oss-120b:free '~anthropic/claude-opus-latest' openrouter/auto
  distillable explain --json openai/gpt-5 | jq '.explanations[0].alternatives[].slug'`;

/** `distillable explain` */
async function runExplain(session: Session, slugs: readonly string[]): Promise<void> {
  const { io, settings } = session;
  const today = new Date(io.now()).toISOString().slice(0, 10);
  await withCatalog(session, async (view) => {
    const explanations = slugs.map((slug) => explainSlug(slug, view.snapshot, today));
    if (settings.json) {
      const told = explanations.map((explanation) => explanationJson(explanation, today));
      io.stdout.write(`${toSafeJson({ catalog: catalogFacts(view), explanations: told }, 2)}\n`);
    } else {
      const style = chooseTableStyle(io);
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

const permissionText: Readonly<Record<Permission, string>> = {
  distillable: 'in the list of distillable models',
  'not-distillable': 'in the list of models that are not distillable',
  conflicting: 'in both lists, so not allowed',
  unlisted: 'in neither list',
};

/** An explanation for people. `today` is a date such as `2026-10-01`. */
export function renderExplanation(explanation: Explanation, today: string, style: TableStyle): string {
  const { resolution, rows, alternatives, suggestions } = explanation;
  const { colours } = style;
  const lines = [
    `${colours.bold(toPlainText(resolution.requested))}: ${paintVerdict(resolution.verdict, colours)}`,
  ];
  lines.push(...resolution.steps.map((step, index) => `  ${index + 1}. ${toPlainText(describeStep(step))}`));
  for (const row of rows) lines.push(...describeRow(row, today, colours));
  if (suggestions.length > 0) lines.push(`  Did you mean ${suggestions.map(toPlainText).join(', or ')}?`);
  if (alternatives.length > 0) {
    lines.push('  Nearest distillable models:', indent(renderAlternatives(alternatives, today, style)));
  }
  return lines.map((line) => `${line}\n`).join('');
}

function describeRow(row: CatalogModel, today: string, colours: Colours): readonly string[] {
  const facts: [string, string | null][] = [
    ['permission', permissionText[row.permission]],
    ['canonical slug', row.canonicalSlug === row.slug ? null : row.canonicalSlug],
    ['end', expiryNote(row.expirationDate, today)],
  ];
  const told = facts.flatMap(([name, value]) =>
    value === null ? [] : [`    ${colours.dim(name.padEnd(15))}${toPlainText(value)}`],
  );
  return [`  ${toPlainText(row.slug)}`, ...told];
}

function renderAlternatives(models: readonly CatalogModel[], today: string, style: TableStyle): string {
  const columns = (['slug', 'context', 'prompt', 'completion'] as const).map(listColumn);
  const rows = models.map((model) =>
    columns.map((column) => toPlainText(column.text({ model, verdict: 'distillable' }, today))),
  );
  return renderTable({ columns, rows }, { ...style, width: style.width - 4 }).text.trimEnd();
}

function indent(text: string): string {
  return text.replaceAll(/^/gm, '    ');
}

function paintVerdict(verdict: Verdict, colours: Colours): string {
  return listColumn('verdict').paint?.(verdict, colours) ?? verdict;
}

/** All that is told of a slug. */
interface Explanation {
  readonly resolution: Resolution;
  /** Rows that the way to the verdict touches, in its order. */
  readonly rows: readonly CatalogModel[];
  /** The nearest distillable models; empty where the slug is distillable or unknown. */
  readonly alternatives: readonly CatalogModel[];
  /** Slugs that may have been meant; only where the slug is unknown. */
  readonly suggestions: readonly string[];
}

/** Explains a slug. `today` is a date such as `2026-10-01`: what has expired by then is no alternative. */
export function explainSlug(requested: string, snapshot: CatalogSnapshot, today: string): Explanation {
  const resolution = snapshot.resolve(requested);
  const { verdict } = resolution;
  const needsOther = verdict === 'not-distillable' || verdict === 'dynamic';
  return {
    resolution,
    rows: rowsOf(resolution, snapshot),
    alternatives: needsOther ? findAlternatives(snapshot, resolution, { limit: 5, today }) : [],
    suggestions: verdict === 'unknown' ? suggestSlugs(requested, snapshot) : [],
  };
}

function rowsOf(resolution: Resolution, snapshot: CatalogSnapshot): readonly CatalogModel[] {
  const rows = new Map<string, CatalogModel>();
  const add = (row: CatalogModel | null | undefined): void => {
    if (row !== null && row !== undefined) rows.set(row.slug, row);
  };
  for (const step of resolution.steps) {
    if ('slug' in step) add(snapshot.get(step.slug));
    if ('target' in step && step.target !== null) add(snapshot.get(step.target));
    if ('base' in step) add(snapshot.get(step.base));
  }
  add(resolution.model);
  return [...rows.values()];
}

/** One step of a resolution as a sentence. */
function describeStep(step: ResolutionStep): string {
  switch (step.kind) {
    case 'id':
      return `${step.slug} is the id of a row.`;
    case 'canonical-slug':
      return `${step.canonicalSlug} is the canonical slug of ${step.slug}.`;
    case 'static-variant':
      return `:${step.variant} is a variant with a row of its own, ${step.slug}, and only that row counts.`;
    case 'dynamic-variant':
      return `:${step.variant} only changes how ${step.base} is served, so that is looked up.`;
    case 'alias':
      return step.target === null
        ? `${step.slug} is an alias that does not say what it stands for, so its own label counts.`
        : `${step.slug} is an alias; it stands for ${step.target} as of this list.`;
    case 'alias-target-missing':
      return `There is no row for ${step.target}.`;
    case 'alias-of-alias':
      return `${step.target} is an alias too, and only one step is followed.`;
    case 'variant-without-row':
      return `There is a row for ${step.base}, but none for its variant :${step.variant}, which would have its own.`;
    case 'router':
      return `${step.slug} is a router: the server picks the model, so nothing is known before.`;
    case 'preset':
      return `The preset ${step.preset} is kept on the server, so what it picks is not known here.`;
    case 'no-row':
      return `No row has ${step.slug} as its id or canonical slug.`;
  }
}
