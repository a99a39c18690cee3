import { codeRules } from '@distillable/audit';
import type { CatalogModel, CatalogSnapshot } from '@distillable/catalog';
import type { Argument, Command, Option } from 'commander';
import { failureKinds } from '../audit/flags.js';
import { listColumnNames } from '../list/columns.js';
import { authorOf, sortKeys } from '../list/query.js';
import { changeKinds } from '../snapshot/diff.js';

/** The completions of a word that is being typed. */
export interface Completion {
  /** `words`: one of the candidates; `list`: a candidate, which a comma may follow; `files`: the shell's own files. */
  readonly kind: 'words' | 'list' | 'files';
  readonly candidates: readonly string[];
}

/** Reads the model list that is cached; null where there is none. */
export type ReadSnapshot = () => Promise<CatalogSnapshot | null>;

/** Completes the last of the words that follow the program's name. */
export async function completeWords(
  program: Command,
  words: readonly string[],
  readSnapshot: ReadSnapshot,
): Promise<Completion> {
  const current = words.at(-1) ?? '';
  const { command, option, operands, isAfterDashes } = readWords(program, words.slice(0, -1));
  if (option !== null) return completeValue(option, current, '', readSnapshot);
  if (!isAfterDashes && current.startsWith('-')) {
    const [, flag = '', value] = /^(--[^=]+)=(.*)$/s.exec(current) ?? [];
    const assigned = optionsOf(command).find(({ long }) => long === flag);
    if (assigned !== undefined && value !== undefined) {
      return completeValue(assigned, value, `${flag}=`, readSnapshot);
    }
    return matching(
      optionsOf(command).flatMap(({ long }) => long ?? []),
      current,
    );
  }
  const subcommands = command.createHelp().visibleCommands(command);
  if (subcommands.length > 0) {
    return matching(operands === 0 ? subcommands.map((each) => each.name()) : [], current);
  }
  return completeArgument(command, operands, current, readSnapshot);
}

/** Where the words before the last one have led. */
interface Place {
  readonly command: Command;
  /** An option that waits for its value. */
  readonly option: Option | null;
  /** How many arguments of the command have been given. */
  readonly operands: number;
  readonly isAfterDashes: boolean;
}

function readWords(program: Command, words: readonly string[]): Place {
  let command = program;
  let option: Option | null = null;
  let operands = 0;
  let isAfterDashes = false;
  for (const word of words) {
    if (option !== null) option = null;
    else if (word === '--') isAfterDashes = true;
    else if (!isAfterDashes && word.startsWith('-') && word !== '-') {
      const found = optionsOf(command).find(({ long, short }) => word === long || word === short);
      option = found !== undefined && (found.required || found.optional) ? found : null;
    } else {
      const subcommand: Command | undefined = command.commands.find((each) => each.name() === word);
      if (subcommand !== undefined && operands === 0) command = subcommand;
      else operands += 1;
    }
  }
  return { command, option, operands, isAfterDashes };
}

/** The options that help shows. */
function optionsOf(command: Command): readonly Option[] {
  const help = command.createHelp();
  return [...help.visibleOptions(command), ...help.visibleGlobalOptions(command)];
}

/** Values that are not written down with their option. Those of models come from the cached list. */
const valuesOf: Readonly<Record<string, (models: readonly CatalogModel[]) => readonly string[]>> = {
  '--sort': () => sortKeys.flatMap((key) => [key, `-${key}`]),
  '--columns': () => listColumnNames,
  '--only': () => changeKinds,
  '--fail-on': () => [...failureKinds, ...codeRules.map(({ id }) => id), 'none'],
  '--author': (models) => models.map(({ slug }) => authorOf(slug)),
  '--supports': (models) => models.flatMap(({ supportedParameters }) => supportedParameters),
  '--modality': (models) =>
    models.flatMap(({ inputModalities, outputModalities }) => [...inputModalities, ...outputModalities]),
};

/** Options that take one word, not a comma list. */
const single: ReadonlySet<string> = new Set(['--sort']);

/** @param prefix what stands before the value in the same word: `--sort=` */
async function completeValue(
  { long, argChoices, flags }: Option,
  written: string,
  prefix: string,
  readSnapshot: ReadSnapshot,
): Promise<Completion> {
  if (argChoices !== undefined) return matching(argChoices, written, prefix);
  const readValues = valuesOf[long ?? ''];
  if (readValues !== undefined) {
    const values = readValues((await readSnapshot())?.models() ?? []);
    if (single.has(long ?? '')) return matching(values, written, prefix);
    const before = written.slice(0, written.lastIndexOf(',') + 1);
    const given = new Set(before.split(','));
    const others = values.filter((value) => !given.has(value));
    return { ...matching(others, written.slice(before.length), prefix + before), kind: 'list' };
  }
  return isPath(flags) ? { kind: 'files', candidates: [] } : matching([], '');
}

async function completeArgument(
  command: Command,
  operands: number,
  written: string,
  readSnapshot: ReadSnapshot,
): Promise<Completion> {
  const { registeredArguments: all } = command;
  const last = all.at(-1);
  const argument: Argument | undefined = all[operands] ?? (last?.variadic === true ? last : undefined);
  if (argument === undefined) return matching([], '');
  if (argument.argChoices !== undefined) return matching(argument.argChoices, written);
  if (argument.name() !== 'slugs') return { kind: 'files', candidates: [] };
  const models = (await readSnapshot())?.models() ?? [];
  return matching(
    models.map(({ slug }) => slug),
    written,
  );
}

/** `--out <file>`, `--archive <directory>`, `--changed-since <snapshot>` */
function isPath(flags: string): boolean {
  return /<(?:file|directory|snapshot)>/.test(flags);
}

/** Those that begin as written, each once. What a shell would not take as one plain word is left out. */
function matching(values: readonly string[], written: string, prefix = ''): Completion {
  const fitting = values.filter((value) => value.startsWith(written) && /^[\w~@./:+-]+$/.test(value));
  return { kind: 'words', candidates: [...new Set(fitting)].map((value) => prefix + value) };
}
