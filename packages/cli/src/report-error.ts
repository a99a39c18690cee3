import { inspect } from 'node:util';
import { DistillableError, type ErrorDetails } from '@distillable/catalog';
import { CommanderError } from 'commander';
import { CommandError, type ExitCode, exitCodes } from './errors.js';
import type { Io } from './io.js';
import { commandNames } from './program.js';
import { toPlainLines, toSafeJson } from './terminal/text.js';

/** What is told of a failure. */
interface Report {
  readonly exitCode: ExitCode;
  readonly code: string;
  readonly message: string;
  readonly details: ErrorDetails;
}

/** Prints why a command failed, and tells what to exit with. */
export function reportError(error: unknown, argv: readonly string[], io: Io): ExitCode {
  if (error instanceof CommanderError && error.exitCode === 0) return exitCodes.done;
  // Help shown because no command was named: it says all.
  if (error instanceof CommanderError && error.code === 'commander.help') return exitCodes.usage;
  const command = argv.find((word) => commandNames.includes(word));
  const { exitCode, code, message, details } = describe(error, command);
  const text = argv.includes('--json')
    ? toSafeJson({ error: { code, message, details } })
    : `error: ${toPlainLines(message)}`;
  const stack = argv.includes('--verbose') ? `\n${toPlainLines(inspect(error, { depth: 4 }))}` : '';
  io.stderr.write(`${redact(text + stack, io.env)}\n`);
  return exitCode;
}

function describe(error: unknown, command: string | undefined): Report {
  if (error instanceof CommanderError) return describeUsage(error, command);
  if (error instanceof Error && hasCode(error)) {
    const advice = adviceOn(error.code, command);
    return {
      exitCode: exitCodeOf(error, command),
      code: error.code,
      message: advice === undefined ? error.message : `${error.message}\n${advice}`,
      details: 'details' in error && isRecord(error.details) ? error.details : {},
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
  if (error instanceof CommandError) return error.exitCode;
  if (error.name === 'AuditError') return exitCodes.usage;
  if (/^(?:SANDBOX|SNAPSHOT|LEDGER)_/.test(error.code)) return exitCodes.usage;
  if (error.code === 'CATALOG_CACHE_FAILED') return exitCodes.usage;
  return command === 'refresh' ? exitCodes.upstream : exitCodes.noCatalog;
}

/** Ours, or the sandbox's, which stands alone and has its own base class. Other codes (of Node) are bugs here. */
function hasCode(error: Error): error is Error & { readonly code: string } {
  return DistillableError.is(error) || ('code' in error && /^SANDBOX_/.test(String(error.code)));
}

/** No message holds the key. Should one of a library ever do, it does not get out. */
function redact(text: string, env: Io['env']): string {
  const key = env['OPENROUTER_API_KEY']?.trim() ?? '';
  return key === '' ? text : text.replaceAll(key, '[key]');
}

function isRecord(value: unknown): value is ErrorDetails {
  return typeof value === 'object' && value !== null;
}

const withoutNetwork =
  'Without the network: `distillable list --sandbox` uses a built-in sample, `--catalog FILE` an exported snapshot.';

/** What to do about an error beyond what its own message says; undefined where that is enough. */
function adviceOn(code: string, command: string | undefined): string | undefined {
  switch (code) {
    case 'CATALOG_UNAVAILABLE':
      return withoutNetwork;
    case 'CACHE_EMPTY':
      return `Run \`distillable refresh\` while there is a network. ${withoutNetwork}`;
    case 'CATALOG_EXPIRED':
      return command === 'snapshot'
        ? undefined
        : `Run \`distillable refresh\`, or leave --offline out. ${withoutNetwork}`;
    case 'CATALOG_NETWORK':
      return 'Behind a proxy, set HTTPS_PROXY.';
    case 'CATALOG_TIMEOUT':
      return '`--timeout 30s` waits longer.';
    case 'SANDBOX_PORT_IN_USE':
      return 'Leave --port out to take a free one.';
    default:
      return undefined;
  }
}
