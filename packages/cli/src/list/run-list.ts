import type { CatalogSnapshot } from '@distillable/catalog/light';
import { CommandError } from '../command-error.js';
import { noteCatalog } from '../render/catalog-facts.js';
import type { Session } from '../session.js';
import type { CatalogView } from '../sources/opened-source.js';
import { withCatalog } from '../sources/with-catalog.js';
import type { ListColumnName } from './column-names.js';
import type { ListedModel } from './list-columns.js';
import type { ListFlags, ListFormat } from './list-flags.js';
import { renderList } from './render-list.js';

/** `distillable list` */
export async function runList(session: Session, flags: ListFlags): Promise<void> {
  const format = chooseFormat(session, flags);
  const columns = await chooseColumns(flags, format);
  await withCatalog(session, async (view) => {
    const found = await findModels(view.snapshot, flags);
    const rows = found.slice(0, flags.limit);
    const withVerdict = flags.all === true;
    const { text, hidden } = await renderList({ rows, view, format, columns, withVerdict, io: session.io });
    session.io.stdout.write(text);
    if (hidden.length > 0) {
      // A list of all models without their verdicts could be taken for the list of the distillable ones.
      const tell = hidden.includes('verdict') ? session.notes.warn : session.notes.say;
      tell(`hidden for want of width: ${hidden.join(', ')} (choose with --columns)`);
    }
    noteList(session, view, { shown: rows.length, found: found.length });
  });
}

/** Filtering and sorting are loaded where they are asked for: a snapshot's rows are ordered by slug already. */
async function findModels(snapshot: CatalogSnapshot, flags: ListFlags): Promise<readonly ListedModel[]> {
  let models = flags.all === true ? snapshot.models() : snapshot.distillable();
  if (hasFilter(flags)) models = (await import('./filter-models.js')).filterModels(models, flags);
  if (flags.sort !== undefined) models = (await import('./sort-models.js')).sortModels(models, flags.sort);
  return models.map((model) => ({ model, verdict: snapshot.resolve(model.slug).verdict }));
}

function hasFilter({ all, sort, limit, columns, format, ...filter }: ListFlags): boolean {
  return Object.keys(filter).length > 0;
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

async function chooseColumns(
  { columns }: ListFlags,
  format: ListFormat,
): Promise<readonly ListColumnName[] | undefined> {
  if (columns === undefined) return undefined;
  if (['table', 'csv', 'markdown'].includes(format))
    return (await import('./column-names.js')).parseColumnNames(columns);
  const message = `--columns cannot be used with the format ${format}. It is for table, csv and markdown.`;
  throw new CommandError('USAGE', message);
}
