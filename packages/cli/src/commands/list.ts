import { countOf } from '@distillable/audit';
import type { CatalogModel, CatalogSnapshot } from '@distillable/catalog';
import type { Policy } from '@distillable/core';
import { type Command, Option } from 'commander';
import { usageError } from '../errors.js';
import {
  parseCount,
  parsePositiveInteger,
  parsePrice,
  parseWords,
  showGlobalFlags,
  termsFlags,
} from '../flags.js';
import { choosePolicy, keepsModelsOut, loadOwnTerms } from '../policy-file.js';
import type { OpenSession, Session } from '../session.js';
import { type CatalogView, noteCatalog } from '../sources/catalog-view.js';
import { withCatalog } from '../sources/open-catalog.js';
import { type ListColumnName, type ListedModel, termsColumnNames } from './list/columns.js';
import {
  filterModels,
  type ModelFilter,
  parseColumnNames,
  parseSortOrder,
  rejectUnknownWords,
  type SortOrder,
  sortModels,
} from './list/query.js';
import { type ListFormat, listFormats, renderList } from './list/render.js';

/** `distillable list` */
export function defineList(program: Command, open: OpenSession): void {
  showGlobalFlags(program.command('list'), termsFlags)
    .description('list the distillable models, or all with their verdicts')
    .option('--all', 'every model, with its verdict')
    .option('--author <authors>', 'only of these authors (comma list, repeatable)', parseWords)
    .option('--search <text>', 'only with every word of it in slug, canonical slug or name')
    .option('--min-context <tokens>', 'only with at least this context: 128000, 128k, 1m', parseCount)
    .option('--max-price <usd>', 'only where nothing costs more than this per million tokens', parsePrice)
    .option('--free', 'only those that cost nothing: no tokens, requests, images or searches')
    .option('--no-conflicts', 'only those whose licence and terms are read and do not differ from the label')
    .option(
      '--modality <kinds>',
      'only those that take or produce each: text, image … (repeatable)',
      parseWords,
    )
    .option(
      '--supports <parameters>',
      'only those that support each: tools, reasoning … (repeatable)',
      parseWords,
    )
    .option(
      '--sort <key>',
      'slug, created, context or price (the highest one); -price reverses the order',
      parseSortOrder,
    )
    .option('--limit <number>', 'at most this many', parsePositiveInteger)
    .option('--columns <names>', 'for table, csv and markdown: slug,verdict,context,prompt,licence …')
    .addOption(new Option('--format <format>', 'how to print them (default: table)').choices(listFormats))
    .option('--policy <file>', 'a policy, or a configuration with one (default: distillable.config.json)')
    .addHelpText('after', examples)
    .action(async (flags: ListFlags, command: Command) => {
      await runList(await open(command), flags);
    });
}

const examples = `
Prices are USD per million tokens. A model whose value is unknown does not meet a limit. What the policy denies is
listed with a note: the labels are OpenRouter's.

Examples:
  distillable list --author qwen,mistralai --min-context 128k --max-price 1
  distillable list --all --search "gpt oss" --columns slug,verdict,context
  distillable list --supports tools --sort -context --limit 10
  distillable list --no-conflicts --columns slug,licence,duties
  distillable list --format slugs | head -3
  distillable list --json | jq -r '.models[] | select(.policy == null) | .slug'`;

/** The flags of `list`, as they were parsed. */
interface ListFlags extends ModelFilter {
  readonly all?: boolean;
  /** False: only those without. */
  readonly conflicts?: boolean;
  readonly sort?: SortOrder;
  readonly limit?: number;
  /** Names of columns, still to be checked. */
  readonly columns?: string;
  readonly format?: ListFormat;
  /** A file. */
  readonly policy?: string;
}

async function runList(session: Session, flags: ListFlags): Promise<void> {
  const format = chooseFormat(session, flags);
  const columns = chooseColumns(flags, format);
  const { policy, from } = await choosePolicy(session, flags);
  await withCatalog(session, async (view) => {
    const needsTerms = flags.conflicts === false || showsTerms(format, columns ?? []);
    const lookUpTerms = needsTerms ? await openTerms(session) : () => null;
    const found = await findModels(session, view.snapshot, { flags, policy, lookUpTerms });
    const rows = found.slice(0, flags.limit);
    const withVerdict = flags.all === true;
    const { text, hidden } = renderList({ rows, view, format, columns, withVerdict, io: session.io });
    session.io.stdout.write(text);
    if (hidden.length > 0) {
      session.notes.say(
        `hidden because the terminal is too narrow: ${hidden.join(', ')} (choose with --columns)`,
      );
    }
    noteList(session, view, { rows, found: found.length, isAll: withVerdict });
  });
  if (from !== null) session.notes.say(`policy: ${from}`);
}

/** The filters, and the look-ups that they need. */
interface Search {
  readonly flags: ListFlags;
  readonly policy: Policy;
  readonly lookUpTerms: (model: CatalogModel) => ListedModel['terms'];
}

async function findModels(
  session: Session,
  snapshot: CatalogSnapshot,
  { flags, policy, lookUpTerms }: Search,
): Promise<readonly ListedModel[]> {
  rejectUnknownWords(flags, snapshot.models());
  const candidates = flags.all === true ? snapshot.models() : snapshot.distillable();
  const found = filterModels(candidates, flags);
  const sorted = flags.sort === undefined ? found : sortModels(found, flags.sort);
  const lookUp = await openLookup(session, policy, snapshot);
  const rows = sorted.map((model) => {
    const { verdict, model: judged } = snapshot.resolve(model.slug);
    return { model, verdict, policy: lookUp(model), terms: lookUpTerms(judged ?? model) };
  });
  return flags.conflicts === false ? rows.filter(({ terms }) => terms?.conflicts.length === 0) : rows;
}

/** The table of terms is loaded only if something of it is shown or asked for. */
function showsTerms(format: ListFormat, columns: readonly ListColumnName[]): boolean {
  return format === 'json' || format === 'jsonl' || columns.some((name) => termsColumnNames.includes(name));
}

async function openTerms(session: Session): Promise<Search['lookUpTerms']> {
  const { loadTerms, lookUpTerms, noteTerms } = await import('../sources/terms-table.js');
  const loaded = await loadTerms(session);
  noteTerms(session, loaded);
  return (model) => lookUpTerms(model, loaded);
}

/** Where the policy keeps nothing out, what judges by them is not loaded. */
async function openLookup(
  session: Session,
  policy: Policy,
  snapshot: CatalogSnapshot,
): Promise<(model: CatalogModel) => ListedModel['policy']> {
  if (!keepsModelsOut(policy)) return () => null;
  const { createPolicyLookup, noteUnmatchedEntries } = await import('../policy-lists.js');
  noteUnmatchedEntries(session, policy, snapshot);
  const lookUp = createPolicyLookup(policy, snapshot, await loadOwnTerms(session));
  return ({ slug }) => lookUp(slug);
}

function noteList(
  session: Session,
  view: CatalogView,
  list: { readonly rows: readonly ListedModel[]; readonly found: number; readonly isAll: boolean },
): void {
  const { snapshot } = view;
  const { notes, settings } = session;
  const { length: shown } = list.rows;
  if (list.found === 0) {
    const others = list.isAll ? '' : ', or see every model with --all';
    notes.say(`No model meets these conditions. Leave some out${others}.`);
  }
  const limited = shown < list.found ? ` of ${list.found} that match` : '';
  const distillable = snapshot.distillable().length;
  const share = `${distillable} of ${countOf(snapshot.size, 'model')} ${distillable === 1 ? 'is' : 'are'} distillable`;
  notes.say(`${shown} shown${limited} · ${share}`);
  const keptOut = list.rows.filter(({ policy }) => policy !== null).length;
  if (keptOut > 0) notes.warn(`warning: the policy does not allow ${keptOut} of the models shown.`);
  noteCatalog(session, view);
  if (settings.origin.kind === 'sandbox') notes.say('For the live list: distillable list');
}

function chooseFormat({ settings }: Session, { format }: ListFlags): ListFormat {
  if (!settings.json) return format ?? 'table';
  if (format === undefined || format === 'json') return 'json';
  throw usageError(`--json cannot be used with --format ${format}. Leave one of them out.`);
}

function chooseColumns({ columns }: ListFlags, format: ListFormat): readonly ListColumnName[] | undefined {
  if (columns === undefined) return undefined;
  if (['table', 'csv', 'markdown'].includes(format)) return parseColumnNames(columns);
  throw usageError(`--columns cannot be used with the format ${format}. It is for table, csv and markdown.`);
}
