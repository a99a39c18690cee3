import { countOf } from '@distillable/audit';
import { type CatalogModel, matchesGlob, type TermsTable } from '@distillable/catalog';
import { exitCodes } from '../../errors.js';
import type { Session } from '../../session.js';
import { catalogFacts, noteCatalog } from '../../sources/catalog-view.js';
import { withCatalog } from '../../sources/open-catalog.js';
import { loadTerms, noteTerms } from '../../sources/terms-table.js';
import { toPlainText, toSafeJson } from '../../terminal/text.js';
import { maxTermsAgeDays, termsAge } from './facts.js';

/**
 * Checks the form of the table, its digest, its globs and its age.
 *
 * @throws CommandError `INPUT_UNREADABLE`, CatalogError `TERMS_INVALID`
 */
export async function runVerify(session: Session): Promise<void> {
  const { io, settings } = session;
  const loaded = await loadTerms(session);
  const { table, own } = loaded;
  const { parseTerms } = await import('@distillable/catalog');
  parseTerms(table);
  await withCatalog(session, async (view) => {
    const unmatched = findUnmatchedGlobs(table, view.snapshot.models());
    const old = findOldEntries(table, io.now());
    const ownIds = new Set(own?.table.entries.map(({ id }) => id));
    const ownUnmatched = unmatched.filter(({ entry }) => ownIds.has(entry));
    if (ownUnmatched.length > 0) session.endWith(exitCodes.rejected);
    if (settings.json) {
      const { date, digest, entries } = table;
      const facts = { date, digest, entries: entries.length, own: own?.path ?? null };
      const findings = [...unmatched, ...old];
      io.stdout.write(`${toSafeJson({ catalog: catalogFacts(view), ...facts, findings }, 2)}\n`);
    } else {
      // Rows come and go, so that many globs of the built-in table match none of a short list.
      const shown = [...(settings.verbose ? unmatched : ownUnmatched), ...old];
      const lines = shown.map(
        ({ entry, code, text }) => `${toPlainText(entry)}: ${code} ${toPlainText(text)}`,
      );
      const summary = `${countOf(table.entries.length, 'entry', 'entries')} can be read · ${countOf(unmatched.length, 'glob')} without a row · ${old.length} old`;
      io.stdout.write([...lines, summary].map((line) => `${line}\n`).join(''));
    }
    noteOld(session, old.length);
    noteTerms(session, loaded);
    noteCatalog(session, view);
  });
}

function noteOld({ notes }: Session, count: number): void {
  if (count === 0) return;
  const are = `${countOf(count, 'entry is', 'entries are')} older than ${maxTermsAgeDays} days`;
  notes.warn(`warning: ${are}; the texts may have changed since.`);
}

/** An entry is old, or a glob of it matches no row. */
interface TermsFinding {
  readonly code: 'GLOB_WITHOUT_ROW' | 'OLD';
  readonly entry: string;
  /** One plain sentence. */
  readonly text: string;
}

/** Globs that match no row, where the entry gives no reason for it. @param rows the model list */
function findUnmatchedGlobs({ entries }: TermsTable, rows: readonly CatalogModel[]): readonly TermsFinding[] {
  return entries.flatMap(({ id, models, unmatched = {} }) =>
    models
      .filter((glob) => !Object.hasOwn(unmatched, glob) && !rows.some((row) => matchesGlob(glob, row)))
      .map((glob) => ({
        code: 'GLOB_WITHOUT_ROW' as const,
        entry: id,
        text: `${glob} matches no row of this list.`,
      })),
  );
}

/** Entries that were read, or decided, more than {@link maxTermsAgeDays} ago. @param now milliseconds since the epoch */
function findOldEntries({ entries }: TermsTable, now: number): readonly TermsFinding[] {
  return entries.flatMap((entry) => {
    const age = termsAge(entry, now);
    if (age?.isOld === false) return [];
    const text = age === null ? 'It has no date.' : `It was read on ${age.on}, ${age.days} days ago.`;
    return [{ code: 'OLD' as const, entry: entry.id, text }];
  });
}
