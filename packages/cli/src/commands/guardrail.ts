import { countOf } from '@distillable/audit';
import { type Command, InvalidArgumentError, Option } from 'commander';
import { exitCodes, usageError } from '../errors.js';
import { showGlobalFlags, termsFlags } from '../flags.js';
import { writeOutput } from '../output.js';
import { choosePolicy, loadOwnTerms } from '../policy-file.js';
import { noteUnmatchedEntries } from '../policy-lists.js';
import type { OpenSession, Session } from '../session.js';
import { type CatalogView, catalogFacts, limitsOf, noteCatalog } from '../sources/catalog-view.js';
import { withCatalog } from '../sources/open-catalog.js';
import { type Colours, chooseColours } from '../terminal/style.js';
import { toPlainText, toSafeJson } from '../terminal/text.js';
import { buildGuardrail, type GuardrailLists, listNames } from './guardrail/build.js';
import { enforcementNote, readLists, renderJson, renderTerraform } from './guardrail/formats.js';

/** `distillable guardrail` */
export function defineGuardrail(program: Command, open: OpenSession): void {
  showGlobalFlags(program.command('guardrail'), termsFlags)
    .description('write what may pass as an allow list for a guardrail of OpenRouter, or compare one with it')
    .addOption(
      new Option(
        '--format <format>',
        'json: bodies for the API; terraform: a resource (default: json)',
      ).choices(['json', 'terraform']),
    )
    .option('--name <name>', 'of the guardrail, and of the Terraform resource', parseName, 'distillable')
    .option('--out <file>', 'write to this file instead of stdout')
    .option(
      '--diff <file>',
      'exit with 1 if such a file, or a response of GET /guardrails/{id}, has other lists',
    )
    .option('--policy <file>', 'a policy, or a configuration with one (default: distillable.config.json)')
    .addHelpText('after', examples)
    .action(async (flags: GuardrailFlags, command: Command) => {
      await runGuardrail(await open(command), flags);
    });
}

const examples = `
${enforcementNote}
Where no model or no host would be left, nothing is written, because OpenRouter reads an empty list as all of them: the
error is GUARDRAIL_EMPTY, the exit code 2, and the file of --out stays as it was.

Examples:
  distillable guardrail --out guardrail.json && jq .guardrail guardrail.json | curl … -d @- …/api/v1/guardrails
  distillable guardrail --format terraform --out guardrail.tf
  distillable guardrail --diff guardrail.tf`;

/** The flags of `guardrail`. */
interface GuardrailFlags {
  readonly format?: 'json' | 'terraform';
  readonly name: string;
  readonly out?: string;
  readonly diff?: string;
  /** A file. */
  readonly policy?: string;
}

/** Terraform's names of resources, which the API takes as well. */
function parseName(text: string): string {
  if (/^[A-Za-z_][\w-]{0,199}$/.test(text)) return text;
  throw new InvalidArgumentError('Give letters, digits, _ and -, with a letter first.');
}

async function runGuardrail(session: Session, flags: GuardrailFlags): Promise<void> {
  const { diff, format, out } = flags;
  const { json } = session.settings;
  if (diff !== undefined && (format ?? out) !== undefined)
    throw usageError('--diff writes nothing: leave --format and --out out.');
  if (json && format === 'terraform') throw usageError('--json cannot be used with --format terraform.');
  const { policy, from } = await choosePolicy(session, flags);
  const terms = await loadOwnTerms(session);
  const written = diff === undefined ? null : await readLists(diff);
  const use = async (view: CatalogView): Promise<void> => {
    const { lists, warnings } = buildGuardrail(view.snapshot, policy, { now: session.io.now(), terms });
    noteUnmatchedEntries(session, policy, view.snapshot);
    for (const warning of warnings) session.notes.warn(toPlainText(`warning: ${warning}`));
    if (written === null) await write(session, flags, lists, view);
    else compare(session, written, lists, view);
    noteCatalog(session, view);
  };
  await withCatalog(session, use, limitsOf(policy));
  if (from !== null) session.notes.say(`policy: ${from}`);
}

async function write(
  { io, notes }: Session,
  { format, name, out }: GuardrailFlags,
  lists: GuardrailLists,
  { snapshot }: CatalogView,
): Promise<void> {
  const render = format === 'terraform' ? renderTerraform : renderJson;
  const text = render({ name, lists, catalog: snapshot.identity });
  if (out === undefined) io.stdout.write(text);
  else await writeOutput(out, text);
  notes.say(
    `${countOf(lists.allowed_models.length, 'model')} allowed${out === undefined ? '' : ` · ${out}`}`,
  );
  notes.warn(enforcementNote);
}

function compare(
  { io, settings, notes, endWith }: Session,
  written: Partial<GuardrailLists>,
  lists: GuardrailLists,
  view: CatalogView,
): void {
  const drift = compareLists(written, lists);
  const text = settings.json
    ? `${toSafeJson({ catalog: catalogFacts(view), drift }, 2)}\n`
    : renderDrift(drift, chooseColours(io));
  io.stdout.write(text);
  if (drift.length > 0) endWith(exitCodes.rejected);
  else notes.say('no drift');
}

/** One list that differs. */
interface ListDrift {
  readonly list: keyof GuardrailLists;
  /** Entries of the catalog and the policy that the file does not have. */
  readonly added: readonly string[];
  /** Entries of the file that the catalog and the policy do not have. */
  readonly removed: readonly string[];
  /** Guardrails without such a list, which bounds nothing then. */
  readonly missingIn: 'file' | 'policy' | null;
}

/** The lists that differ, whatever their order. */
function compareLists(written: Partial<GuardrailLists>, now: GuardrailLists): readonly ListDrift[] {
  return listNames.flatMap((list) => {
    const [before, after] = [written[list], now[list]];
    const added = (after ?? []).filter((name) => before?.includes(name) !== true);
    const removed = (before ?? []).filter((name) => after?.includes(name) !== true);
    if (added.length + removed.length === 0) return [];
    const missingIn = before === undefined ? 'file' : after === undefined ? 'policy' : null;
    return [{ list, added, removed, missingIn }];
  });
}

const missingWords: Readonly<Record<'file' | 'policy', string>> = {
  file: ': the file has none, which bounds nothing',
  policy: ': the policy has none now',
};

/** For people: `+` may be used now, or must be ignored now, and is not in the file. */
function renderDrift(drift: readonly ListDrift[], { bold, green, red }: Colours): string {
  const lines = drift.flatMap(({ list, added, removed, missingIn }) => [
    bold(list) + (missingIn === null ? '' : missingWords[missingIn]),
    ...added.map((name) => green(`+ ${toPlainText(name)}`)),
    ...removed.map((name) => red(`- ${toPlainText(name)}`)),
  ]);
  return lines.map((line) => `${line}\n`).join('');
}
