import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { type CatalogSnapshot, reasonOf } from '@distillable/catalog';
import { type ExploreData, readPageFiles, servePage } from '@distillable/explore';
import { ProxyError } from '@distillable/proxy';
import type { Command } from 'commander';
import { unwritable, usageError } from '../errors.js';
import { parsePort, showGlobalFlags, termsFlags } from '../flags.js';
import { readVersion } from '../io.js';
import { serveUntilInterrupted, writeOutput } from '../output.js';
import { choosePolicy } from '../policy-file.js';
import type { OpenSession, Session } from '../session.js';
import { limitsOf, noteCatalog, viewSnapshot } from '../sources/catalog-view.js';
import { type OpenedCatalog, openCatalog } from '../sources/open-catalog.js';
import { loadTerms } from '../sources/terms-table.js';
import { toSafeJson } from '../terminal/text.js';

/** `distillable explore` */
export function defineExplore(program: Command, open: OpenSession): void {
  showGlobalFlags(program.command('explore'), termsFlags)
    .description('look at models, requests and data files on a local web page')
    .option('--port <number>', 'port on 127.0.0.1; 0 takes any free one (default: 8403)', parsePort)
    .option('--export <dir>', 'write the page as files for a web host, with the current list, and end')
    .option('--policy <file>', 'a policy, or a configuration with one (default: distillable.config.json)')
    .addHelpText('after', examples)
    .action(async (flags: ExploreFlags, command: Command) => {
      await runExplore(await open(command), flags);
    });
}

const examples = `
The page is for browsers on this machine. It judges in the browser: what you paste or drop there does not leave it.
--export writes the policy too, so leave out what is private.

Examples:
  distillable explore
  distillable explore --sandbox --port 0
  distillable explore --export public/models`;

/** The flags of `explore`. */
interface ExploreFlags {
  readonly port?: number;
  /** A directory. */
  readonly export?: string;
  /** A file. */
  readonly policy?: string;
}

async function runExplore(session: Session, flags: ExploreFlags): Promise<void> {
  if (flags.export !== undefined && flags.port !== undefined) {
    throw usageError('--export writes files, so --port has no use with it. Leave one of them out.');
  }
  const { policy, from } = await choosePolicy(session, flags);
  const { table } = await loadTerms(session);
  const opened = await openCatalog(session, limitsOf(policy));
  try {
    const snapshot = await opened.catalog.snapshot();
    noteCatalog(session, viewSnapshot(snapshot, session.io.now(), opened.catalog.limits));
    if (from !== null) session.notes.say(`policy: ${from}`);
    const dataOf = (list: CatalogSnapshot): ExploreData => ({
      version: readVersion(),
      snapshot: list.toJSON(),
      limits: opened.catalog.limits,
      policy,
      terms: table,
    });
    if (flags.export === undefined) await serve(session, flags.port ?? 8_403, opened, dataOf);
    else await writePage(session, flags.export, dataOf(snapshot));
  } finally {
    await opened.close();
  }
}

async function serve(
  session: Session,
  port: number,
  { catalog }: OpenedCatalog,
  dataOf: (list: CatalogSnapshot) => ExploreData,
): Promise<void> {
  const content = { files: await readPageFiles(), readData: async () => dataOf(await catalog.snapshot()) };
  const { url, close } = await servePage(content, port).catch((cause: unknown) => {
    if (!ProxyError.is(cause, 'LISTEN_FAILED')) throw cause;
    throw usageError(`${reasonOf(cause)}. Choose another --port; 0 takes a free one.`);
  });
  await serveUntilInterrupted(session, { url }, () =>
    session.notes.say('Open this address in a browser on this machine. Ctrl-C ends it.'),
  );
  await close();
}

/** @throws CommandError `OUTPUT_UNWRITABLE` */
async function writePage(
  { io, settings, notes }: Session,
  directory: string,
  data: ExploreData,
): Promise<void> {
  await mkdir(directory, { recursive: true }).catch((cause: unknown) => {
    throw unwritable(directory, cause);
  });
  const files = new Map<string, string | Uint8Array>(await readPageFiles());
  files.set('data.json', JSON.stringify(data));
  for (const [name, content] of files) await writeOutput(join(directory, name), content);
  const names = [...files.keys()].sort();
  io.stdout.write(settings.json ? `${toSafeJson({ directory, files: names })}\n` : `${directory}\n`);
  notes.say(`${names.length} files. Serve them from any web host: their addresses are relative.`);
}
