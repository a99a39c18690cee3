import type { Command } from 'commander';
import { outputFlags, showGlobalFlags, termsFlags } from '../global-flags.js';
import type { OpenSession, Session } from '../session.js';
import { loadTerms, noteTerms } from '../sources/terms-table.js';
import { chooseTableStyle } from '../terminal/style.js';
import { renderTable, type TableColumn } from '../terminal/table.js';
import { toPlainText, toSafeJson } from '../terminal/text.js';
import { maxTermsAgeDays } from './terms/age.js';
import { layerWords } from './terms/render.js';
import { runShow, type ShowFlags } from './terms/show.js';
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
