import type { SnapshotIdentity } from '@distillable/catalog';
import { toPlainText, toSafeJson } from '../../terminal/text.js';
import { type GuardrailLists, toolsToDisable } from './build.js';

/** What is written. */
export interface GuardrailContent {
  /** A word: of the guardrail, and of the Terraform resource. */
  readonly name: string;
  readonly lists: GuardrailLists;
  readonly catalog: SnapshotIdentity;
}

/** What no one should overlook. */
export const enforcementNote =
  'A guardrail enforces nothing until it is assigned to API keys or members, or is the default guardrail of a workspace.';

/** Does not change from list to list, so that only changes of the lists are drift. */
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
