import { setTimeout as wait } from 'node:timers/promises';
import type { Command } from 'commander';
import { usageError } from '../errors.js';
import { append, outputFlags, parseDuration, parseWords, rejectOrigins, showGlobalFlags } from '../flags.js';
import { openOutputPipe } from '../output.js';
import type { OpenSession, Session } from '../session.js';
import { freshnessLimits } from '../sources/catalog-view.js';
import { createLiveCatalog, openCatalog } from '../sources/open-catalog.js';
import { loadTerms } from '../sources/terms-table.js';
import { toPlainLines, toSafeJson } from '../terminal/text.js';
import { readKinds } from './snapshot/diff.js';
import { maxTermsAgeDays } from './terms/facts.js';
import { openWatchArchive } from './watch/archive.js';
import { defaultWatchKinds, watchKinds } from './watch/changes.js';
import { failureLine, renderReport, summarize } from './watch/report.js';
import { expectDirectories, readSurroundings } from './watch/touched.js';
import { openWatch, type WatchWorld } from './watch/watch-list.js';
import { openPost, parseWebhookSecret, parseWebhookUrl, sendMessage } from './watch/webhook.js';

/** `distillable watch` */
export function defineWatch(program: Command, open: OpenSession): void {
  showGlobalFlags(program.command('watch'), ['sandbox', 'baseUrl', 'timeout', 'terms', ...outputFlags])
    .description('read the list at an interval, keep every version, and report what changed')
    .requiredOption('--archive <directory>', 'where the lists are kept; `audit --archive` reads it')
    .option('--every <duration>', 'time between two readings: 30m, 6h, 1d (default: 1h)', parseDuration)
    .option('--once', 'read once and end, for cron and other schedulers')
    .option('--only <kinds>', `report changes of these kinds only: ${watchKinds.join(', ')}`, parseWords)
    .option('--code <directory>', 'name the code here that a change touches (repeatable)', append)
    .option(
      '--audits <directory>',
      'name the `audit --json` reports here that it touches (repeatable)',
      append,
    )
    .option('--notify <url>', 'send reports of changes to this webhook (DISTILLABLE_NOTIFY_URL)')
    .addHelpText('after', examples)
    .action(async (flags: WatchFlags, command: Command) => {
      await runWatch(await open(command), flags);
    });
}

const examples = `
Prints a line for each change; with --json, a line of JSON for each reading. By default new rows (appeared) and other
canonical slugs (changed) are left out. terms-old: a text was read more than ${maxTermsAgeDays} days ago.

The webhook gets a POST with JSON. It is signed (HMAC-SHA-256, Standard Webhooks) if DISTILLABLE_NOTIFY_SECRET is set.

A reading that fails is reported, and the next one comes at its time. With --once, the exit code is 4 if the list could
not be read, or if the webhook did not accept a report; that report is sent at the next reading.

Examples:
  distillable watch --archive lists
  distillable watch --archive lists --once --code . --audits audits
  distillable watch --archive lists --every 6h --notify https://hooks.example/distillable
  distillable audit train.jsonl --archive lists`;

/** The flags of `watch`. */
interface WatchFlags {
  readonly archive: string;
  /** Milliseconds. */
  readonly every?: number;
  readonly once?: boolean;
  readonly only?: readonly string[];
  readonly code?: readonly string[];
  readonly audits?: readonly string[];
  readonly notify?: string;
}

const defaultInterval = 3_600_000;
/** More often would be a burden on the server. */
const minInterval = 60_000;

/** @throws CommandError `USAGE`, `INPUT_UNREADABLE`, `OUTPUT_UNWRITABLE`; with `--once` also `NOTIFY_FAILED`, CatalogError */
async function runWatch(session: Session, flags: WatchFlags): Promise<void> {
  const { every = defaultInterval, once = false } = flags;
  rejectOrigins(session, 'watch', {
    offline: 'it reads the list from the server.',
    file: 'a file does not change by reading it.',
  });
  if (once && flags.every !== undefined)
    throw usageError('--once cannot be used with --every. Leave one out.');
  if (every < minInterval) throw usageError('--every must be at least 1m.');
  const kinds = readKinds(flags.only ?? defaultWatchKinds, watchKinds);
  await expectDirectories(flags);
  const ending = new AbortController();
  const { signal } = ending;
  const archive = await openWatchArchive(flags.archive);
  const webhook = await openWebhook(session, flags, signal);
  const list = await openList(session);
  const { io } = session;
  try {
    const watch = await openWatch(
      {
        read: list.read,
        terms: async () => (await loadTerms(session)).table,
        archive,
        surroundings: (lists) => readSurroundings(flags, lists, io),
        print: printer(session, () => ending.abort()),
        send: webhook.send,
        now: io.now,
        wait: (milliseconds) => wait(milliseconds, undefined, { signal }).catch(() => {}),
        signal,
      },
      kinds,
    );
    if (once) return await watch.once();
    void io.untilInterrupted().then(async () => {
      ending.abort();
      await list.close();
    });
    await watch.every(every);
  } finally {
    await list.close();
    await webhook.close();
  }
}

/** Something that is read or sent, and closed at the end. */
interface OpenedList {
  readonly read: WatchWorld['read'];
  readonly close: () => Promise<void>;
}

async function openList(session: Session): Promise<OpenedList> {
  if (session.settings.origin.kind === 'sandbox') {
    const { catalog, close } = await openCatalog(session, freshnessLimits);
    return { read: () => catalog.snapshot(), close };
  }
  const { catalog, close } = await createLiveCatalog(session);
  return { read: () => catalog.refresh(), close };
}

interface OpenedWebhook {
  readonly send: WatchWorld['send'];
  readonly close: () => Promise<void>;
}

/** @throws CommandError `USAGE` */
async function openWebhook(
  { io, settings, notes }: Session,
  { notify }: WatchFlags,
  signal: AbortSignal,
): Promise<OpenedWebhook> {
  const { DISTILLABLE_NOTIFY_URL, DISTILLABLE_NOTIFY_SECRET } = io.env;
  const address = notify ?? (DISTILLABLE_NOTIFY_URL?.trim() || undefined);
  if (address === undefined) return { send: null, close: async () => {} };
  const url = parseWebhookUrl(address, notify === undefined ? 'DISTILLABLE_NOTIFY_URL' : '--notify');
  const text = DISTILLABLE_NOTIFY_SECRET?.trim() ?? '';
  const secret = text === '' ? null : parseWebhookSecret(text, 'DISTILLABLE_NOTIFY_SECRET');
  if (secret === null) notes.warn(unsigned);
  const { post, close } = await openPost(io.env, url);
  const webhook = {
    ...{ url, secret, post, now: io.now },
    timeout: settings.timeout ?? 10_000,
    wait: (milliseconds: number) => wait(milliseconds, undefined, { signal }).catch(() => {}),
  };
  return { send: (message) => sendMessage(webhook, message, signal), close };
}

const unsigned =
  'warning: DISTILLABLE_NOTIFY_SECRET is not set, so the receiver can not tell who sent a report.';

/** Changes go to stdout, all else to stderr; with `--json`, a line for each reading goes to stdout. */
function printer({ io, settings, notes }: Session, end: () => void): WatchWorld['print'] {
  const stdout = openOutputPipe(io.stdout);
  return async (content) => {
    if (settings.json) await stdout.write(`${toSafeJson(content)}\n`);
    // Not as a warning, which is printed once: the same failure may come again.
    else if ('error' in content) io.stderr.write(`${failureLine(content)}\n`);
    else {
      await stdout.write(renderReport(content));
      for (const problem of content.problems) io.stderr.write(`warning: ${toPlainLines(problem)}\n`);
      const { sample } = content.catalog.source;
      if (sample !== null) notes.warn(`SAMPLE: ${sample}`);
      notes.say(summarize(content));
    }
    // No one reads what would come.
    if (stdout.isClosed()) end();
  };
}
