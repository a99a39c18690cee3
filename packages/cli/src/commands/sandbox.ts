import { readCatalogFiles, type SandboxCatalog, startSandbox } from '@distillable/sandbox';
import type { Command } from 'commander';
import { usageError } from '../errors.js';
import { outputFlags, parsePort, rejectOrigins, showGlobalFlags } from '../flags.js';
import { serveUntilInterrupted } from '../output.js';
import type { OpenSession, Session } from '../session.js';

/** `distillable sandbox` */
export function defineSandbox(program: Command, open: OpenSession): void {
  showGlobalFlags(program.command('sandbox'), outputFlags)
    .description('run a local OpenRouter with a sample catalog, until it is interrupted')
    .option('--port <number>', 'port on 127.0.0.1 (default: any free one)', parsePort)
    .option('--catalog <file>', 'a saved response of GET /models, to serve instead of the sample')
    .option('--distillable <file>', 'slugs to call distillable, with --catalog')
    .addHelpText('after', examples)
    .action(async (flags: SandboxFlags, command: Command) => {
      await runSandbox(await open(command), flags);
    });
}

const examples = `
Examples:
  distillable sandbox --port 4010
  OPENROUTER_BASE_URL=http://127.0.0.1:4010/api/v1 distillable list
  distillable sandbox --catalog models.json --distillable slugs.txt`;

/** The flags of `sandbox`. */
interface SandboxFlags {
  readonly port?: number;
  readonly distillable?: string;
}

async function runSandbox(session: Session, { port, distillable }: SandboxFlags): Promise<void> {
  rejectOrigins(session, 'sandbox', { sandbox: 'it is one.', offline: 'it is a server.' });
  const { notes } = session;
  const catalog = await readCatalog(session, distillable);
  const sandbox = await startSandbox({ port, catalog });
  const { url, sample } = sandbox;
  await serveUntilInterrupted(session, { url, sample }, () => {
    notes.warn(`SAMPLE: ${sample}`);
    notes.say(`Try it: OPENROUTER_BASE_URL=${url} distillable list`);
    notes.say('It generates text too: give that address to a client as its base URL, with any API key.');
    notes.say('Ctrl-C ends it.');
  });
  await sandbox.close();
}

async function readCatalog({ settings }: Session, distillable?: string): Promise<SandboxCatalog | undefined> {
  if (settings.origin.kind === 'file') {
    const catalog = settings.origin.path;
    return readCatalogFiles({ catalog, ...(distillable === undefined ? {} : { distillable }) });
  }
  if (distillable === undefined) return undefined;
  throw usageError('--distillable needs --catalog FILE: the built-in catalog has its own labels.');
}
