import { reasonOf } from '@distillable/catalog';
import type { Policy } from '@distillable/core';
import { type Command, Option } from 'commander';
import { CommandError } from '../errors.js';
import { showGlobalFlags, termsFlags } from '../flags.js';
import { choosePolicy, loadOwnTerms } from '../policy-file.js';
import { noteUnmatchedEntries } from '../policy-lists.js';
import type { OpenSession, Session } from '../session.js';
import { type CatalogView, limitsOf, noteCatalog, viewSnapshot } from '../sources/catalog-view.js';
import { withCatalog } from '../sources/open-catalog.js';
import { readSnapshotFile } from '../sources/snapshot-file.js';
import { chooseColours } from '../terminal/style.js';
import { toPlainText } from '../terminal/text.js';
import { reportChangesAsJson, reportChangesAsText } from './check/changes.js';
import { type CheckFlags, rejectContradictions, shapeNames } from './check/flags.js';
import { type CheckInputs, readRequests, slugInputs, type UnreadableInput } from './check/inputs.js';
import {
  createBlindJudge,
  createJudge,
  createTally,
  exitCodeOf,
  gradeOf,
  type Judge,
  type JudgeSettings,
  problemOf,
  type Tally,
} from './check/judge.js';
import type { PresetReader } from './check/presets.js';
import {
  openPrinter,
  type Report,
  reportAsAnnotations,
  reportAsJson,
  reportAsText,
  reportGuardedBodies,
} from './check/report.js';

/** `distillable check` */
export function defineCheck(program: Command, open: OpenSession): void {
  showGlobalFlags(program.command('check'), termsFlags)
    .description('judge slugs, or every model that a request names, by the catalog and a policy')
    .argument('[slugs...]', 'as in the field `model` of a request')
    .option('--request <file>', 'a JSON body, a batch, or a JSONL of bodies; - for stdin')
    .addOption(
      new Option('--shape <name>', 'the API that the body is for, if its fields do not show it').choices(
        shapeNames,
      ),
    )
    .addOption(
      new Option(
        '--naming <name>',
        'spelling of the fields: wire max_tokens, sdk maxTokens (default: wire)',
      ).choices(['wire', 'sdk']),
    )
    .addOption(
      new Option('--mode <mode>', 'reject the body, or drop what may be dropped (default: reject)').choices([
        'reject',
        'prune',
      ]),
    )
    .option('--policy <file>', 'a policy, or a configuration with one (default: distillable.config.json)')
    .option('--print-request', 'print only the guarded body, and nothing if it is rejected')
    .option('--changed-since <snapshot>', 'show only what was allowed by this exported list, and is not now')
    .addOption(
      new Option('--format <format>', 'github: print annotations for GitHub Actions').choices(['github']),
    )
    .option('--exit-zero', 'exit with 0 if the policy rejects')
    .addHelpText('after', examples)
    .action(async (slugs: readonly string[], flags: CheckFlags, command: Command) => {
      await runCheck(await open(command), slugs, flags);
    });
}

const examples = `
A JSONL file has a body on each line, or the lines of a batch file: {"custom_id", "method", "url", "body"}. Lines without a
rejection are shown only with --verbose or --json.

Exits with 1 if anything is rejected, 2 if anything can't be read or names no model, 3 without a usable catalog, and 4
if a preset could not be read.

Examples:
  distillable check qwen/qwen3-max openai/gpt-5
  distillable check --request body.json --mode prune
  distillable check --request body.json --print-request > guarded.json && curl … -d @guarded.json
  distillable check --request batch.jsonl --json | jq '.[] | select(.allowed | not) | .line'
  distillable check --request batch.jsonl --changed-since 2026-09.json`;

/** The input of a check, and its settings. */
interface Check extends JudgeSettings {
  readonly session: Session;
  readonly flags: CheckFlags;
  readonly inputs: CheckInputs;
}

async function runCheck(session: Session, slugs: readonly string[], flags: CheckFlags): Promise<void> {
  rejectContradictions(slugs, flags, session.settings.json);
  const { policy, from } = await choosePolicy(session, flags);
  const terms = await loadOwnTerms(session);
  const presets = await openPresets(session, policy);
  const inputs =
    flags.request === undefined ? slugInputs(slugs) : await readRequests(flags.request, session.io);
  try {
    await checkInputs({ session, flags, policy, terms, presets, inputs });
  } finally {
    await inputs.close();
  }
  if (from !== null) session.notes.say(`policy: ${from}`);
}

/** Only reading presets needs the guard and the network. */
async function openPresets(session: Session, policy: Policy): Promise<PresetReader | null> {
  if (policy.presets !== 'resolve') return null;
  const { createPresetReader } = await import('./check/presets.js');
  return createPresetReader(session);
}

async function checkInputs(check: Check): Promise<void> {
  const { session, flags, policy } = check;
  try {
    await withCatalog(session, (view) => checkByCatalog(check, view), limitsOf(policy));
  } catch (error) {
    if (policy.withoutCatalog !== 'enforce-only' || flags.changedSince !== undefined) throw error;
    const judge = createBlindJudge(check, error);
    session.notes.warn(`warning: no usable catalog, so nothing was checked against one: ${reasonOf(error)}.`);
    await judgeAll(check, judge);
  }
}

async function checkByCatalog(check: Check, view: CatalogView): Promise<void> {
  const { session, flags } = check;
  const unknown = new Set<string>();
  const judgeByList = createJudge(view.snapshot, session.io.now(), check);
  const judge: Judge = async (input) => {
    const decision = await judgeByList(input);
    for (const { verdict, requested } of decision.references) {
      if (verdict === 'unknown' && requested !== null && unknown.size < maxUnknown) unknown.add(requested);
    }
    return decision;
  };
  if (flags.changedSince === undefined) await judgeAll(check, judge);
  else await judgeChanges(check, view, judge, flags.changedSince);
  if (unknown.size > 0) {
    const { noteMeanings } = await import('../meanings.js');
    noteMeanings(session, unknown, view.snapshot);
  }
  noteUnmatchedEntries(session, check.policy, view.snapshot);
  noteCatalog(session, view);
}

/** So many unknown names are kept for a note on what they mean. */
const maxUnknown = 5;

async function judgeAll(check: Check, judge: Judge): Promise<void> {
  const { session, inputs, flags } = check;
  const tally = await judgeInputs(session, inputs, judge, chooseReport(check));
  session.endWith(exitCodeOf(tally, flags.exitZero === true));
  if (inputs.several) session.notes.say(describeTally(tally));
}

/** The report that the flags ask for. */
function chooseReport({ session, flags, inputs }: Check): Report {
  const { json, verbose } = session.settings;
  if (flags.format === 'github') return reportAsAnnotations(flags.request);
  if (flags.printRequest === true) return reportGuardedBodies();
  if (json) return reportAsJson(inputs.several);
  const isSlugs = flags.request === undefined;
  return reportAsText({ colours: chooseColours(session.io), isSlugs, verbose });
}

function describeTally(tally: Tally): string {
  const { allowed, rejected, unreadable } = tally;
  const parts = [
    `${allowed} allowed`,
    `${rejected + tally['no-catalog'] + tally.upstream} rejected`,
    ...(unreadable > 0 ? [`${unreadable} unreadable`] : []),
  ];
  return parts.join(' · ');
}

/** `--changed-since`: what was allowed by the list in a file, and is not by the current one. */
async function judgeChanges(check: Check, current: CatalogView, judge: Judge, path: string): Promise<void> {
  const { session, flags, inputs } = check;
  const { io, settings, notes } = session;
  const since = viewSnapshot(await readSnapshotFile(path), io.now());
  let lost = 0;
  const options = {
    // Judged as of its own day, the older list is never too old.
    judgeBefore: createJudge(since.snapshot, since.snapshot.retrievedAt.getTime(), check),
    onLost: () => {
      lost += 1;
    },
  };
  const report = settings.json
    ? reportChangesAsJson(options, since, current)
    : reportChangesAsText(options, chooseColours(io));
  const tally = await judgeInputs(session, inputs, judge, report);
  session.endWith(exitCodeOf({ ...tally, rejected: lost }, flags.exitZero === true));
  notes.say(`${lost} allowed by the list of ${since.snapshot.retrievedAt.toISOString()} and not now`);
  if (since.snapshot.retrievedAt > current.snapshot.retrievedAt) {
    notes.warn(`warning: ${toPlainText(path)} is newer than the current list.`);
  }
}

/**
 * Judges one body after the other and prints as it goes; none is held.
 *
 * @throws CommandError `INPUT_UNREADABLE` if there is only one and it can't be read; of several, those are counted
 */
async function judgeInputs(
  session: Session,
  { items, several, progress }: CheckInputs,
  judge: Judge,
  report: Report,
): Promise<Tally> {
  const tally = createTally();
  const printer = openPrinter(session, report);
  const reportUnreadable = async (input: UnreadableInput): Promise<void> => {
    tally.unreadable += 1;
    const text = `${toPlainText(input.label)}: ${toPlainText(input.problem).replace(/\.$/, '')}.`;
    if (!several) throw new CommandError('INPUT_UNREADABLE', text, { details: { path: input.label } });
    await printer.print({ ...report.describeUnreadable(input), stderr: `unreadable: ${text}\n` });
  };
  let judged = 0;
  for await (const input of items) {
    // Bodies that were not judged, because the reader has gone, must not look allowed.
    if (printer.isClosed()) {
      tally.unjudged += 1;
      break;
    }
    judged += 1;
    if (input.kind === 'unreadable') await reportUnreadable(input);
    else {
      const decision = await judge(input);
      const grade = gradeOf(decision);
      if (grade === 'unreadable') {
        await reportUnreadable({ ...input, kind: 'unreadable', problem: problemOf(decision) ?? '' });
      } else {
        tally[grade] += 1;
        await printer.print(await report.describe({ input, decision }));
      }
    }
    printer.progress(judged, progress());
  }
  await printer.end();
  return tally;
}
