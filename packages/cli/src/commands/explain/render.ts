import type { CatalogModel, Permission, ResolutionStep, Verdict } from '@distillable/catalog';
import { describeSuggestions, type JudgedHost } from '@distillable/core';
import { policyWords } from '../../policy-file.js';
import type { Colours } from '../../terminal/style.js';
import { renderTable, type TableStyle } from '../../terminal/table.js';
import { toPlainText } from '../../terminal/text.js';
import { expiryNote, listColumn } from '../list/columns.js';
import { renderTermsFacts } from '../terms/facts.js';
import { type Explanation, mayBeUsed } from './explanation.js';

/** An explanation for people. `today` is a date such as `2026-10-01`. */
export function renderExplanation(explanation: Explanation, today: string, style: TableStyle): string {
  const { resolution, policy, rows, alternatives, suggestions, terms, hosts } = explanation;
  const { colours } = style;
  const denied = policy === null ? '' : `, ${colours.red(policyWords[policy])}`;
  const lines = [
    `${colours.bold(toPlainText(resolution.requested))}: ${paintVerdict(resolution.verdict, colours)}${denied}`,
    ...resolution.steps.map((step, index) => `  ${index + 1}. ${toPlainText(describeStep(step))}`),
    ...rows.flatMap((row) => describeRow(row, today, colours)),
  ];
  if (terms !== null) lines.push(...renderTermsFacts(terms, colours).map((line) => `  ${line}`));
  if (hosts !== null) lines.push(...renderHosts(hosts, colours).map((line) => `  ${line}`));
  else if (terms !== null && mayBeUsed(explanation)) {
    lines.push('  Which hosts serve it now is not known.');
  }
  if (suggestions.length > 0) lines.push(`  ${toPlainText(describeSuggestions(suggestions))}`);
  if (alternatives.length > 0) {
    lines.push('  Nearest distillable models:', indent(renderAlternatives(alternatives, today, style)));
  }
  return lines.map((line) => `${line}\n`).join('');
}

const permissionText: Readonly<Record<Permission, string>> = {
  distillable: 'in the list of distillable models',
  'not-distillable': 'in the list of models that are not distillable',
  conflicting: 'in both lists, so not allowed',
  unlisted: 'in neither list',
};

function describeRow(row: CatalogModel, today: string, colours: Colours): readonly string[] {
  const facts: [string, string | null][] = [
    ['permission', permissionText[row.permission]],
    ['canonical slug', row.canonicalSlug === row.slug ? null : row.canonicalSlug],
    ['end', expiryNote(row.expirationDate, today)],
  ];
  const lines = facts.flatMap(([name, value]) =>
    value === null ? [] : [`    ${colours.dim(name.padEnd(15))}${toPlainText(value)}`],
  );
  return [`  ${toPlainText(row.slug)}`, ...lines];
}

function renderHosts(hosts: readonly JudgedHost[], colours: Colours): readonly string[] {
  if (hosts.length === 0) return ['No host serves it now.'];
  const groups = new Map<string, string[]>();
  for (const judged of hosts) {
    const words = hostWords(judged);
    const named = judged.entry === null ? judged.host : `${judged.host} (${judged.entry})`;
    groups.set(words, [...(groups.get(words) ?? []), named]);
  }
  return [
    'Hosts that serve it now:',
    ...[...groups].map(([words, named]) => `  ${colours.dim(words)}  ${toPlainText(named.join(', '))}`),
  ];
}

function hostWords({ code, ignored }: JudgedHost): string {
  switch (code) {
    case 'HOST_ALLOWED':
      return 'usable';
    case 'HOST_TERMS_UNKNOWN':
      return 'usable, terms not read';
    case 'HOST_TERMS_NO':
      return ignored
        ? 'ignored, as their terms forbid it'
        : 'their terms forbid it, the policy does not ignore them';
    case 'HOST_TERMS_NOT_ACCEPTED':
      return "ignored, as the maker's terms are not accepted";
    case 'HOST_IGNORED':
      return 'ignored by policy';
    case 'HOST_NOT_LISTED':
      return 'not in policy';
  }
}

function renderAlternatives(models: readonly CatalogModel[], today: string, style: TableStyle): string {
  const columns = (['slug', 'context', 'prompt', 'completion'] as const).map(listColumn);
  const rows = models.map((model) =>
    columns.map((column) =>
      toPlainText(column.text({ model, verdict: 'distillable', policy: null, terms: null }, today)),
    ),
  );
  return renderTable({ columns, rows }, { ...style, width: style.width - 4 }).text.trimEnd();
}

function indent(text: string): string {
  return text.replaceAll(/^/gm, '    ');
}

function paintVerdict(verdict: Verdict, colours: Colours): string {
  return listColumn('verdict').paint?.(verdict, colours) ?? verdict;
}

/** One step of a resolution as a sentence. */
function describeStep(step: ResolutionStep): string {
  switch (step.kind) {
    case 'id':
      return `${step.slug} is the id of a row.`;
    case 'canonical-slug':
      return `${step.canonicalSlug} is the canonical slug of ${step.slug}.`;
    case 'static-variant':
      return `:${step.variant} is a variant with a row of its own, ${step.slug}, and only that row counts.`;
    case 'dynamic-variant':
      return `:${step.variant} only changes how ${step.base} is served, so ${step.base} is looked up.`;
    case 'alias':
      if (step.target === '') return `In this list, what ${step.slug} stands for can't be read.`;
      return step.target === null
        ? `${step.slug} is an alias that does not name its target, so its own label counts.`
        : `${step.slug} is an alias; in this list it stands for ${step.target}.`;
    case 'alias-target-missing':
      return step.target === '' ? 'So nothing is known of it.' : `There is no row for ${step.target}.`;
    case 'alias-of-alias':
      return `${step.target} is an alias too, and only one step is followed.`;
    case 'variant-without-row':
      return `There is a row for ${step.base}, but not for its variant :${step.variant}, which would have its own.`;
    case 'router':
      return `${step.slug} is a router: the server picks the model for each request.`;
    case 'preset':
      return `The preset ${step.preset} is kept on the server, so what it contains is not known here.`;
    case 'no-row':
      return `No row has ${step.slug} as its id or canonical slug.`;
  }
}
