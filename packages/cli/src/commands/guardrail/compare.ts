import { readFile } from 'node:fs/promises';
import { isObject, parseJsonText } from '@distillable/catalog';
import { CommandError, unreadable } from '../../errors.js';
import type { Colours } from '../../terminal/table.js';
import { toPlainText } from '../../terminal/text.js';
import type { GuardrailLists } from './build.js';

const listNames: readonly (keyof GuardrailLists)[] = [
  'allowed_models',
  'ignored_models',
  'allowed_providers',
  'ignored_providers',
];

/** One list that differs. */
export interface ListDrift {
  readonly list: keyof GuardrailLists;
  /** What the catalog and the policy have, and the file does not. */
  readonly added: readonly string[];
  /** What the file has, and the catalog and the policy do not. */
  readonly removed: readonly string[];
  /** What has no such list, and so bounds nothing by it. */
  readonly missingIn: 'file' | 'policy' | null;
}

/** The lists that differ, whatever their order. */
export function compareLists(written: Partial<GuardrailLists>, now: GuardrailLists): readonly ListDrift[] {
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
export function renderDrift(drift: readonly ListDrift[], { bold, green, red }: Colours): string {
  const lines = drift.flatMap(({ list, added, removed, missingIn }) => [
    bold(list) + (missingIn === null ? '' : missingWords[missingIn]),
    ...added.map((name) => green(`+ ${toPlainText(name)}`)),
    ...removed.map((name) => red(`- ${toPlainText(name)}`)),
  ]);
  return lines.map((line) => `${line}\n`).join('');
}

/**
 * Reads the lists of a file that was written before, or of a response of `GET /guardrails/{id}`.
 *
 * @throws CommandError `INPUT_UNREADABLE`
 */
export async function readLists(path: string): Promise<Partial<GuardrailLists>> {
  const text = await readFile(path, 'utf8').catch((cause: unknown) => {
    throw unreadable(path, cause);
  });
  const lists = /^\s*\{/.test(text) ? readJson(text) : readTerraform(text);
  if (typeof lists !== 'string') return lists;
  throw new CommandError('INPUT_UNREADABLE', `${path}: ${lists}.`, { details: { path } });
}

type FoundLists = Partial<Record<keyof GuardrailLists, readonly string[]>>;

/** The lists, or what is wrong. */
function readJson(text: string): FoundLists | string {
  const parsed = parseJsonText(text);
  if ('problem' in parsed) return parsed.problem;
  const content = isObject(parsed.value) ? (parsed.value['guardrail'] ?? parsed.value['data']) : null;
  if (!isObject(content)) return 'it holds no guardrail';
  const found: FoundLists = {};
  for (const name of listNames) {
    const value = content[name] ?? null;
    if (value === null) continue;
    if (!Array.isArray(value) || !value.every((each) => typeof each === 'string'))
      return `${name} is no list of texts`;
    found[name] = value;
  }
  return found;
}

/** Reads what this command writes, with the comments that people have added. */
function readTerraform(text: string): FoundLists | string {
  const count = text.match(/^resource\s+"openrouter_guardrail"\s/gm)?.length ?? 0;
  if (count !== 1) return `it holds ${count} resources of the type openrouter_guardrail, not one`;
  const found: FoundLists = {};
  for (const name of listNames) {
    const [start] = new RegExp(`^\\s*${name}\\s*=`, 'm').exec(text) ?? [];
    if (start === undefined) continue;
    const [, items] = hclList.exec(text.slice(text.indexOf(start) + start.length)) ?? [];
    if (items === undefined) return `${name} is no list of texts`;
    const words = items.match(hclWord) ?? [];
    found[name] = words.flatMap((word) => (word.startsWith('"') ? String(JSON.parse(word)) : []));
  }
  return found;
}

/** Texts without escapes, and without parts to fill in: names need neither. */
const hclList = /^\s*\[((?:\s|,|#.*|\/\/.*|"[\x20!#&-\x5b\x5d-\x7e]*")*)\]/;
const hclWord = /#.*|\/\/.*|"[^"]*"/g;
