import { createHash } from 'node:crypto';
import { describeDeclarations } from '../describe-declarations.js';
import { countOf, formatCount } from '../numbers.js';
import type { AuditReport } from '../report.js';
import { plain } from './markdown.js';
import { type ModelPart, modelParts } from './model-parts.js';

/** What all formats of the evidence are written from: the report, and nothing else. */
export interface EvidenceFacts {
  readonly report: AuditReport;
  readonly models: readonly ModelPart[];
  /** What the data is called: by its files. */
  readonly name: string;
  /** One sentence about the data, and a warning if its verdicts are from a sample. */
  readonly description: string;
  /** A UUID (version 8) of the report's SHA-256: the same report has the same. */
  readonly uuid: string;
}

/** The mark of what an audit can't know. */
export const yours = 'to be filled in by you';

/** @param auditJson the report as it is written */
export function evidenceFacts(report: AuditReport, auditJson: string): EvidenceFacts {
  const models = modelParts(report);
  return {
    report,
    models,
    name: nameOf(report),
    description: describe(report, models),
    uuid: uuidOf(createHash('sha256').update(auditJson).digest()),
  };
}

/** `generator in 1,200 rows, judge in 3 rows`. */
export function describeRoles({ roles }: ModelPart): string {
  return roles.map(({ role, rows }) => `${role} in ${countOf(rows, 'row')}`).join(', ');
}

/** From when to when the rows are, in Markdown. */
export function describePeriod({ timeline }: AuditReport): string {
  const first = timeline?.at(0)?.month;
  const last = timeline?.at(-1)?.month;
  if (first === undefined || last === undefined) return 'The rows have no times.';
  return `The rows that have a time are from ${plain(first)} to ${plain(last)}.`;
}

/** What rests on the word of the person who ran the audit, as a sentence after others; empty if nothing does. */
export function describeDeclared({ declarations }: AuditReport): string {
  const texts = describeDeclarations(declarations).map(({ text }) => text);
  return texts.length === 0 ? '' : ` Declared, and not found in the data: ${texts.join('; ')}.`;
}

const namedFiles = 3;

function nameOf({ files }: AuditReport): string {
  const names = files.slice(0, namedFiles).map(({ file }) => (file === '-' ? 'stdin' : file));
  const more = files.length - names.length;
  return more > 0 ? `${names.join(', ')} and ${countOf(more, 'more file')}` : names.join(', ');
}

function describe(report: AuditReport, models: readonly ModelPart[]): string {
  const { files, totals, catalogs } = report;
  const { rows, verdicts } = totals;
  const named = `${formatCount(rows - verdicts.unnamed)} of ${countOf(rows, 'row')} in ${countOf(files.length, 'file')}`;
  const samples = new Set(catalogs.flatMap(({ sample }) => sample ?? []));
  const warnings = [...samples].map((sample) => ` SAMPLE: ${sample}.`);
  return `${named} name a model, by ${countOf(models.length, 'name')} in all.${describeDeclared(report)}${warnings.join('')}`;
}

function uuidOf(hash: Buffer): string {
  const hex = hash.toString('hex');
  const variant = (8 + (Number.parseInt(hex[16] ?? '0', 16) % 4)).toString(16);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
