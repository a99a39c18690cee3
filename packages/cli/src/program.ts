import { Command } from 'commander';
import type { ExitCode } from './errors.js';
import { globalOptions } from './flags.js';
import type { Io } from './io.js';
import { createSession, type OpenSession } from './session.js';
import type { GlobalFlags } from './settings.js';

type Define = (program: Command, open: OpenSession) => void;

/** Where each command is defined. */
const definitions: Readonly<Record<string, () => Promise<Define>>> = {
  check: async () => (await import('./commands/check.js')).defineCheck,
  audit: async () => (await import('./commands/audit.js')).defineAudit,
  list: async () => (await import('./commands/list.js')).defineList,
  explain: async () => (await import('./commands/explain.js')).defineExplain,
  refresh: async () => (await import('./commands/refresh.js')).defineRefresh,
  cache: async () => (await import('./commands/cache.js')).defineCache,
  snapshot: async () => (await import('./commands/snapshot.js')).defineSnapshot,
  terms: async () => (await import('./commands/terms.js')).defineTerms,
  watch: async () => (await import('./commands/watch.js')).defineWatch,
  guardrail: async () => (await import('./commands/guardrail.js')).defineGuardrail,
  ledger: async () => (await import('./commands/ledger.js')).defineLedger,
  evidence: async () => (await import('./commands/evidence.js')).defineEvidence,
  proxy: async () => (await import('./commands/proxy.js')).defineProxy,
  explore: async () => (await import('./commands/explore.js')).defineExplore,
  sandbox: async () => (await import('./commands/sandbox.js')).defineSandbox,
};

/** Names of the commands that work with a catalog. */
export const commandNames: readonly string[] = Object.keys(definitions);

/**
 * The command line. If `argv` begins with a command's name, only that one is loaded and defined; otherwise (flags first,
 * help, a typing error) all are.
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
  defineCompletion(program, open);
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

const programExamples = `
Examples:
  distillable list                          models you may distil from, by OpenRouter's labels
  distillable list --sandbox                the same on a built-in sample, without network
  distillable explain openai/gpt-oss-120b   why a model is allowed or not, and what to use instead
  distillable check --request body.json     whether a request may be sent, by every model that it names

Settings: flags, then the environment, then distillable.config.json here or in a directory above
Environment: OPENROUTER_API_KEY, OPENROUTER_BASE_URL, DISTILLABLE_CACHE_DIR, DISTILLABLE_CACHE, HTTPS_PROXY, NO_PROXY, NO_COLOR
Exit codes: 0 done · 1 the policy rejects · 2 wrong usage or unreadable input · 3 no usable catalog ·
            4 the upstream failed · 70 a bug`;
