import { type Command, Option } from 'commander';
import { CommandError } from '../errors.js';
import { choosePolicy } from '../policy-file.js';
import type { OpenSession, Session } from '../session.js';
import { noteCatalog } from '../sources/catalog-facts.js';
import { readSnapshotFile } from '../sources/snapshot-file.js';
import { type CatalogView, limitsOf, viewSnapshot, withCatalog } from '../sources/with-catalog.js';
import { openOutputPipe } from '../terminal/output-pipe.js';
import { openProgressLine } from '../terminal/progress.js';
import { chooseColours } from '../terminal/style.js';
import { toPlainText } from '../terminal/text.js';
import { type CheckFlags, refuseContradictions } from './check/flags.js';
import { type CheckInputs, readRequests, slugInputs } from './check/inputs.js';
import {
  createBlindJudge,
  createJudge,
  createPresetSource,
  createTally,
  exitCodeOf,
  gradeOf,
  type Judge,
  type JudgeSettings,
  problemOf,
  type Tally,
} from './check/judge.js';
import {
  type Report,
  reportAsJson,
  reportAsText,
  reportChangesAsJson,
  reportChangesAsText,
  reportGuardedBodies,
  type Told,
} from './check/report.js';

/** What is checked, and how. */
export interface Check extends JudgeSettings {
  readonly session: Session;
  readonly flags: CheckFlags;
  readonly inputs: CheckInputs;
}

/** `distillable check` */
export async function runCheck(session: Session, slugs: readonly string[], flags: CheckFlags): Promise<void> {
  refuseContradictions(slugs, flags, session.settings.json);
  const { policy, from } = await choosePolicy(session, flags);
  const presets = policy.presets === 'resolve' ? await createPresetSource(session) : null;
  const inputs = await openInputs(session, slugs, flags);
  const check = { session, flags, policy, presets, inputs };
  try {
    await checkWithCatalog(check);
  } finally {
    await inputs.close();
  }
  if (from !== null) session.notes.say(`policy: ${from}`);
}

async function openInputs(
  { io }: Session,
  slugs: readonly string[],
  { request }: CheckFlags,
): Promise<CheckInputs> {
  if (request === undefined) return slugInputs(slugs);
  return readRequests(request, io);
}

async function checkWithCatalog(check: Check): Promise<void> {
  const { session, flags, policy } = check;
  try {
    await withCatalog(session, (view) => checkBy(check, view), limitsOf(policy));
  } catch (error) {
    if (policy.withoutCatalog !== 'enforce-only' || flags.changedSince !== undefined) throw error;
    const { judge, reason } = createBlindJudge(check, error);
    session.notes.warn(`warning: no usable catalog, so nothing was checked against one: ${reason}`);
    await judgeAll(check, judge);
  }
}

async function checkBy(check: Check, view: CatalogView): Promise<void> {
  const { session, flags } = check;
  const judge = createJudge(view.snapshot, session.io.now(), check);
  if (flags.changedSince === undefined) await judgeAll(check, judge);
  else await checkChanges(check, view, judge, flags.changedSince);
  noteCatalog(session, view);
}

async function judgeAll(check: Check, judge: Judge): Promise<void> {
  const { session, inputs, flags } = check;
  const tally = await judgeInputs(session, inputs, judge, chooseReport(check));
  session.endWith(exitCodeOf(tally, flags.exitZero === true));
  if (inputs.several) session.notes.say(describeTally(tally));
}

function describeTally(tally: Tally): string {
  const { allowed, refused, unreadable } = tally;
  const others = tally['no-catalog'] + tally.upstream;
  const told = [`${allowed} allowed`, `${refused + others} refused`];
  if (unreadable > 0) told.push(`${unreadable} unreadable`);
  return told.join(' · ');
}

/** The report that the flags ask for. */
function chooseReport({ session, flags, inputs }: Check): Report {
  const { json, verbose } = session.settings;
  if (flags.printRequest === true) return reportGuardedBodies();
  if (json) return reportAsJson(inputs.several);
  const isSlugs = flags.request === undefined;
  return reportAsText({ colours: chooseColours(session.io), isSlugs, verbose });
}

/**
 * Judges one body after the other and prints as it goes; none is held.
 *
 * @throws CommandError `INPUT_UNREADABLE` where there is only one and it can't be read; a bad line is told and counted
 */
async function judgeInputs(
  session: Session,
  { items, several, progress }: CheckInputs,
  judge: Judge,
  report: Report,
): Promise<Tally> {
  const tally = createTally();
  const [stdout, stderr] = [openOutputPipe(session.io.stdout), openOutputPipe(session.io.stderr)];
  const line = openProgressLine(session);
  let judged = 0;
  const print = async (told: Told): Promise<void> => {
    if (!told.stdout && !told.stderr) return;
    line.clear();
    await stdout.write(told.stdout ?? '');
    await stderr.write(told.stderr ?? '');
  };
  const refuse = async (label: string, of: number | null, problem: string): Promise<void> => {
    const text = `${toPlainText(label)}: ${toPlainText(problem).replace(/\.$/, '')}.`;
    if (!several) throw new CommandError('INPUT_UNREADABLE', `Cannot read ${text}`);
    tally.unreadable += 1;
    const unreadable = { kind: 'unreadable', label, line: of, problem } as const;
    await print({ ...report.tellUnreadable(unreadable), stderr: `unreadable: ${text}\n` });
  };
  let opening = report.opening;
  for await (const input of items) {
    if (stdout.isClosed()) {
      // Nobody reads on, and what was not judged is not vouched for.
      tally.unjudged += 1;
      break;
    }
    await stdout.write(opening);
    opening = '';
    judged += 1;
    if (input.kind === 'unreadable') await refuse(input.label, input.line, input.problem);
    else {
      const decision = await judge(input);
      const grade = gradeOf(decision);
      if (grade === 'unreadable') await refuse(input.label, input.line, problemOf(decision) ?? '');
      else {
        tally[grade] += 1;
        await print(await report.tell({ input, decision, grade }));
      }
    }
    line.update(judged, progress());
  }
  line.clear();
  await stdout.write(opening + report.closing);
  return tally;
}

/** `distillable check --changed-since`: what was allowed by the list in a file, and is not by the current one. */
async function checkChanges(check: Check, current: CatalogView, judge: Judge, path: string): Promise<void> {
  const { session, flags, inputs } = check;
  const { io, settings, notes } = session;
  const since = viewSnapshot(await readSnapshotFile(path), io.now());
  // Its age is no matter: what it allowed is judged as of its own day.
  const now = since.snapshot.retrievedAt.getTime();
  let lost = 0;
  const options = {
    judgeThen: createJudge(since.snapshot, now, check),
    onLost: () => {
      lost += 1;
    },
  };
  const report = settings.json
    ? reportChangesAsJson(options, since, current)
    : reportChangesAsText(options, chooseColours(io));
  const tally = await judgeInputs(session, inputs, judge, report);
  session.endWith(exitCodeOf({ ...tally, refused: lost }, flags.exitZero === true));
  notes.say(`${lost} allowed by the list of ${since.snapshot.retrievedAt.toISOString()} and not now`);
  if (since.snapshot.retrievedAt > current.snapshot.retrievedAt)
    notes.warn(`warning: ${toPlainText(path)} is newer than the current list.`);
}

/** `distillable check` */
export function defineCheck(program: Command, open: OpenSession): void {
  program
    .command('check')
    .description('judge slugs, or every model that a request names, by the catalog and a policy')
    .argument('[slugs...]', 'as in the field `model` of a request')
    .option('--request <file>', 'a JSON body, a batch, or a JSONL of bodies; - for stdin')
    .addOption(
      new Option('--endpoint <name>', 'what the body is for, where its shape does not tell').choices([
        'chat',
        'completions',
        'responses',
        'messages',
        'batch',
      ]),
    )
    .addOption(
      new Option(
        '--naming <name>',
        "how fields are spelled: max_tokens (wire) or maxTokens (OpenRouter's SDK) (default: wire)",
      ).choices(['wire', 'sdk']),
    )
    .addOption(
      new Option('--mode <mode>', 'refuse the body, or drop what may be dropped (default: reject)').choices([
        'reject',
        'prune',
      ]),
    )
    .option('--policy <file>', 'a policy, or a configuration with one (default: distillable.config.json)')
    .option('--print-request', 'print the guarded body alone, and nothing where it is refused')
    .option('--changed-since <snapshot>', 'only what was allowed by this exported list, and is not now')
    .option('--exit-zero', 'exit with 0 where the policy refuses')
    .addHelpText('after', examples)
    .action(async (slugs: readonly string[], flags, command: Command) => {
      await runCheck(await open(command), slugs, flags);
    });
}

const examples = `
A JSONL holds a body a line, or the lines of a batch file, {"custom_id", "method", "url", "body"}. Of its lines, those
that pass whole are told only with --verbose or --json.

Exits 1 where anything is refused, 2 where anything can't be read or names no model, 3 without a usable catalog, and 4
where a preset could not be read.

Examples:
  distillable check qwen/qwen3-max openai/gpt-5
  distillable check --request body.json --mode prune
  distillable check --request - --print-request < body.json | curl … -d @-
  distillable check --request batch.jsonl --json | jq '.[] | select(.allowed | not) | .line'
  distillable check --request batch.jsonl --changed-since 2026-09.json`;
