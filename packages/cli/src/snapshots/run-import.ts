import {
  type CatalogSnapshot,
  type CatalogStatus,
  createCatalog,
  saveSnapshot,
} from '@distillable/catalog/light';
import { openFileCache } from '../cache/open-file-cache.js';
import { CommandError } from '../command-error.js';
import { warnOf } from '../notes.js';
import { refuseOrigins } from '../refuse-origins.js';
import { formatAge } from '../render/age.js';
import { noteCatalog, shortDigest } from '../render/catalog-facts.js';
import { toSafeJson } from '../render/safe-json.js';
import type { Session } from '../session.js';
import { type CatalogView, freshnessLimits, viewSnapshot } from '../sources/opened-source.js';
import { readSnapshotFile } from '../sources/read-snapshot-file.js';

/** `distillable snapshot import` */
export async function runImport(session: Session, file: string): Promise<void> {
  refuseOrigins(session, 'snapshot import', {
    sandbox: 'a sandbox has no cache.',
    file: 'name the file as the argument.',
  });
  const { settings, io, notes } = session;
  const view = viewSnapshot(await readSnapshotFile(file), io.now());
  const { snapshot } = view;
  refuseForeign(file, snapshot, settings.baseUrl);
  refuseExpired(file, view);

  const cache = await openFileCache(session);
  const options = { baseUrl: settings.baseUrl, cache: cache.keyv, now: io.now, onWarning: warnOf(notes) };
  const catalog = createCatalog({ ...options, ...freshnessLimits });
  const cached = await catalog.status();
  await catalog.close();
  refuseOlder(file, snapshot, cached);

  await saveSnapshot(cache.keyv, settings.baseUrl, snapshot);
  if (settings.json) {
    const { digest, size } = snapshot;
    io.stdout.write(
      `${toSafeJson({ imported: true, digest, models: size, previousDigest: cached.digest }, 2)}\n`,
    );
  } else {
    io.stdout.write(`imported ${snapshot.size} models, ${shortDigest(snapshot.digest)}\n`);
  }
  noteCatalog(session, view);
}

/** A sample, or another server's list, would be taken for this server's from then on. */
function refuseForeign(file: string, { source }: CatalogSnapshot, baseUrl: string): void {
  const details = { path: file, source: source.url, sample: source.sample };
  if (source.sample !== null) {
    const message = `${file} is a sample (${source.sample}), which must not get into the cache. Look at it with --catalog ${file}.`;
    throw new CommandError('SNAPSHOT_REFUSED', message, { details });
  }
  if (source.url === baseUrl) return;
  const message = `${file} was read from ${source.url}, not from ${baseUrl}. Import it for its own server with --base-url ${source.url}.`;
  throw new CommandError('SNAPSHOT_REFUSED', message, { details });
}

function refuseExpired(file: string, { freshness, ageMs }: CatalogView): void {
  if (freshness !== 'expired') return;
  const message = `${file} is ${formatAge(ageMs)}: in the cache it would never be used. Look at it with --catalog ${file}.`;
  throw new CommandError('CATALOG_EXPIRED', message, { details: { path: file, age: ageMs } });
}

function refuseOlder(file: string, { retrievedAt }: CatalogSnapshot, cached: CatalogStatus): void {
  if (cached.retrievedAt === null || cached.retrievedAt <= retrievedAt) return;
  const message = `The cached list (${cached.retrievedAt.toISOString()}) is newer than ${file} (${retrievedAt.toISOString()}). To go back to it all the same, run \`distillable cache clear\` first.`;
  throw new CommandError('SNAPSHOT_REFUSED', message, { details: { path: file } });
}
