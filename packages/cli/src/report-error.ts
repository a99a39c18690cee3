import { inspect } from 'node:util';
import { DistillableError, type ErrorDetails, isObject } from '@distillable/catalog';
import { CommanderError } from 'commander';
import { CommandError, codeOf, type ExitCode, exitCodes } from './errors.js';
import type { Io } from './io.js';
import { commandNames } from './program.js';
import { adviceOnNetwork } from './sources/environment-proxy.js';
import { toPlainLines, toSafeJson } from './terminal/text.js';

/** The report of a failure. */
interface Report {
  readonly exitCode: ExitCode;
  readonly code: string;
  readonly message: string;
  readonly details: ErrorDetails;
}

/** Prints why a command failed. @returns the exit code */
export function reportError(error: unknown, argv: readonly string[], io: Io): ExitCode {
  if (error instanceof CommanderError && error.exitCode === 0) return exitCodes.done;
  // Without a command the help is shown, which says everything.
  if (error instanceof CommanderError && error.code === 'commander.help') return exitCodes.usage;
  const command = argv.find((word) => commandNames.includes(word));
  const { exitCode, code, message, details } = describe(error, command, io.env);
  const text = argv.includes('--json')
    ? toSafeJson({ error: { code, message, details } })
    : `error: ${toPlainLines(message)}`;
  // The stack of commander's errors says nothing about the command line that was wrong.
  const hasStack = argv.includes('--verbose') && !(error instanceof CommanderError);
  const stack = hasStack ? `\n${toPlainLines(inspect(error, { depth: 4 }))}` : '';
  io.stderr.write(`${redact(text + stack, io.env)}\n`);
  return exitCode;
}

function describe(error: unknown, command: string | undefined, env: Io['env']): Report {
  if (error instanceof CommanderError) return describeUsage(error, command);
  if (error instanceof Error && hasCode(error)) {
    return {
      exitCode: exitCodeOf(error, command),
      code: error.code,
      message: [error.message, ...adviceOnNetwork(error, env), ...adviceOnCode(error.code, command)].join(
        '\n',
      ),
      details: 'details' in error && isObject(error.details) ? error.details : {},
    };
  }
  const reason = error instanceof Error ? error.message : String(error);
  return {
    exitCode: exitCodes.internal,
    code: 'INTERNAL',
    message: `This should not have happened: ${reason}\nRun it again with --verbose and report what it prints.`,
    details: {},
  };
}

function describeUsage(error: CommanderError, command: string | undefined): Report {
  const where = command === undefined ? 'distillable --help' : `distillable ${command} --help`;
  const message = `${error.message.replace(/^error: /, '')}\nSee \`${where}\`.`;
  return { exitCode: exitCodes.usage, code: 'USAGE', message, details: {} };
}

function exitCodeOf(error: Error & { readonly code: string }, command: string | undefined): ExitCode {
  if (CommandError.is(error)) return error.exitCode;
  const isInput = error.name === 'AuditError' || /^(?:SANDBOX|SNAPSHOT|LEDGER|TERMS)_/.test(error.code);
  if (isInput || error.code === 'CATALOG_CACHE_FAILED') return exitCodes.usage;
  return command === 'refresh' || command === 'watch' ? exitCodes.upstream : exitCodes.noCatalog;
}

/** Ours, or the sandbox's, which has a base class of its own. Other codes (of Node) are bugs here. */
function hasCode(error: Error): error is Error & { readonly code: string } {
  return DistillableError.is(error) || /^SANDBOX_/.test(codeOf(error));
}

/** No message holds the key. If a message of a library ever does, the key is removed here. */
function redact(text: string, env: Io['env']): string {
  const key = env['OPENROUTER_API_KEY']?.trim() ?? '';
  return key === '' ? text : text.replaceAll(key, '[key]');
}

const withoutNetwork =
  'Without the network: `distillable list --sandbox` uses a built-in sample, `--catalog FILE` an exported snapshot.';

/** Further advice about an error; none if its own message is enough. */
function adviceOnCode(code: string, command: string | undefined): readonly string[] {
  switch (code) {
    case 'CATALOG_UNAVAILABLE':
      return [withoutNetwork];
    case 'CACHE_EMPTY':
      return [`Run \`distillable refresh\` while there is a network. ${withoutNetwork}`];
    case 'CATALOG_EXPIRED':
      return command === 'snapshot'
        ? []
        : [`Run \`distillable refresh\`, or leave --offline out. ${withoutNetwork}`];
    case 'SANDBOX_PORT_IN_USE':
      return ['Leave --port out to take a free one.'];
    default:
      return [];
  }
}
