import {
  builtInTerms,
  type CatalogModel,
  type ModelTerms,
  overlayTerms,
  type TermsTable,
  termsOf,
} from '@distillable/catalog';
import type { Session } from '../session.js';
import { shortDigest } from './catalog-view.js';
import { parseFile } from './snapshot-file.js';

/** The terms that a command works with. */
export interface LoadedTerms {
  /** The own table over the built-in one, if there is one. */
  readonly table: TermsTable;
  readonly own: { readonly path: string; readonly table: TermsTable } | null;
}

/**
 * The built-in terms, with those of `--terms` or of the configuration laid over them.
 *
 * @throws CommandError `INPUT_UNREADABLE`: a table that can't be read must not look like none
 */
export async function loadTerms({ settings }: Session): Promise<LoadedTerms> {
  const { terms: path } = settings;
  if (path === null) return { table: builtInTerms(), own: null };
  const table = await parseFile(path, async () => {
    const { parseTerms } = await import('@distillable/catalog');
    return parseTerms;
  });
  return { table: overlayTerms(builtInTerms(), table), own: { path, table } };
}

/** The terms of a row; null if the row is not a model. */
export function lookUpTerms(model: CatalogModel, { table }: LoadedTerms): ModelTerms | null {
  return model.kind === 'model' ? termsOf(model, table) : null;
}

/** Says which table was used. */
export function noteTerms({ notes }: Session, { table, own }: LoadedTerms): void {
  const from = own === null ? '' : ` · ${own.path}`;
  notes.say(`terms: ${table.date} · ${shortDigest(table.digest)}${from}`);
}
