import type { CatalogSnapshot, TermsEntry, TermsModel } from '@distillable/catalog';
import { CommandError } from '../../errors.js';
import type { Session } from '../../session.js';
import { catalogFacts, noteCatalog } from '../../sources/catalog-view.js';
import { loadTerms, noteTerms } from '../../sources/terms-table.js';
import { withCatalog } from '../../sources/with-catalog.js';
import { chooseColours } from '../../terminal/style.js';
import { toPlainText, toSafeJson } from '../../terminal/text.js';
import { termsFacts } from './facts.js';
import { describeSource, layerWords, renderTermsFacts } from './render.js';

/** The flags of `distillable terms show`. */
export interface ShowFlags {
  /** Name or slug of a provider. */
  readonly host?: string;
}

/**
 * Shows what the terms say about a model, or one entry.
 *
 * @throws CommandError `USAGE` if there is neither
 */
export async function runShow(
  session: Session,
  name: string,
  { host = null }: { readonly host?: string | null },
): Promise<void> {
  const { io, settings } = session;
  const loaded = await loadTerms(session);
  const entry = loaded.table.entries.find(({ id }) => id === name);
  if (entry !== undefined) {
    io.stdout.write(settings.json ? `${toSafeJson(entry, 2)}\n` : renderEntry(entry));
    noteTerms(session, loaded);
    return;
  }
  await withCatalog(session, async (view) => {
    const model = await findModel(name, view.snapshot);
    const facts = termsFacts(model, loaded.table, host);
    const { slug, permission } = model;
    if (settings.json) {
      const shown = { catalog: catalogFacts(view), requested: name, model: slug, permission, host, ...facts };
      io.stdout.write(`${toSafeJson(shown, 2)}\n`);
    } else {
      const colours = chooseColours(io);
      const label = permission === 'unlisted' ? 'not in the list any more' : `label ${permission}`;
      const title = `${colours.bold(toPlainText(slug))}: ${label}`;
      io.stdout.write([title, ...renderTermsFacts(facts, colours)].map((line) => `${line}\n`).join(''));
    }
    noteTerms(session, loaded);
    noteCatalog(session, view);
  });
}

async function findModel(name: string, snapshot: CatalogSnapshot): Promise<TermsModel> {
  const { model } = snapshot.resolve(name);
  if (model?.kind === 'model') return model;
  if (model !== null) throw noModel(name, true);
  const { retiredModel } = await import('./retired-model.js');
  const retired = retiredModel(name, snapshot);
  if (retired === null) throw noModel(name, false);
  return retired;
}

function noModel(name: string, isRouter: boolean): CommandError {
  const message = isRouter
    ? `${name} is a router: the terms of the model that it picks apply.`
    : `${name} is neither the id of an entry nor a model of the list. See \`distillable terms list\` and \`distillable explain ${name}\`.`;
  return new CommandError('USAGE', message);
}

/** All fields of an entry that has something in them. */
function renderEntry(entry: TermsEntry): string {
  const facts: readonly (readonly [string, string])[] = [
    ['document', entry.clause === null ? entry.document : `${entry.document}, ${entry.clause}`],
    ['holder', entry.holder],
    ['layer', entry.host === null ? layerWords[entry.layer] : `${layerWords[entry.layer]} ${entry.host}`],
    ['models', entry.models.join(', ')],
    ['statement', entry.statement],
    ['conditions', entry.conditions.join(', ')],
    ['summary', entry.summary],
    ['source', describeSource(entry)],
    ...[...(entry.read === null ? [] : [entry.read]), ...(entry.also ?? [])].map(
      ({ from, sha256 }) =>
        ['read from', sha256 === null ? `${from}, an excerpt` : `${from}, SHA-256 ${sha256}`] as const,
    ),
  ];
  const lines = facts.flatMap(([name, value]) =>
    value === '' ? [] : [`  ${name.padEnd(12)}${toPlainText(value)}`],
  );
  return [toPlainText(entry.id), ...lines].map((line) => `${line}\n`).join('');
}
