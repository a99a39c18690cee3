import type { CatalogModel, Permission, Verdict } from '@distillable/catalog/light';
import { expiryNote, listColumn } from '../list/list-columns.js';
import { toPlainText } from '../render/plain-text.js';
import { type Colours, renderTable, type TableStyle } from '../render/table.js';
import { describeStep } from './describe-step.js';
import type { Explanation } from './explanation.js';

const permissionText: Readonly<Record<Permission, string>> = {
  distillable: 'in the list of distillable models',
  'not-distillable': 'in the list of models that are not distillable',
  conflicting: 'in both lists, so not allowed',
  unlisted: 'in neither list',
};

/** An explanation for people. `today` is a date such as `2026-10-01`. */
export function renderExplanation(explanation: Explanation, today: string, style: TableStyle): string {
  const { resolution, rows, alternatives, suggestions } = explanation;
  const { colours } = style;
  const lines = [
    `${colours.bold(toPlainText(resolution.requested))}: ${paintVerdict(resolution.verdict, colours)}`,
  ];
  lines.push(...resolution.steps.map((step, index) => `  ${index + 1}. ${toPlainText(describeStep(step))}`));
  for (const row of rows) lines.push(...describeRow(row, today, colours));
  if (suggestions.length > 0) lines.push(`  Did you mean ${suggestions.map(toPlainText).join(', or ')}?`);
  if (alternatives.length > 0) {
    lines.push('  Nearest distillable models:', indent(renderAlternatives(alternatives, today, style)));
  }
  return lines.map((line) => `${line}\n`).join('');
}

function describeRow(row: CatalogModel, today: string, colours: Colours): readonly string[] {
  const facts: [string, string | null][] = [
    ['permission', permissionText[row.permission]],
    ['canonical slug', row.canonicalSlug === row.slug ? null : row.canonicalSlug],
    ['end', expiryNote(row.expirationDate, today)],
  ];
  const told = facts.flatMap(([name, value]) =>
    value === null ? [] : [`    ${colours.dim(name.padEnd(15))}${toPlainText(value)}`],
  );
  return [`  ${toPlainText(row.slug)}`, ...told];
}

function renderAlternatives(models: readonly CatalogModel[], today: string, style: TableStyle): string {
  const columns = (['slug', 'context', 'prompt', 'completion'] as const).map(listColumn);
  const rows = models.map((model) =>
    columns.map((column) => toPlainText(column.text({ model, verdict: 'distillable' }, today))),
  );
  return renderTable({ columns, rows }, { ...style, width: style.width - 4 }).text.trimEnd();
}

function indent(text: string): string {
  return text.replaceAll(/^/gm, '    ');
}

function paintVerdict(verdict: Verdict, colours: Colours): string {
  return listColumn('verdict').paint?.(verdict, colours) ?? verdict;
}
