import { catalogFacts, noteCatalog } from '../render/catalog-facts.js';
import { toSafeJson } from '../render/safe-json.js';
import { loadColours } from '../render/terminal-style.js';
import type { Session } from '../session.js';
import { type CatalogView, viewSnapshot } from '../sources/opened-source.js';
import { readSnapshotFile } from '../sources/read-snapshot-file.js';
import { withCatalog } from '../sources/with-catalog.js';
import { diffSnapshots } from './diff-snapshots.js';
import { renderDiff } from './render-diff.js';

/** `distillable snapshot diff` */
export async function runDiff(session: Session, oldFile: string, newFile: string | undefined): Promise<void> {
  const older = await viewFile(session, oldFile);
  if (newFile === undefined) return withCatalog(session, (newer) => printDiff(session, older, newer));
  await printDiff(session, older, await viewFile(session, newFile));
}

async function viewFile({ io }: Session, path: string): Promise<CatalogView> {
  return viewSnapshot(await readSnapshotFile(path), io.now());
}

async function printDiff(session: Session, older: CatalogView, newer: CatalogView): Promise<void> {
  const { io, settings, notes } = session;
  const diff = diffSnapshots(older.snapshot, newer.snapshot);
  if (settings.json) {
    io.stdout.write(`${toSafeJson({ old: catalogFacts(older), new: catalogFacts(newer), ...diff }, 2)}\n`);
  } else {
    io.stdout.write(renderDiff(diff, await loadColours(io)));
  }
  notes.say(
    `old: ${older.snapshot.retrievedAt.toISOString()}, new: ${newer.snapshot.retrievedAt.toISOString()}`,
  );
  noteCatalog(session, newer);
}
