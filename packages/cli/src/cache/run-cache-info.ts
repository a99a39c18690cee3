import { stat } from 'node:fs/promises';
import { type CatalogStatus, createCatalog } from '@distillable/catalog/light';
import { warnOf } from '../notes.js';
import { formatAge } from '../render/age.js';
import { toPlainText } from '../render/plain-text.js';
import { toSafeJson } from '../render/safe-json.js';
import type { Session } from '../session.js';
import { freshnessLimits } from '../sources/opened-source.js';
import { openFileCache } from './open-file-cache.js';
import { saysWithoutFile } from './without-file.js';

/** `distillable cache info` */
export async function runCacheInfo(session: Session): Promise<void> {
  if (saysWithoutFile(session)) return;
  const { settings, io, notes } = session;
  const cache = await openFileCache(session);
  const catalog = createCatalog({
    baseUrl: settings.baseUrl,
    cache: cache.keyv,
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
