import type { CatalogSnapshot, TermsEntry, TermsModel } from '@distillable/catalog';
import type { Command } from 'commander';
import { CommandError } from '../errors.js';
import { outputFlags, showGlobalFlags, termsFlags } from '../flags.js';
import type { OpenSession, Session } from '../session.js';
import { catalogFacts, noteCatalog } from '../sources/catalog-view.js';
import { withCatalog } from '../sources/open-catalog.js';
import { loadTerms, noteTerms } from '../sources/terms-table.js';
import { chooseColours } from '../terminal/style.js';
import { chooseTableStyle, renderTable, type TableColumn } from '../terminal/table.js';
import { toPlainText, toSafeJson } from '../terminal/text.js';
import { describeSource, layerWords, maxTermsAgeDays, renderTermsFacts, termsFacts } from './terms/facts.js';
import { runVerify } from './terms/verify.js';

/** `distillable terms` */
export function defineTerms(program: Command, open: OpenSession): void {
  const terms = program
    .command('terms')
    .description('what licences, service terms and hosts say about training on outputs');
  showGlobalFlags(terms.command('list'), ['terms', ...outputFlags])
    .description('list the entries of the table; --json prints a table that --terms reads')
    .addHelpText('after', listExamples)
    .action(async (_flags: unknown, command: Command) => {
      await runList(await open(command));
    });
  showGlobalFlags(terms.command('show'), termsFlags)
    .description('show what the terms say about a model, or one entry')
    .argument('<model>', 'a slug, or the id of an entry')
    .option('--host <provider>', 'the provider that serves it, by name or slug: "Amazon Bedrock"')
    .addHelpText('after', showExamples)
    .action(async (name: string, flags: ShowFlags, command: Command) => {
      await runShow(await open(command), name, flags);
    });
  showGlobalFlags(terms.command('verify'), termsFlags)
    .description('check the table: its form, its digest, globs that match no row, and its age')
    .addHelpText('after', verifyExamples)
    .action(async (_flags: unknown, command: Command) => {
      await runVerify(await open(command));
    });
  terms.addHelpText('after', examples);
}

const listExamples = `
Examples:
  distillable terms list
  distillable terms list --json | jq -r '.entries[] | select(.evidence == "weak") | .id'`;

const showExamples = `
Examples:
  distillable terms show meta-llama-3.1
  distillable terms show qwen/qwen3-32b --host alibaba`;

const verifyExamples = `
Exits with 2 if the table can't be read, and with 1 if a glob of your own table matches no row. Give the reason in
"unmatched" of the entry if that is intended. Texts that were read more than ${maxTermsAgeDays} days ago are reported.

Examples:
  distillable terms verify
  distillable terms verify --terms own-terms.json`;

const examples = `
Dated facts in own words, no legal advice. They stand beside OpenRouter's label and never make a "no" a "yes".

Examples:
  distillable terms list
  distillable terms show qwen/qwen3-32b --host alibaba
  distillable terms show meta-llama-3.1
  distillable terms verify --terms own-terms.json`;

const columns: readonly TableColumn[] = [
  { header: 'ENTRY', align: 'left', importance: 100, isEssential: true },
  { header: 'LAYER', align: 'left', importance: 80 },
  { header: 'STATEMENT', align: 'left', importance: 90 },
  { header: 'EVIDENCE', align: 'left', importance: 60 },
  { header: 'READ', align: 'left', importance: 50 },
  { header: 'DOCUMENT', align: 'left', importance: 70, shrinksTo: 30 },
];

async function runList(session: Session): Promise<void> {
  const { io, settings } = session;
  const loaded = await loadTerms(session);
  const { table } = loaded;
  if (settings.json) io.stdout.write(`${toSafeJson(table, 2)}\n`);
  else {
    const rows = table.entries.map((entry) =>
      [
        entry.id,
        layerWords[entry.layer],
        entry.statement,
        entry.evidence,
        entry.read?.on ?? entry.decided?.on ?? '–',
        entry.document,
      ].map(toPlainText),
    );
    io.stdout.write(renderTable({ columns, rows }, chooseTableStyle(io)).text);
  }
  noteTerms(session, loaded);
}

/** The flags of `distillable terms show`. */
interface ShowFlags {
  /** Name or slug of a provider; null if it is not known. */
  readonly host?: string | null;
}

/** @throws CommandError `USAGE` if the name is neither that of a model nor that of an entry */
async function runShow(session: Session, name: string, { host = null }: ShowFlags): Promise<void> {
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
  const { retiredModel } = await import('../meanings.js');
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

/** All fields of an entry that are not empty. */
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
