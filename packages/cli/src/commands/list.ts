import type { CatalogModel, CatalogSnapshot, Verdict } from '@distillable/catalog';
import { type Command, Option } from 'commander';
import { CommandError } from '../errors.js';
import { parseCount, parsePositiveInteger, parsePrice, parseWords } from '../flag-values.js';
import type { Io } from '../io.js';
import type { OpenSession, Session } from '../session.js';
import { type CatalogFacts, type CatalogView, catalogFacts, noteCatalog } from '../sources/catalog-view.js';
import { withCatalog } from '../sources/with-catalog.js';
import { renderCsv, renderMarkdown } from '../terminal/markup.js';
import { pricePerMillion } from '../terminal/numbers.js';
import { chooseTableStyle } from '../terminal/style.js';
import { renderTable, type TableContent } from '../terminal/table.js';
import { toPlainText, toSafeJson } from '../terminal/text.js';
import {
  defaultColumnNames,
  type ListColumn,
  type ListColumnName,
  type ListedModel,
  listColumn,
  parseColumnNames,
} from './list/columns.js';
import { filterModels, type ModelFilter, parseSortOrder, type SortOrder, sortModels } from './list/filter.js';

/** `distillable list` */
export async function runList(session: Session, flags: ListFlags): Promise<void> {
  const format = chooseFormat(session, flags);
  const columns = chooseColumns(flags, format);
  await withCatalog(session, async (view) => {
    const found = findModels(view.snapshot, flags);
    const rows = found.slice(0, flags.limit);
    const withVerdict = flags.all === true;
    const { text, hidden } = renderList({ rows, view, format, columns, withVerdict, io: session.io });
    session.io.stdout.write(text);
    if (hidden.length > 0) {
      // A list of all models without their verdicts could be taken for the list of the distillable ones.
      const tell = hidden.includes('verdict') ? session.notes.warn : session.notes.say;
      tell(`hidden because the terminal is too narrow: ${hidden.join(', ')} (choose with --columns)`);
    }
    noteList(session, view, { shown: rows.length, found: found.length });
  });
}

function findModels(snapshot: CatalogSnapshot, flags: ListFlags): readonly ListedModel[] {
  const candidates = flags.all === true ? snapshot.models() : snapshot.distillable();
  const found = filterModels(candidates, flags);
  const sorted = flags.sort === undefined ? found : sortModels(found, flags.sort);
  return sorted.map((model) => ({ model, verdict: snapshot.resolve(model.slug).verdict }));
}

function noteList(
  session: Session,
  view: CatalogView,
  { shown, found }: { readonly shown: number; readonly found: number },
): void {
  const { snapshot } = view;
  const { notes, settings } = session;
  if (found === 0)
    notes.say('No model meets these conditions. Leave some out, or see every model with --all.');
  const limited = shown < found ? ` of ${found} that match` : '';
  notes.say(
    `${shown} shown${limited} · ${snapshot.distillable().length} of ${snapshot.size} models are distillable`,
  );
  noteCatalog(session, view);
  if (settings.origin.kind === 'sandbox') notes.say('For the live list: distillable list');
}

function chooseFormat({ settings }: Session, { format }: ListFlags): ListFormat {
  if (!settings.json) return format ?? 'table';
  if (format === undefined || format === 'json') return 'json';
  throw new CommandError('USAGE', `--json cannot be used with --format ${format}. Leave one of them out.`);
}

function chooseColumns({ columns }: ListFlags, format: ListFormat): readonly ListColumnName[] | undefined {
  if (columns === undefined) return undefined;
  if (['table', 'csv', 'markdown'].includes(format)) return parseColumnNames(columns);
  const message = `--columns cannot be used with the format ${format}. It is for table, csv and markdown.`;
  throw new CommandError('USAGE', message);
}

/** What is to be printed, and how. */
export interface ListRequest {
  readonly rows: readonly ListedModel[];
  readonly view: CatalogView;
  readonly format: ListFormat;
  /** Undefined: those that suit the rows. */
  readonly columns: readonly ListColumnName[] | undefined;
  readonly withVerdict: boolean;
  readonly io: Pick<Io, 'stdout' | 'env' | 'now'>;
}

/** The text for stdout, and the names of the columns that the terminal had no room for. */
interface RenderedList {
  readonly text: string;
  readonly hidden: readonly string[];
}

export function renderList(request: ListRequest): RenderedList {
  const { rows, view, format } = request;
  const today = new Date(request.io.now()).toISOString().slice(0, 10);
  const names = request.columns ?? defaultColumnNames(rows, { withVerdict: request.withVerdict, today });
  const columns = names.map(listColumn);
  switch (format) {
    case 'json':
    case 'jsonl': {
      return whole(format === 'json' ? renderJson(rows, view, today) : renderJsonLines(rows, today));
    }
    case 'slugs':
      return whole(rows.map((row) => `${toPlainText(row.model.slug)}\n`).join(''));
    case 'csv': {
      const cells = rows.map((row) => columns.map((column) => toPlainText(cellValue(column, row, today))));
      return whole(renderCsv(names, cells));
    }
    case 'markdown':
      return whole(renderMarkdown(contentOf(columns, rows, today)));
    case 'table':
      return renderTerminalTable(request, contentOf(columns, rows, today));
  }
}

function renderTerminalTable({ io }: ListRequest, content: TableContent<ListColumn>): RenderedList {
  if (content.rows.length === 0) return whole('');
  const { text, hidden } = renderTable(content, chooseTableStyle(io));
  return { text, hidden: hidden.map((column) => column.header.toLowerCase()) };
}

function contentOf(
  columns: readonly ListColumn[],
  rows: readonly ListedModel[],
  today: string,
): TableContent<ListColumn> {
  return { columns, rows: rows.map((row) => columns.map((column) => toPlainText(column.text(row, today)))) };
}

function cellValue(column: ListColumn, row: ListedModel, today: string): string {
  return column.value === undefined ? column.text(row, today) : column.value(row);
}

function whole(text: string): RenderedList {
  return { text, hidden: [] };
}

/** A model in JSON output: the row, its verdict, and what is easily got wrong when computed from it. */
interface ListedModelJson extends CatalogModel {
  readonly verdict: Verdict;
  /** USD as an exact decimal text; null where unknown or where it depends on the model chosen. */
  readonly promptPricePerMillion: string | null;
  readonly completionPricePerMillion: string | null;
  /** Whether the expiration date has passed. A flag, no verdict. */
  readonly expired: boolean;
}

/** What `list --json` prints. */
interface ListJson {
  readonly catalog: CatalogFacts;
  readonly models: readonly ListedModelJson[];
}

/** `today` is a date such as `2026-10-01`. */
function renderJson(rows: readonly ListedModel[], view: CatalogView, today: string): string {
  const list: ListJson = {
    catalog: catalogFacts(view),
    models: rows.map((row) => listedModelJson(row, today)),
  };
  return `${toSafeJson(list, 2)}\n`;
}

/** One model a line. */
function renderJsonLines(rows: readonly ListedModel[], today: string): string {
  return rows.map((row) => `${toSafeJson(listedModelJson(row, today))}\n`).join('');
}

export function listedModelJson({ model, verdict }: ListedModel, today: string): ListedModelJson {
  const { slug, ...rest } = model;
  return {
    slug,
    verdict,
    ...rest,
    promptPricePerMillion: pricePerMillion(model.promptPrice),
    completionPricePerMillion: pricePerMillion(model.completionPrice),
    expired: model.expirationDate !== null && model.expirationDate < today,
  };
}

/** How a list can be printed. */
export const listFormats = ['table', 'json', 'jsonl', 'csv', 'markdown', 'slugs'] as const;

/** One of {@link listFormats}. */
type ListFormat = (typeof listFormats)[number];

/** The flags of `list`, as they were parsed. */
interface ListFlags extends ModelFilter {
  readonly all?: boolean;
  readonly sort?: SortOrder;
  readonly limit?: number;
  /** Names of columns, still to be checked. */
  readonly columns?: string;
  readonly format?: ListFormat;
}

/** `distillable list` */
export function defineList(program: Command, open: OpenSession): void {
  program
    .command('list')
    .description('list the distillable models, or all with their verdicts')
    .option('--all', 'every model, with its verdict')
    .option('--author <authors>', 'only of these authors (comma list, repeatable)', parseWords)
    .option('--search <text>', 'only with every word of it in slug, canonical slug or name')
    .option('--min-context <tokens>', 'only with at least this context: 128000, 128k, 1m', parseCount)
    .option('--max-price <usd>', 'at most this per million tokens, prompt and completion both', parsePrice)
    .option('--free', 'only those that cost nothing')
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
      'slug, created, context or price (the larger one); -price turns it around',
      parseSortOrder,
    )
    .option('--limit <number>', 'at most so many', parsePositiveInteger)
    .option('--columns <names>', 'for table, csv and markdown: slug,verdict,context,prompt …')
    .addOption(new Option('--format <format>', 'how to print them (default: table)').choices(listFormats))
    .addHelpText('after', examples)
    .action(async (flags, command: Command) => {
      await runList(await open(command), flags);
    });
}

const examples = `
Prices are USD per million tokens. A value that a model does not tell never meets a limit.

Examples:
  distillable list --author qwen,mistralai --min-context 128k --max-price 1
  distillable list --all --search "gpt oss" --columns slug,verdict,context
  distillable list --supports tools --sort -context --limit 10
  distillable list --format slugs | head -3
  distillable list --json | jq -r '.models[].slug'`;
