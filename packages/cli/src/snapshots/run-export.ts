import type { CatalogSnapshot } from '@distillable/catalog/light';
import { CommandError } from '../command-error.js';
import { noteCatalog } from '../render/catalog-facts.js';
import { toSafeJson } from '../render/safe-json.js';
import type { Session } from '../session.js';
import { withCatalog } from '../sources/with-catalog.js';
import { nameColumns, nameRows } from './name-rows.js';
import { writeFileWhole } from './write-file-whole.js';

/** What a list is exported as: `json` to be read again, the others to be joined with a dataset. */
export type ExportFormat = 'json' | 'csv' | 'parquet';

/** The flags of `distillable snapshot export`. */
export interface ExportFlags {
  readonly out?: string;
  readonly format?: ExportFormat;
}

/**
 * `distillable snapshot export`
 *
 * @throws CommandError `USAGE` on Parquet without a file or without DuckDB, `OUTPUT_UNWRITABLE`
 */
export async function runExport(session: Session, { out, format = 'json' }: ExportFlags): Promise<void> {
  if (format === 'parquet' && out === undefined) {
    throw new CommandError('USAGE', 'Parquet is not for terminals or pipes: name a file with --out.');
  }
  await withCatalog(session, async (view) => {
    const { snapshot } = view;
    if (out === undefined) session.io.stdout.write(await renderExport(snapshot, format));
    else {
      await writeExport(snapshot, format, out);
      session.notes.say(`${snapshot.size} models written to ${out}`);
    }
    noteCatalog(session, view);
  });
}

async function writeExport(snapshot: CatalogSnapshot, format: ExportFormat, file: string): Promise<void> {
  if (format !== 'parquet') return writeFileWhole(file, await renderExport(snapshot, format));
  const { writeNamesParquet } = await import('./write-names-parquet.js');
  await writeNamesParquet(file, nameRows(snapshot));
}

async function renderExport(snapshot: CatalogSnapshot, format: ExportFormat): Promise<string> {
  if (format === 'json') return `${toSafeJson(snapshot.toJSON(), 2)}\n`;
  const { stringify } = await import('csv-stringify/sync');
  // Cells are keys of a join, so none is changed for the sake of spreadsheets.
  return stringify([...nameRows(snapshot)], { header: true, columns: [...nameColumns] });
}
