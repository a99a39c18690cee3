import { readFile } from 'node:fs/promises';
import { isObject, parseJsonText, type SnapshotIdentity } from '@distillable/catalog';
import { CommandError, unreadable } from '../../errors.js';
import { toPlainText, toSafeJson } from '../../terminal/text.js';
import { type GuardrailLists, listNames } from './build.js';

/** The form of the output. */
interface GuardrailContent {
  /** A word: of the guardrail, and of the Terraform resource. */
  readonly name: string;
  readonly lists: GuardrailLists;
  readonly catalog: SnapshotIdentity;
}

/** Warnings that no one should overlook. */
export const enforcementNote =
  'A guardrail enforces nothing until it is assigned to API keys or members, or is the default guardrail of a workspace.';

/**
 * OpenRouter's tools that run a model without its name in the request. No list of models is documented to bound them.
 * For the workspace's `disabled_server_tools`.
 *
 * @see https://openrouter.ai/docs/client-sdks/typescript/models/updateworkspacerequestdisabledservertool (read 2026-11-27)
 */
const toolsToDisable: readonly string[] = [
  'openrouter:advisor',
  'openrouter:fusion',
  'openrouter:image_generation',
  'openrouter:subagent',
];

/** It is the same for every list, so that only changes of the lists count as drift. */
const description =
  'Models that OpenRouter marks as distillable and the policy allows. Written by distillable.';

/**
 * The bodies of `POST /guardrails` (or `PATCH /guardrails/{id}`) and of `PATCH /workspaces/{id}`.
 *
 * @see https://openrouter.ai/docs/api/api-reference/guardrails/create-guardrail (read 2026-11-27)
 */
export function renderJson({ name, lists, catalog }: GuardrailContent): string {
  const content = {
    note: enforcementNote,
    catalog,
    guardrail: { name, description, ...lists },
    workspace: { disabled_server_tools: toolsToDisable },
  };
  return `${toSafeJson(content, 2)}\n`;
}

/**
 * A resource of the official provider, as `terraform fmt` writes it. Its documentation has no attribute for the tools of a
 * workspace, so they are in a comment.
 *
 * @see https://github.com/OpenRouterTeam/terraform-provider-openrouter (`docs/resources/guardrail.md`; read 2026-11-27)
 */
export function renderTerraform({ name, lists, catalog }: GuardrailContent): string {
  const { digest, retrievedAt, source } = catalog;
  const comments = [
    `Written by \`distillable guardrail\` from ${source.url}, ${retrievedAt}, ${digest}`,
    ...(source.sample === null ? [] : [`SAMPLE: ${source.sample}`]),
    enforcementNote,
    `To turn off the tools that run other models: PATCH /workspaces/{id} with disabled_server_tools: ${toolsToDisable.join(', ')}`,
  ];
  return [
    ...comments.map((text) => `# ${toPlainText(text)}\n`),
    `resource "openrouter_guardrail" ${toHcl(name)} {\n`,
    `  name        = ${toHcl(name)}\n`,
    `  description = ${toHcl(description)}\n`,
    ...Object.entries(lists).map(([attribute, values]) => renderList(attribute, values)),
    '}\n',
  ].join('');
}

function renderList(attribute: string, values: readonly string[]): string {
  return `\n  ${attribute} = [\n${values.map((value) => `    ${toHcl(value)},\n`).join('')}  ]\n`;
}

/** A quoted template of HCL without parts to fill in. Its escapes are those of JSON that can occur here. */
function toHcl(text: string): string {
  return toSafeJson(text).replaceAll(/[$%](?=\{)/g, '$&$&');
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
