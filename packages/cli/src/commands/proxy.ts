import { inspect } from 'node:util';
import { DistillableError, reasonOf } from '@distillable/catalog';
import type { Policy } from '@distillable/core';
import { createLedger, type Ledger } from '@distillable/ledger';
import {
  ProxyError,
  type ProxyOptions,
  type RequestRecord,
  type RunningProxy,
  startProxy,
} from '@distillable/proxy';
import { type Command, Option } from 'commander';
import { CommandError } from '../errors.js';
import { parseDuration, parsePort, parsePositiveInteger, showGlobalFlags, termsFlags } from '../flags.js';
import { serveUntilInterrupted } from '../output.js';
import { choosePolicy, loadOwnTerms } from '../policy-file.js';
import { noteUnmatchedEntries } from '../policy-lists.js';
import type { OpenSession, Session } from '../session.js';
import { limitsOf } from '../sources/catalog-view.js';
import { type OpenedCatalog, openCatalog } from '../sources/open-catalog.js';
import { toPlainText, toSafeJson } from '../terminal/text.js';
import { chooseUpstream, dispatcherFor } from './proxy/upstream.js';

/** `distillable proxy` */
export function defineProxy(program: Command, open: OpenSession): void {
  showGlobalFlags(program.command('proxy'), termsFlags)
    .description('run a local OpenRouter that lets through only what the guard allows')
    .option('--port <number>', 'port to listen on; 0 takes any free one (default: 8402)', parsePort)
    .option('--host <address>', 'address to listen on; other machines need the token (default: 127.0.0.1)')
    .option('--token <token>', 'what callers must send as X-Distillable-Token (DISTILLABLE_PROXY_TOKEN)')
    .addOption(
      new Option('--mode <mode>', 'reject a body, or drop what may be dropped (default: reject)').choices([
        'reject',
        'prune',
      ]),
    )
    .option('--policy <file>', 'a policy, or a configuration with one (default: distillable.config.json)')
    .option('--ledger <file>', 'keep the receipt of every response before its end is handed out')
    .option('--upstream <url>', 'where requests go (default: the base URL)')
    .option(
      '--concurrency <number>',
      'requests that the upstream serves at once; the others wait',
      parsePositiveInteger,
    )
    .option('--upstream-timeout <duration>', 'longest silence of the upstream (default: 5m)', parseDuration)
    .addHelpText('after', examples)
    .action(async (flags: ProxyFlags, command: Command) => {
      await runProxy(await open(command), flags);
    });
}

const examples = `
Text is requested at /v1/chat/completions, /v1/completions, /v1/responses, /v1/messages and /api/beta/batches. These
requests are judged, sent with the enforcement flag, and their responses verified. GET /v1/models lists the distillable
models (?distillable=all: all models, with verdicts). Requests that return no text pass; all others are rejected. /v1 is
short for /api/v1. GET /healthz and /metrics report the state of the proxy.

Each request is logged on stderr: time, method, path, status, outcome, models, codes, id and duration; with --json, as
lines of JSON.

A caller's own key is passed on. Where there is none, or it is the word "distillable", OPENROUTER_API_KEY is added.

Examples:
  distillable proxy
  OPENAI_BASE_URL=http://127.0.0.1:8402/v1 OPENAI_API_KEY=distillable python generate.py
  ANTHROPIC_BASE_URL=http://127.0.0.1:8402 ANTHROPIC_API_KEY=distillable node generate.mjs
  distillable proxy --sandbox --port 0
  distillable proxy --ledger receipts.jsonl --mode prune --concurrency 20`;

/** The flags of `proxy`. */
interface ProxyFlags {
  readonly port?: number;
  readonly host?: string;
  readonly token?: string;
  readonly mode?: NonNullable<Policy['mode']>;
  /** A file. */
  readonly policy?: string;
  /** A file. */
  readonly ledger?: string;
  readonly upstream?: string;
  readonly concurrency?: number;
  /** Milliseconds. */
  readonly upstreamTimeout?: number;
}

/** `distillable proxy` */
async function runProxy(session: Session, flags: ProxyFlags): Promise<void> {
  const { policy, from } = await choosePolicy(session, flags);
  rejectPresets(policy);
  const terms = await loadOwnTerms(session);
  const opened = await openCatalog(session, limitsOf(policy));
  const closing: (() => Promise<void>)[] = [opened.close];
  try {
    const upstream = chooseUpstream(session, flags.upstream, opened);
    const ledger = flags.ledger === undefined ? undefined : await openLedger(flags.ledger, session, opened);
    if (ledger !== undefined) closing.push(() => ledger.close());
    const dispatcher = await dispatcherFor(upstream.url, session);
    if (dispatcher !== undefined) closing.push(() => dispatcher.destroy());
    const proxy = await start({
      ...logOf(session),
      host: flags.host,
      port: flags.port,
      // From the environment: an argument would be visible in lists of processes.
      token: flags.token ?? (session.io.env['DISTILLABLE_PROXY_TOKEN']?.trim() || undefined),
      limits: { upstreamTimeoutMs: flags.upstreamTimeout },
      catalog: opened.catalog,
      policy,
      terms,
      baseUrl: upstream.url.href,
      apiKey: upstream.apiKey,
      dispatcher,
      concurrency: flags.concurrency,
      receipts: ledger?.receipts,
      now: session.io.now,
    });
    closing.push(() => proxy.close({ signal: AbortSignal.abort() }));
    await warmUp(session, opened, policy);
    if (upstream.apiKey === undefined) session.notes.warn(noKey);
    if (from !== null) session.notes.say(`policy: ${from}`);
    await runUntilInterrupted(session, proxy, upstream.url);
  } finally {
    for (const close of closing.reverse()) await close();
  }
}

const noKey =
  'warning: there is no OPENROUTER_API_KEY to add, so requests fail whose callers send no key of their own.';

/** A preset is read with a key, and each caller may bring one of another account. */
function rejectPresets({ presets }: Policy): void {
  if (presets !== 'resolve') return;
  const message =
    'The policy resolves presets, which belong to an account, and callers of a proxy bring keys of their own.';
  throw new CommandError('USAGE', `${message} Set "presets": "reject".`);
}

async function openLedger(file: string, { io }: Session, { catalog }: OpenedCatalog): Promise<Ledger> {
  try {
    return await createLedger(file, { catalog, now: io.now });
  } catch (cause) {
    if (!DistillableError.is(cause)) throw cause;
    throw new CommandError('OUTPUT_UNWRITABLE', cause.message, { cause, details: cause.details });
  }
}

const advice: Readonly<Record<string, string>> = {
  TOKEN_REQUIRED: 'Set DISTILLABLE_PROXY_TOKEN, or give --token.',
  TOKEN_INVALID: '`openssl rand -hex 24` makes one.',
  LISTEN_FAILED: 'Choose another --port; 0 takes a free one.',
};

async function start(options: ProxyOptions): Promise<RunningProxy> {
  try {
    return await startProxy(options);
  } catch (cause) {
    if (!ProxyError.is(cause)) throw cause;
    throw new CommandError('USAGE', `${cause.message} ${advice[cause.code] ?? ''}`.trim(), { cause });
  }
}

/** Without a list, requests are rejected until there is one: a network may come back. */
async function warmUp(session: Session, { catalog }: OpenedCatalog, policy: Policy): Promise<void> {
  const { notes } = session;
  try {
    const snapshot = await catalog.snapshot();
    const { sample } = snapshot.source;
    if (sample !== null) notes.warn(`SAMPLE: ${sample}`);
    noteUnmatchedEntries(session, policy, snapshot);
  } catch (error) {
    notes.warn(`warning: no usable catalog yet, so every request is rejected: ${reasonOf(error)}.`);
  }
}

/** A first signal lets running responses end, a second one ends them. */
async function runUntilInterrupted(session: Session, proxy: RunningProxy, upstream: URL): Promise<void> {
  const { io, notes, settings } = session;
  const { url } = proxy;
  await serveUntilInterrupted(session, { url, upstream: upstream.href }, () => {
    // With --json, the first line has it, and further lines are requests.
    if (settings.json) return;
    notes.say(`upstream: ${upstream.href}`);
    notes.say(`Try it: curl ${url}/models`);
    notes.say('Ctrl-C stops it when running responses have ended; a second Ctrl-C ends these too.');
  });
  const secondSignal = new AbortController();
  void io.untilInterrupted().then(() => secondSignal.abort());
  await proxy.close({ signal: secondSignal.signal });
}

/** Prints a line for each request on stderr. */
function logOf({ io, notes, settings }: Session): Pick<ProxyOptions, 'onRequest' | 'onError'> {
  return {
    onRequest: (record) => {
      if (settings.quiet) return;
      const time = new Date(io.now()).toISOString();
      const line = settings.json ? toSafeJson({ time, ...record }) : toPlainText(describe(time, record));
      io.stderr.write(`${line}\n`);
    },
    onError: (error) => {
      if (ProxyError.is(error, 'LEDGER_FAILED')) notes.warn(`warning: ${reasonOf(error.cause)}.`);
      else notes.detail(inspect(error));
    },
  };
}

/** `2026-11-27T12:00:01Z POST /v1/chat/completions 403 refused openai/gpt-5 NOT_DISTILLABLE 3 ms` */
function describe(
  time: string,
  { method, path, status, outcome, models, codes, id, durationMs }: RequestRecord,
): string {
  const words = [
    ...[time.replace(/\.\d+Z$/, 'Z'), method, path, status ?? '-', outcome],
    ...[models.join(',').slice(0, 200), codes.join(','), id ?? '', `${Math.round(durationMs)} ms`],
  ];
  return words.filter((word) => word !== '').join(' ');
}
