import { countOf } from '@distillable/audit';
import type { CatalogStatus } from '@distillable/catalog';
import type { Command } from 'commander';
import { outputFlags, rejectOrigins, showGlobalFlags } from '../flags.js';
import type { OpenSession, Session } from '../session.js';
import {
  type CatalogView,
  catalogFacts,
  noteCatalog,
  shortDigest,
  viewSnapshot,
} from '../sources/catalog-view.js';
import { createLiveCatalog, withCatalog } from '../sources/open-catalog.js';
import { formatAge } from '../terminal/numbers.js';
import { withProgress } from '../terminal/progress.js';
import { toSafeJson } from '../terminal/text.js';

/** `distillable refresh` */
export function defineRefresh(program: Command, open: OpenSession): void {
  showGlobalFlags(program.command('refresh'), ['sandbox', 'baseUrl', 'timeout', ...outputFlags])
    .description('read the model list from the server now, even if the cached one is fresh')
    .addHelpText('after', examples)
    .action(async (_flags: unknown, command: Command) => {
      await runRefresh(await open(command));
    });
}

const examples = `
Exits with 4 if the list could not be read; the cached one stays as it was.

Examples:
  distillable refresh
  distillable refresh --json | jq .changed
  distillable refresh --base-url https://eu.openrouter.ai/api/v1 --timeout 30s`;

/** The list that was cached before. */
type Previous = Pick<CatalogStatus, 'digest' | 'age'>;

async function runRefresh(session: Session): Promise<void> {
  rejectOrigins(session, 'refresh', {
    offline: 'it reads the list from the server.',
    file: 'a file does not change by reading it.',
  });
  const { settings, io } = session;
  // The sandbox has no cache, so its list is read each time.
  if (settings.origin.kind === 'sandbox') {
    return withCatalog(session, async (view) => report(session, view, { digest: null, age: null }));
  }
  const { catalog, close } = await createLiveCatalog(session);
  try {
    const previous = await catalog.status();
    const snapshot = await withProgress(session, `Reading the model list of ${settings.baseUrl}`, () =>
      catalog.refresh(),
    );
    report(session, viewSnapshot(snapshot, io.now()), previous);
  } finally {
    await close();
  }
}

function report(session: Session, view: CatalogView, previous: Previous): void {
  const { snapshot } = view;
  const distillable = snapshot.distillable().length;
  const { io, settings } = session;
  if (settings.json) {
    const changed = previous.digest === null ? null : previous.digest !== snapshot.digest;
    const facts = { catalog: catalogFacts(view), models: snapshot.size, distillable };
    io.stdout.write(`${toSafeJson({ ...facts, changed, previousDigest: previous.digest }, 2)}\n`);
  } else {
    io.stdout.write(`${countOf(snapshot.size, 'model')}, ${distillable} distillable\n`);
    io.stdout.write(`${describeChange(snapshot.digest, previous)}\n`);
  }
  noteCatalog(session, view);
}

function describeChange(digest: string, previous: Previous): string {
  if (previous.digest === null) return `${shortDigest(digest)}, the first list in this cache`;
  const before = `the list before (${formatAge(previous.age ?? 0)})`;
  if (previous.digest === digest) return `${shortDigest(digest)}, the same as ${before}`;
  return `${shortDigest(digest)}, changed from ${shortDigest(previous.digest)}, ${before}`;
}
