import { countOf } from '@distillable/audit';
import { type CatalogSnapshot, type CatalogStatus, saveSnapshot } from '@distillable/catalog';
import { type Command, Option } from 'commander';
import { CommandError, exitCodes, usageError } from '../errors.js';
import { catalogFlags, outputFlags, parseWords, rejectOrigins, showGlobalFlags } from '../flags.js';
import { writeOutput } from '../output.js';
import type { OpenSession, Session } from '../session.js';
import { requireFileCache } from '../sources/caches.js';
import {
  type CatalogView,
  catalogFacts,
  noteCatalog,
  shortDigest,
  viewSnapshot,
} from '../sources/catalog-view.js';
import { readCacheStatus, withCatalog } from '../sources/open-catalog.js';
import { readSnapshotFile } from '../sources/snapshot-file.js';
import { formatAge } from '../terminal/numbers.js';
import { chooseColours } from '../terminal/style.js';
import { toPlainLines, toSafeJson } from '../terminal/text.js';
import {
  type ChosenDiff,
  changeKinds,
  chooseKinds,
  diffSnapshots,
  isEmptyDiff,
  readKinds,
  renderDiff,
} from './snapshot/diff.js';
import { exportNames } from './snapshot/names.js';

/** `distillable snapshot` */
export function defineSnapshot(program: Command, open: OpenSession): void {
  const snapshot = program.command('snapshot').description('export, import and compare model lists');
  showGlobalFlags(snapshot.command('export'), catalogFlags)
    .description('print the current list with its permissions, or write it to a file')
    .option('--out <file>', 'write to this file instead of stdout')
    .addOption(
      new Option(
        '--format <format>',
        'json, which can be imported; or a table of names and verdicts to join with a dataset',
      )
        .choices(['json', 'csv', 'parquet'])
        .default('json'),
    )
    .addHelpText('after', exportExamples)
    .action(async (flags: ExportFlags, command: Command) => {
      await runExport(await open(command), flags);
    });
  showGlobalFlags(snapshot.command('import'), ['baseUrl', ...outputFlags])
    .description('put an exported list into the cache')
    .argument('<file>', 'what `snapshot export` wrote')
    .addHelpText('after', importExamples)
    .action(async (file: string, _flags: unknown, command: Command) => {
      await runImport(await open(command), file);
    });
  showGlobalFlags(snapshot.command('diff'), catalogFlags)
    .description('show what changed between two lists')
    .argument('<old>', 'an exported list')
    .argument('[new]', 'another one (default: the current list)')
    .option('--only <kinds>', `show changes of these kinds only: ${changeKinds.join(', ')}`, parseWords)
    .option('--exit-code', 'exit with 1 if something differs')
    .addHelpText('after', diffExamples)
    .action(async (older: string, newer: string | undefined, flags: DiffFlags, command: Command) => {
      await runDiff(await open(command), older, newer, flags);
    });
  snapshot.addHelpText('after', examples);
}

const exportExamples = `
A table has a row for every name of a model: name, verdict, slug, canonical_slug, kind, permission, alias_target,
retrieved_at, digest, sample. For a whole audit in SQL, see distillable audit --print-sql. Parquet needs --out.

Examples:
  distillable snapshot export --out 2026-09.json
  distillable snapshot export --format csv > names.csv
  distillable snapshot export --format parquet --out names.parquet`;

const importExamples = `
Rejected: a sample, a list of another base URL, one too old to be used, and one older than the cached list.

Examples:
  distillable snapshot import 2026-09.json
  distillable snapshot import eu.json --base-url https://eu.openrouter.ai/api/v1`;

const diffExamples = `
Examples:
  distillable snapshot diff 2026-08.json
  distillable snapshot diff 2026-08.json 2026-09.json
  distillable snapshot diff 2026-08.json --only vanished-distillable,lost --exit-code
  distillable snapshot diff 2026-08.json --json | jq -r '.lost[]'`;

const examples = `
Examples:
  distillable snapshot export --out 2026-09.json
  distillable list --catalog 2026-09.json
  distillable snapshot diff 2026-08.json 2026-09.json`;

/** The flags of `distillable snapshot diff`. */
interface DiffFlags {
  readonly only?: readonly string[];
  readonly exitCode?: boolean;
}

async function runDiff(
  session: Session,
  oldFile: string,
  newFile: string | undefined,
  { only = changeKinds, exitCode }: DiffFlags,
): Promise<void> {
  const kinds = readKinds(only, changeKinds);
  const older = await viewFile(session, oldFile);
  const compare = async (newer: CatalogView): Promise<void> => {
    const diff = chooseKinds(diffSnapshots(older.snapshot, newer.snapshot), kinds);
    printDiff(session, older, newer, diff);
    if (exitCode === true && !isEmptyDiff(diff)) session.endWith(exitCodes.rejected);
  };
  if (newFile === undefined) return withCatalog(session, compare);
  await compare(await viewFile(session, newFile));
}

async function viewFile({ io }: Session, path: string): Promise<CatalogView> {
  return viewSnapshot(await readSnapshotFile(path), io.now());
}

function printDiff(session: Session, older: CatalogView, newer: CatalogView, diff: ChosenDiff): void {
  const { io, settings, notes } = session;
  if (settings.json) {
    io.stdout.write(`${toSafeJson({ old: catalogFacts(older), new: catalogFacts(newer), ...diff }, 2)}\n`);
  } else {
    io.stdout.write(renderDiff(diff, chooseColours(io)));
  }
  notes.say(
    `old: ${older.snapshot.retrievedAt.toISOString()}, new: ${newer.snapshot.retrievedAt.toISOString()}`,
  );
  noteCatalog(session, newer);
}

/** The flags of `distillable snapshot export`. */
interface ExportFlags {
  readonly out?: string;
  /** `json` can be imported; the others are joined with a dataset. */
  readonly format: 'json' | 'csv' | 'parquet';
}

/** @throws CommandError `USAGE` for Parquet without a file, `OUTPUT_UNWRITABLE` */
async function runExport(session: Session, { out, format }: ExportFlags): Promise<void> {
  if (format === 'parquet' && out === undefined) {
    throw usageError('Parquet is not for terminals or pipes: name a file with --out.');
  }
  await withCatalog(session, async (view) => {
    const { snapshot } = view;
    const content =
      format === 'json' ? `${toSafeJson(snapshot.toJSON(), 2)}\n` : await exportNames(snapshot, format);
    if (out !== undefined) {
      await writeOutput(out, content);
      session.notes.say(`${countOf(snapshot.size, 'model')} written to ${out}`);
    } else if (format === 'csv' && toPlainLines(content.toString()) !== content) {
      throw usageError('A name of this list has characters that a terminal acts on: use --out FILE.');
    } else session.io.stdout.write(content);
    noteCatalog(session, view);
  });
}

async function runImport(session: Session, file: string): Promise<void> {
  rejectOrigins(session, 'snapshot import', {
    sandbox: 'a sandbox has no cache.',
    file: 'name the file as the argument.',
  });
  const { settings, io } = session;
  const view = viewSnapshot(await readSnapshotFile(file), io.now());
  const { snapshot } = view;
  rejectForeign(file, snapshot, settings.baseUrl);
  rejectExpired(file, view);

  const cache = await requireFileCache(session);
  const cached = await readCacheStatus(session, cache);
  rejectOlder(file, snapshot, cached);

  await saveSnapshot(cache.store, settings.baseUrl, snapshot);
  if (settings.json) {
    const { digest, size } = snapshot;
    io.stdout.write(
      `${toSafeJson({ imported: true, digest, models: size, previousDigest: cached.digest }, 2)}\n`,
    );
  } else {
    io.stdout.write(`imported ${countOf(snapshot.size, 'model')}, ${shortDigest(snapshot.digest)}\n`);
  }
  noteCatalog(session, view);
}

/** From then on, a sample or another server's list would be used as this server's. */
function rejectForeign(file: string, { source }: CatalogSnapshot, baseUrl: string): void {
  const details = { path: file, source: source.url, sample: source.sample };
  if (source.sample !== null) {
    const message = `${file} is a sample (${source.sample}), which must not get into the cache. Look at it with --catalog ${file}.`;
    throw new CommandError('SNAPSHOT_REFUSED', message, { details });
  }
  if (source.url === baseUrl) return;
  const message = `${file} was read from ${source.url}, not from ${baseUrl}. Import it for its own server with --base-url ${source.url}.`;
  throw new CommandError('SNAPSHOT_REFUSED', message, { details });
}

function rejectExpired(file: string, { freshness, ageMs }: CatalogView): void {
  if (freshness !== 'expired') return;
  const message = `${file} is ${formatAge(ageMs)}: in the cache it would never be used. Look at it with --catalog ${file}.`;
  throw new CommandError('CATALOG_EXPIRED', message, { details: { path: file, age: ageMs } });
}

function rejectOlder(file: string, { retrievedAt }: CatalogSnapshot, cached: CatalogStatus): void {
  if (cached.retrievedAt === null || cached.retrievedAt <= retrievedAt) return;
  const message = `The cached list (${cached.retrievedAt.toISOString()}) is newer than ${file} (${retrievedAt.toISOString()}). To go back to it, run \`distillable cache clear\` first.`;
  throw new CommandError('SNAPSHOT_REFUSED', message, { details: { path: file } });
}
