import { stat } from 'node:fs/promises';
import { countOf } from '@distillable/audit';
import { type CatalogStatus, reasonOf } from '@distillable/catalog';
import type { Command } from 'commander';
import { CommandError } from '../errors.js';
import { outputFlags, showGlobalFlags } from '../flags.js';
import type { OpenSession, Session } from '../session.js';
import { requireFileCache } from '../sources/caches.js';
import { readCacheStatus } from '../sources/open-catalog.js';
import { formatAge } from '../terminal/numbers.js';
import { toPlainText, toSafeJson } from '../terminal/text.js';

/** `distillable cache` */
export function defineCache(program: Command, open: OpenSession): void {
  const cache = program.command('cache').description('show the cached model list, or remove it');
  showGlobalFlags(cache.command('path'), ['json'])
    .description('print the directory of the cache')
    .addHelpText('after', pathExamples)
    .action(async (_flags: unknown, command: Command) => runPath(await open(command)));
  showGlobalFlags(cache.command('info'), ['baseUrl', ...outputFlags])
    .description('show what is cached for the base URL, and how old it is')
    .addHelpText('after', infoExamples)
    .action(async (_flags: unknown, command: Command) => runInfo(await open(command)));
  showGlobalFlags(cache.command('clear'), outputFlags)
    .description('remove every cached list; other files in the directory stay')
    .addHelpText('after', clearExamples)
    .action(async (_flags: unknown, command: Command) => runClear(await open(command)));
  cache.addHelpText('after', examples);
}

const pathExamples = `
Examples:
  distillable cache path
  DISTILLABLE_CACHE_DIR=./cache distillable cache path`;

const infoExamples = `
Examples:
  distillable cache info
  distillable cache info --json | jq .catalog.freshness
  distillable cache info --base-url https://eu.openrouter.ai/api/v1`;

const clearExamples = `
Examples:
  distillable cache clear
  DISTILLABLE_CACHE_DIR=./cache distillable cache clear`;

const examples = `
Examples:
  distillable cache path
  distillable cache info --json | jq .catalog.freshness
  distillable cache clear`;

async function runPath(session: Session): Promise<void> {
  if (noteWithoutFile(session)) return;
  const { directory: path } = await requireFileCache(session);
  const { io, settings } = session;
  io.stdout.write(settings.json ? `${toSafeJson({ path }, 2)}\n` : `${path}\n`);
}

async function runInfo(session: Session): Promise<void> {
  if (noteWithoutFile(session)) return;
  const { settings, io } = session;
  const cache = await requireFileCache(session);
  const status = await readCacheStatus(session, cache);
  const path = cache.lastPath() ?? cache.directory;
  const bytes = await stat(path).then(
    ({ size }) => size,
    () => null,
  );
  const info = { path, bytes, catalog: statusJson(status) };
  io.stdout.write(settings.json ? `${toSafeJson(info, 2)}\n` : describe(path, bytes, status));
}

function statusJson({ digest, retrievedAt, age, freshness, source, size }: CatalogStatus): object | null {
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
  const facts: [string, string][] = [['file', bytes === null ? `${path} (missing)` : path]];
  if (bytes !== null) facts.push(['size', `${bytes} bytes`]);
  if (source === null || retrievedAt === null) facts.push(['list', 'none']);
  else {
    facts.push(
      ['list', `${countOf(size ?? 0, 'model')} of ${source.url}`],
      ['read', `${retrievedAt.toISOString()}, ${formatAge(age ?? 0)} (${freshness})`],
      ['digest', digest ?? ''],
    );
  }
  return facts.map(([name, value]) => `${name.padEnd(8)}${toPlainText(value)}\n`).join('');
}

async function runClear(session: Session): Promise<void> {
  if (noteWithoutFile(session)) return;
  const { directory, clear } = await requireFileCache(session);
  await clear().catch((cause: unknown) => {
    const message = `Cannot clear the cache in ${directory}: ${reasonOf(cause)}.`;
    throw new CommandError('OUTPUT_UNWRITABLE', message, { cause, details: { path: directory } });
  });
  const { io, settings, notes } = session;
  if (settings.json) io.stdout.write(`${toSafeJson({ path: directory, cleared: true }, 2)}\n`);
  else notes.say(`cleared ${directory}`);
}

/** Whether the origin has no cache file; says so. */
function noteWithoutFile({ settings, io, notes }: Session): boolean {
  const { kind } = settings.origin;
  if (kind !== 'sandbox' && kind !== 'file') return false;
  if (settings.json) io.stdout.write(`${toSafeJson({ path: null, catalog: null }, 2)}\n`);
  notes.say(`There is no cache file with ${kind === 'sandbox' ? '--sandbox' : '--catalog'}.`);
  return true;
}
