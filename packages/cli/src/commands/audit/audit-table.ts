import type { AuditedModel, AuditReport, RowVerdict } from '../../audit/engine.js';
import { toPlainText } from '../../render/plain-text.js';
import type { Colours, TableColumn, TableContent } from '../../render/table.js';

/** More are counted, and are in the JSON. */
const mostModels = 100;

const paintVerdict = (text: string, colours: Colours): string => {
  if (text === 'distillable') return colours.green(text);
  return text === 'not-distillable' ? colours.red(text) : colours.yellow(text);
};

const columns: readonly TableColumn[] = [
  { header: 'MODEL', align: 'left', importance: 100 },
  { header: 'ROWS', align: 'right', importance: 90 },
  { header: 'SHARE', align: 'right', importance: 70 },
  { header: 'VERDICT', align: 'left', importance: 95, paint: paintVerdict },
  { header: 'FIRST ROW', align: 'left', importance: 50 },
  { header: 'INSTEAD', align: 'left', importance: 40, paint: (text, colours) => colours.dim(text) },
];

/** The models of a report as a table; `more`: how many are left out of it. */
export function auditTable({ models }: AuditReport): { content: TableContent; readonly more: number } {
  const rows = models.slice(0, mostModels).map((model) => cellsOf(model).map(toPlainText));
  return { content: { columns, rows }, more: Math.max(0, models.length - mostModels) };
}

function cellsOf({
  model,
  rows,
  share,
  verdict,
  code,
  first,
  alternatives,
}: AuditedModel): readonly string[] {
  const [best = ''] = alternatives;
  return [
    model ?? '(no model named)',
    formatCount(rows),
    formatShare(share),
    usualCodes[verdict] === code ? verdict : `${verdict} (${code})`,
    `${first.file}:${first.line}`,
    best,
  ];
}

/** Codes that say no more than the verdict. */
const usualCodes: Readonly<Record<RowVerdict, string>> = {
  distillable: 'DISTILLABLE',
  'not-distillable': 'NOT_DISTILLABLE',
  unknown: 'UNKNOWN_MODEL',
  unnamed: 'MODEL_NOT_NAMED',
};

/** `12,345` */
export function formatCount(count: number): string {
  return count.toLocaleString('en-US');
}

/** `12.3 %`; what is not nothing is never shown as nothing, nor what is not all as all. */
export function formatShare(share: number): string {
  if (share > 0 && share < 0.001) return '< 0.1 %';
  if (share < 1 && share > 0.999) return '> 99.9 %';
  return `${(share * 100).toFixed(1)} %`;
}
