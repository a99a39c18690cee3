import { stat } from 'node:fs/promises';
import { type CatalogStatus, createCatalog } from '@distillable/catalog';
import type { Command } from 'commander';
import { CommandError, reasonOf } from '../errors.js';
import { warnOf } from '../notes.js';
import type { OpenSession, Session } from '../session.js';
import { findCacheDirectory, openFileCache } from '../sources/file-cache.js';
import { freshnessLimits } from '../sources/with-catalog.js';
import { formatAge } from '../terminal/numbers.js';
import { toPlainText, toSafeJson } from '../terminal/text.js';

/** `distillable cache` */
export function defineCache(program: Command, open: OpenSession): void {
  const cache = program.command('cache').description('look at the cached model list, or remove it');
  cache
    .command('path')
    .description('print the directory of the cache')
    .action(async (_flags: unknown, command: Command) => {
      await runCachePath(await open(command));
    });
  cache
    .command('info')
    .description('tell what is cached for the base URL, and how old it is')
    .action(async (_flags: unknown, command: Command) => {
      await runCacheInfo(await open(command));
    });
  cache
    .command('clear')
    .description('remove every cached list; other files in the directory stay')
    .action(async (_flags: unknown, command: Command) => {
      await runCacheClear(await open(command));
    });
  cache.addHelpText('after', examples);
}

const examples = `
Examples:
  distillable cache path
  distillable cache info --json | jq .catalog.freshness
  DISTILLABLE_CACHE_DIR=./cache distillable cache clear`;

/** `distillable cache path` */
async function runCachePath(session: Session): Promise<void> {
  if (saysWithoutFile(session)) return;
  const path = await findCacheDirectory(session.settings);
  session.io.stdout.write(session.settings.json ? `${toSafeJson({ path }, 2)}\n` : `${path}\n`);
}

/** `distillable cache info` */
async function runCacheInfo(session: Session): Promise<void> {
  if (saysWithoutFile(session)) return;
  const { settings, io, notes } = session;
  const cache = await openFileCache(session);
  const catalog = createCatalog({
    baseUrl: settings.baseUrl,
    cache: cache.store,
    ...freshnessLimits,
    now: io.now,
    onWarning: warnOf(notes),
  });
  const status = await catalog.status();
  await catalog.close();
  const path = cache.lastPath() ?? cache.directory;
  const bytes = await stat(path).then(
    ({ size }) => size,
    () => null,
  );
  const info = { path, bytes, catalog: catalogOf(status) };
  if (settings.json) io.stdout.write(`${toSafeJson(info, 2)}\n`);
  else io.stdout.write(describe(path, bytes, status));
}

function catalogOf({ digest, retrievedAt, age, freshness, source, size }: CatalogStatus): object | null {
  if (source === null) return null;
  return {
    digest,
    retrievedAt: retrievedAt?.toISOString(),
    age,
    freshness,
    source: source.url,
    models: size,
  };
}

function describe(path: string, bytes: number | null, status: CatalogStatus): string {
  const { source, age, freshness, digest, size, retrievedAt } = status;
  const facts: [string, string][] = [['file', bytes === null ? `${path} (not there)` : path]];
  if (bytes !== null) facts.push(['size', `${bytes} bytes`]);
  if (source === null || retrievedAt === null) facts.push(['list', 'none']);
  else {
    facts.push(
      ['list', `${size} models of ${source.url}`],
      ['read', `${retrievedAt.toISOString()}, ${formatAge(age ?? 0)} (${freshness})`],
      ['digest', digest ?? ''],
    );
  }
  return facts.map(([name, value]) => `${name.padEnd(8)}${toPlainText(value)}\n`).join('');
}

/** `distillable cache clear` */
async function runCacheClear(session: Session): Promise<void> {
  if (saysWithoutFile(session)) return;
  const { directory, clear } = await openFileCache(session);
  await clear().catch((cause: unknown) => {
    const message = `Cannot clear the cache in ${directory}: ${reasonOf(cause)}.`;
    throw new CommandError('OUTPUT_UNWRITABLE', message, { cause, details: { path: directory } });
  });
  if (session.settings.json)
    session.io.stdout.write(`${toSafeJson({ path: directory, cleared: true }, 2)}\n`);
  else session.notes.say(`cleared ${directory}`);
}

/** Says that no cache file is involved, where that is so, and tells whether it did. */
function saysWithoutFile({ settings, io, notes }: Session): boolean {
  const { kind } = settings.origin;
  if (kind !== 'sandbox' && kind !== 'file') return false;
  if (settings.json) io.stdout.write(`${toSafeJson({ path: null, catalog: null }, 2)}\n`);
  notes.say(`No cache file is involved with ${kind === 'sandbox' ? '--sandbox' : '--catalog'}.`);
  return true;
}
