import { Command, Option } from 'commander';
import type { ExitCode } from './errors.js';
import { parseDuration } from './flag-values.js';
import type { Io } from './io.js';
import { createSession, type OpenSession } from './session.js';
import { defaultBaseUrl, type GlobalFlags } from './settings.js';

type Define = (program: Command, open: OpenSession) => void;

/** Where each command is defined; what it does is loaded when it runs. */
const definitions: Readonly<Record<string, () => Promise<Define>>> = {
  check: async () => (await import('./commands/check.js')).defineCheck,
  audit: async () => (await import('./commands/audit.js')).defineAudit,
  list: async () => (await import('./commands/list.js')).defineList,
  explain: async () => (await import('./commands/explain.js')).defineExplain,
  refresh: async () => (await import('./commands/refresh.js')).defineRefresh,
  cache: async () => (await import('./commands/cache.js')).defineCache,
  snapshot: async () => (await import('./commands/snapshot.js')).defineSnapshot,
  ledger: async () => (await import('./commands/ledger.js')).defineLedger,
  proxy: async () => (await import('./commands/proxy.js')).defineProxy,
  sandbox: async () => (await import('./commands/sandbox.js')).defineSandbox,
};

/** Names of the commands that work with a catalog. */
export const commandNames: readonly string[] = Object.keys(definitions);

/**
 * The command line. Where `argv` begins with a command's name, only that one is defined: each one more would cost every
 * run a millisecond. Otherwise (flags first, help, a typing error) all are.
 */
export async function createProgram(
  io: Io,
  argv: readonly string[],
  endWith: (code: ExitCode) => void,
): Promise<Command> {
  const [first = ''] = argv;
  const open = sessionOpener(io, endWith);
  if (Object.hasOwn(definitions, first)) return createCommands(io, [first], open);
  const program = await createCommands(io, commandNames, open);
  const { defineCompletion } = await import('./commands/completion.js');
  // Completion describes a program of its own: the library adds its commands to what it describes.
  defineCompletion(program, open, () => createCommands(io, commandNames, open));
  return program;
}

async function createCommands(io: Io, names: readonly string[], open: OpenSession): Promise<Command> {
  const program = createBareProgram(io);
  for (const name of names) {
    const define = await definitions[name]?.();
    define?.(program, open);
  }
  return program;
}

function sessionOpener(io: Io, endWith: (code: ExitCode) => void): OpenSession {
  return (command) => createSession(command.optsWithGlobals<GlobalFlags>(), io, endWith);
}

function createBareProgram(io: Io): Command {
  const program = new Command('distillable')
    .description('May the text that an OpenRouter model returns be used to train another model?')
    .exitOverride()
    .configureOutput({
      writeOut: (text) => io.stdout.write(text),
      writeErr: (text) => io.stderr.write(text),
      // Errors are reported in one place, for people or as JSON.
      outputError: () => {},
      getOutHelpWidth: () => io.stdout.columns ?? 100,
      getErrHelpWidth: () => io.stderr.columns ?? 100,
      getOutHasColors: () => false,
      getErrHasColors: () => false,
    })
    .configureHelp({ showGlobalOptions: true })
    .helpOption('-h, --help', 'show help, with examples')
    .addHelpText('after', programExamples);
  for (const option of globalOptions()) program.addOption(option);
  program.on('option:version', () => {
    throw new VersionRequest();
  });
  return program;
}

/** Thrown to end the parsing at `--version`. */
export class VersionRequest extends Error {}

function globalOptions(): readonly Option[] {
  return [
    new Option('--sandbox', 'use the built-in sample catalog, without network or cache').conflicts([
      'offline',
      'catalog',
      'baseUrl',
    ]),
    new Option('--offline', 'use only what is cached'),
    new Option('--catalog <file>', 'use only an exported snapshot').conflicts('baseUrl'),
    new Option('--base-url <url>', `base URL of the API (OPENROUTER_BASE_URL; default: ${defaultBaseUrl})`),
    new Option('--timeout <duration>', 'for one request: 5s, 500ms (default: 10s)').argParser(parseDuration),
    new Option('--json', 'print data, and errors, as JSON'),
    new Option('--quiet', 'print no facts and hints beside the data').conflicts('verbose'),
    new Option('--verbose', 'print details, and stack traces of errors'),
    new Option('-V, --version', 'print the version'),
  ];
}

const programExamples = `
Examples:
  distillable list                          models you may distil from, by OpenRouter's labels
  distillable list --sandbox                the same on a built-in sample, without network
  distillable explain openai/gpt-oss-120b   why one model is allowed or not, and what to use instead
  distillable check --request body.json     whether a request may be sent, by every model that it names

Settings: flags, then the environment, then distillable.config.json here or in a directory above
Environment: OPENROUTER_API_KEY, OPENROUTER_BASE_URL, DISTILLABLE_CACHE_DIR, HTTPS_PROXY, NO_PROXY, NO_COLOR
Exit codes: 0 done · 1 the policy refuses · 2 wrong usage or unreadable input · 3 no catalog that may be used ·
            4 the upstream failed · 70 a bug`;
